"""Dates as people write them → an exact day or a period with its precision.

``27.03.2026``, ``3/27/2026``, ``2026年3月27日``, ``3月27日``, ``Q3``, ``下半年``, ``年底``,
Excel serial numbers. Which of day and month stands first is a matter of the whole column.
"""

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from milepost.integrations.rules import numerals
from milepost.integrations.rules.cells import Cell
from milepost.kernel.text import Text

Order = Literal["YMD", "MDY", "DMY"]
Precision = Literal["day", "month", "quarter", "half", "year", "range"]


@dataclass(frozen=True, slots=True)
class When:
    """From ``first`` to ``last`` inclusive; one day when ``precision`` is ``day``."""

    first: dt.date
    last: dt.date
    precision: Precision = "day"
    year_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the column and file says: order of day and month, year, calendar of serials."""

    order: Order = "MDY"
    year: int | None = None
    date1904: bool = False


class NotADateError(ValueError):
    """The cell is no date; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class VagueDateError(NotADateError):
    """Words about time that name no day, such as 下月 or soon: worth keeping as a note."""


class YearMissingError(NotADateError):
    """A day or quarter without a year, and nothing in the file tells which."""


_NO_SUCH_DAY = Text("没有这一天", "There is no such day")
_UNDETERMINED = re.compile(
    r"(待定|未定|待确认|暂无|未知|不详|不明|无|没有|tbd|tba|n/?a|none|null|unknown|长期|[-–—/\\?.]+)"
)
_AROUND = re.compile(
    r"^(约|大约|大概|预计|预估|计划|暂定|拟|争取|力争|最迟|最晚|不晚于|before|by|around|about|ca\.?|est\.?|~|≈)\s*|\s*([.。,;]|左右|之前|以前|前后|前|初步|份|\(.*\)|(周|星期)[一二三四五六日天])$"
)
_MONTHS = {name.lower(): i for i in range(1, 13) for name in (calendar.month_name[i], calendar.month_abbr[i])} | {
    "sept": 9
}
_MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_VAGUE = re.compile(r"[\u4e00-\u9fff]|\b(next|soon|later|end of|early|mid|asap)\b")
_SEP = r"\s*[-./,]\s*"
_YEAR = r"(?:(\d{4}|\d{2})\s*年\s*|(\d{4})\s*[-./]?\s*|'?(\d{2})\s*(?=q|h))?"


def parse(cell: Cell, context: Context = Context()) -> When | None:
    """Read one cell. None when it is empty or says 待定. Raises NotADateError, VagueDateError or YearMissingError."""
    if isinstance(cell, dt.datetime):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, dt.date):
        return When(cell, cell)
    if isinstance(cell, (bool, dt.time, dt.timedelta)):
        raise NotADateError(Text("这是时间，不是日期", "This is a time, not a date"))
    if isinstance(cell, (int, float)):
        return _number(float(cell), context)
    said = numerals.plain(cell).lower()
    if not said or _UNDETERMINED.fullmatch(said):
        return None
    return _parse_text(said, context)


def _parse_text(said: str, context: Context) -> When:
    bare = _relative_year(_unwrap(said), context)
    bare = re.sub(
        rf"[{numerals.CHARACTERS}]+(?=\s*(?:年|月|日|号|季))|(?<=第)[{numerals.CHARACTERS}]",
        lambda m: str(numerals.value(m.group())),
        bare,
    )
    for pattern, read in _FORMS:
        if found := pattern.fullmatch(bare):
            return read(found, context)
    if _VAGUE.search(bare):
        raise VagueDateError(Text("看不出是哪一天，原文已留作备注", "This names no day; it is kept as a note"))
    raise NotADateError(
        Text("看不懂这个日期，例如可写 2026-03-27", "This date is not understood; write for example 2026-03-27")
    )


def _unwrap(said: str) -> str:
    bare, before = said, None
    while bare != before:
        before, bare = bare, _AROUND.sub("", bare).strip()
    return bare or said


def _relative_year(bare: str, context: Context) -> str:
    for words, shift in (("今年|本年度?|当年", 0), ("明年", 1), ("后年", 2), ("去年|上年", -1)):
        if re.match(words, bare):
            return re.sub(rf"^({words})", f"{_the_year(None, context)[0] + shift}年", bare)
    return bare


def _number(number: float, context: Context) -> When:
    """A bare number in a date column: a year, 20260327, 202603 or an Excel serial."""
    if not 0 < number < 1e9:
        raise NotADateError(Text("这个数字不是日期", "This number is no date"))
    whole = int(number)
    if 1990 <= whole <= 2100 and number == whole:
        return _span(whole, 1, 12, "year")
    if 19_000_101 <= whole <= 21_001_231:
        return _day(whole // 10_000, whole // 100 % 100, whole % 100)
    if 199_001 <= whole <= 210_012 and 1 <= whole % 100 <= 12:
        return _span(whole // 100, whole % 100, whole % 100, "month")
    if 18_000 <= whole <= 80_000:
        start = dt.date(1904, 1, 1) if context.date1904 else dt.date(1899, 12, 30)
        date = start + dt.timedelta(days=whole)
        return When(date, date)
    raise NotADateError(Text("这个数字不是日期", "This number is no date"))


def _day(year: int, month: int, day: int, guessed: bool = False) -> When:
    try:
        date = dt.date(year, month, day)
    except ValueError as error:
        raise NotADateError(_NO_SUCH_DAY) from error
    if not 1950 <= year <= 2150:
        raise NotADateError(Text("年份不合理，请检查", "The year is not plausible; check it"))
    return When(date, date, "day", guessed)


def _span(year: int, first: int, last: int, precision: Precision, guessed: bool = False) -> When:
    if not (1 <= first <= last <= 12 and 1950 <= year <= 2150):
        raise NotADateError(_NO_SUCH_DAY)
    end = calendar.monthrange(year, last)[1]
    return When(dt.date(year, first, 1), dt.date(year, last, end), precision, guessed)


def _the_year(written: str | None, context: Context) -> tuple[int, bool]:
    """The year and whether it is a guess; two digits mean this century."""
    if written:
        return (int(written) if len(written) == 4 else 2000 + int(written)), False
    if context.year is None:
        raise YearMissingError(
            Text("没有写年份，文件里也看不出是哪一年", "The year is not written and the file does not tell it")
        )
    return context.year, True


def _some(found: re.Match[str], *groups: int) -> str | None:
    return next((found.group(g) for g in groups if found.group(g)), None)


def _ymd(found: re.Match[str], context: Context) -> When:
    year, _ = _the_year(found.group(1), context)
    return _day(year, int(found.group(2)), int(found.group(3)))


def _triple(found: re.Match[str], context: Context) -> When:
    """Three short numbers: the order is the column's, unless this very cell forbids it."""
    a, b, c = (int(found.group(g)) for g in (1, 2, 3))
    if len(found.group(3)) == 4 or context.order != "YMD":
        day_first = (context.order == "DMY" and b <= 12) or a > 12
        month, day = (b, a) if day_first else (a, b)
        return _day(c if c > 99 else 2000 + c, month, day)
    return _day(2000 + a, b, c)


def _month_day(found: re.Match[str], context: Context) -> When:
    year, guessed = _the_year(None, context)
    return _day(year, int(found.group(1)), int(found.group(2)), guessed)


def _short(found: re.Match[str], context: Context) -> When:
    """``3/27`` or, where days stand first, ``27/3``."""
    a, b = int(found.group(1)), int(found.group(2))
    year, guessed = _the_year(None, context)
    return _day(year, b, a, guessed) if (context.order == "DMY" and b <= 12) or a > 12 else _day(year, a, b, guessed)


def _month(found: re.Match[str], context: Context) -> When:
    year, guessed = _the_year(_some(found, 1, 2), context)
    month = int(found.group(3))
    when = _span(year, month, month, "month", guessed)
    part = found.group(4) or ""
    if "上旬" in part or "初" in part:
        return replace(when, last=when.first.replace(day=10), precision="range")
    if "中" in part:
        return replace(when, first=when.first.replace(day=11), last=when.first.replace(day=20), precision="range")
    if part:
        return replace(when, first=when.first.replace(day=21), precision="range")
    return when


def _months(found: re.Match[str], context: Context) -> When:
    year, guessed = _the_year(_some(found, 1, 2), context)
    return _span(year, int(found.group(3)), int(found.group(4)), "range", guessed)


def _quarter(found: re.Match[str], context: Context, year_at: tuple[int, ...], number_at: int) -> When:
    year, guessed = _the_year(_some(found, *year_at), context)
    first = 3 * int(found.group(number_at)) - 2
    return _span(year, first, first + 2, "quarter", guessed)


def _half(found: re.Match[str], context: Context) -> When:
    year, guessed = _the_year(_some(found, 1, 2, 3), context)
    first = 1 if found.group(4) in ("上", "h1", "1h") else 7
    return _span(year, first, first + 5, "half", guessed)


def _part_of_year(found: re.Match[str], context: Context) -> When:
    year, guessed = _the_year(_some(found, 1, 2), context)
    first, last = {"初": (1, 2), "中": (6, 7)}.get(found.group(3), (12, 12))
    return _span(year, first, last, "month" if first == last else "range", guessed)


def _year_only(found: re.Match[str], context: Context) -> When:
    year, _ = _the_year(_some(found, 1, 2), context)
    return _span(year, 1, 12, "year")


def _named(found: re.Match[str], context: Context, day: int | None, month: int, year: int) -> When:
    number = _MONTHS[found.group(month)]
    which, guessed = _the_year(found.group(year), context)
    if day is None:
        return _span(which, number, number, "month", guessed)
    return _day(which, number, int(found.group(day)), guessed)


def _digits(found: re.Match[str], context: Context) -> When:
    return _number(float(found.group()), context)


_CLOCK = r"(?:[t\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm)?\s*(?:z|[+-]\d{2}:?\d{2})?)?"
_Y = r"(?:(\d{4}|\d{2})\s*年\s*|(\d{4})\s*[-./]?\s*)?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Context], When]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}}){_CLOCK}", _ymd),
        (rf"(\d{{4}}|\d{{2}})\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?{_CLOCK}", _ymd),
        (rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}}){_CLOCK}", _triple),
        (r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?", _month_day),
        (r"(?:(\d{4}|\d{2})\s*年\s*|(\d{4})\s*[-./]\s*)?(\d{1,2})\s*月\s*(上旬|中旬|下旬|初|中|底|末)?", _month),
        (r"(?:(\d{4}|\d{2})\s*年\s*|(\d{4})\s*[-./]\s*)?(\d{1,2})\s*月?\s*[-~至到]\s*(\d{1,2})\s*月", _months),
        (r"(?:(\d{4})\s*年\s*|(\d{4})\s*[-./]\s*)(\d{1,2})()", _month),
        (rf"{_YEAR}q([1-4])", lambda m, c: _quarter(m, c, (1, 2, 3), 4)),
        (r"q([1-4])\s*[-/,']?\s*(?:fy)?(\d{4}|\d{2})?", lambda m, c: _quarter(m, c, (2,), 1)),
        (rf"{_Y}(?:第\s*)?([1-4])\s*(?:季度?|q)", lambda m, c: _quarter(m, c, (1, 2), 3)),
        (rf"{_YEAR}(上|下)半年?(?:年)?", _half),
        (rf"{_YEAR}(h[12])", _half),
        (rf"{_Y}(?:年)?\s*(初|中|底|末)", _part_of_year),
        (r"(\d{4})\s*年|(\d{4})", _year_only),
        (
            rf"(\d{{1,2}})[-\s./]*({_MONTH_NAMES})[-\s./,]*(\d{{4}}|\d{{2}})?{_CLOCK}",
            lambda m, c: _named(m, c, 1, 2, 3),
        ),
        (
            rf"({_MONTH_NAMES})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,?\s*(\d{{4}}))?{_CLOCK}",
            lambda m, c: _named(m, c, 2, 1, 3),
        ),
        (rf"({_MONTH_NAMES})[-\s./,']*(\d{{4}}|\d{{2}})?", lambda m, c: _named(m, c, None, 1, 2)),
        (r"(\d{1,2})\s*[-./]\s*(\d{1,2})", _short),
        (r"\d{5,8}(\.\d+)?", _digits),
    )
)

_TRIPLE = re.compile(rf"(\d{{1,2}})\s*([-./])\s*(\d{{1,2}})\s*[-./]\s*(\d{{4}}|\d{{2}}){_CLOCK}")


def order_of(cells: Iterable[Cell]) -> tuple[Order, bool]:
    """The order of short dates in a column, and whether the column proves it.

    One cell with a number above 12 decides for all; without one, points mean day first
    (as in 27.03.2026) and slashes month first (as in 3/27/2026).
    """
    votes: Counter[Order] = Counter()
    dotted = slashed = 0
    for cell in cells:
        found = _TRIPLE.fullmatch(numerals.plain(cell)) if isinstance(cell, str) else None
        if not found:
            continue
        dotted, slashed = dotted + (found.group(2) == "."), slashed + (found.group(2) != ".")
        a, b, c = int(found.group(1)), int(found.group(3)), int(found.group(4))
        if c < 100 and (a > 31 or (c <= 31 and 20 <= a <= 31 and b <= 12 and c != a)):
            votes["YMD"] += 1
        elif a > 12 >= b:
            votes["DMY"] += 1
        elif b > 12 >= a:
            votes["MDY"] += 1
    if votes:
        return votes.most_common(1)[0][0], len(votes) == 1
    return ("DMY" if dotted > slashed else "MDY"), not (dotted or slashed)


def year_in(text: str) -> int | None:
    """The one year a title, header or file name speaks of, if it speaks of exactly one."""
    years = {int(y) for y in re.findall(r"(?<!\d)(20\d{2})(?!\d{3})", numerals.plain(text))}
    return years.pop() if len(years) == 1 else None
