"""Amounts as sellers write them → integer fen, currency and a note about what was assumed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from milepost.integrations.rules import numerals
from milepost.integrations.rules.cells import Cell
from milepost.kernel.text import Text

MAX_FEN = 10**15  # ten trillion yuan: more is a slip of the unit
UNITS = {
    "元": 1,
    "百元": 100,
    "千元": 1_000,
    "万元": 10_000,
    "百万元": 1_000_000,
    "亿元": 100_000_000,
    "million": 1_000_000,
    "thousand": 1_000,
}

_SCALE = {
    "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
    "w": 10**4, "k": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9, "thousand": 10**3,
}  # fmt: skip
_CURRENCY = (
    ("HKD", r"hk\$|hkd|港币|港元"), ("JPY", r"jp¥|jpy|日元"), ("USD", r"us\$|usd|美元|美金|\$"), ("EUR", r"€|eur|欧元"),
    ("GBP", r"£|gbp|英镑"), ("CNY", r"¥|rmb|cny|人民币"),
)  # fmt: skip
_CURRENCIES = tuple((code, re.compile(pattern)) for code, pattern in _CURRENCY)
_UNDETERMINED = re.compile(
    r"(待定|未定|暂无|未知|不详|不明|面议|待确认|待核实|保密|无|没有|tbd|tba|n/?a|none|null|unknown|[-–—/\\?？.]+)"
)
_APPROX = re.compile(r"(约为|大约|大概|预计|预估|暂估|估计|左右|上下|约|近|≈|~(?=\d)|approx\.?|about|ca\.|est\.?)")
_BOUND = re.compile(r"(不低于|不少于|以上|超过|不超过|以内|以下|起|>=|<=|≥|≤|>|<|\+$)")
_SCALES = "|".join(sorted(map(re.escape, _SCALE), key=len, reverse=True))
_PART = re.compile(rf"\s*(?:([{numerals.CHARACTERS}]+)\s*(亿|万)?|(\d[\d,.'’\s]*)\s*({_SCALES})?)\s*")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?e\+?\d{1,2}")
_RANGE = re.compile(r"(\d.*?)\s*(?:-|–|—|~|～|至|到|to)\s*(\d.*)")


@dataclass(frozen=True, slots=True)
class Amount:
    """``fen`` is what counts (the low end of a range); ``high_fen`` the other end; ``note`` what was assumed."""

    fen: int
    high_fen: int | None = None
    currency: str | None = None
    note: Text | None = None


class NotAnAmountError(ValueError):
    """The cell is no amount; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def parse(cell: Cell, unit: int = 1, *, comma: bool = False) -> Amount | None:
    """Read one cell; ``unit`` multiplies numbers that carry no unit of their own (10,000 for 万元).

    ``comma`` says that the column writes decimals with a comma, so ``12.000`` is twelve thousand.
    None when the cell is empty or says that the amount is not known. Raises NotAnAmountError.
    """
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        raise NotAnAmountError(Text("金额列里不是数字，请改成金额", "This is no number; put an amount here"))
    if not isinstance(cell, str):
        return Amount(_fen(Decimal(repr(cell)), unit))
    said = numerals.plain(cell).lower()
    if not said or _UNDETERMINED.fullmatch(said):
        return None
    if comma and re.fullmatch(r"\D*\d{1,3}\.\d{3}\D*", said):
        said = said.replace(".", "")
    return _parse_text(said, unit)


def writes_comma(cells: Iterable[Cell]) -> bool:
    """Whether a column writes decimals with a comma, proved by cells such as ``1.234,50`` and none such as ``1,234.50``."""
    texts = [numerals.plain(cell) for cell in cells if isinstance(cell, str)]
    proved = any(re.search(r"\d\.\d{3},\d|\d,\d{1,2}(?!\d)", said) for said in texts)
    return proved and not any(re.search(r"\d,\d{3}\.\d|\d\.\d{1,2}(?!\d)", said) for said in texts)


def _parse_text(said: str, unit: int) -> Amount | None:
    currency, bare = _take_currency(said)
    bare = re.sub(r"\(?(含税|不含税|未税|税后|税前)\)?", "", bare)
    bare = re.sub(r"元整|人民币|[元圆块]", "", bare)
    approx, bound = _APPROX.search(bare), _BOUND.search(bare)
    bare = _BOUND.sub("", _APPROX.sub("", bare)).strip(" :")
    if not bare or _UNDETERMINED.fullmatch(bare):
        return None
    if _SCIENTIFIC.fullmatch(bare):
        return Amount(_fen(Decimal(bare), unit), currency=currency)
    if both := _RANGE.fullmatch(bare):
        return _range(both.group(1), both.group(2), unit, currency)
    return Amount(_signed(bare, unit), currency=currency, note=_note(bool(approx), bool(bound)))


def _note(approx: bool, bound: bool) -> Text | None:
    if approx:
        return Text("原文为约数", "The original says “about”")
    if bound:
        return Text("原文为上限或下限", "The original gives a bound, not an amount")
    return None


def _range(low: str, high: str, unit: int, currency: str | None) -> Amount:
    """``300-500万``: a unit written once belongs to both ends."""
    shared = re.search(rf"({_SCALES})\s*$", high)
    if shared and not re.search(rf"({_SCALES})\s*$", low):
        low += shared.group(1)
    first, second = _total(low, unit), _total(high, unit)
    if second < first:
        raise NotAnAmountError(Text("区间的后一个数比前一个小", "The range ends below its beginning"))
    return Amount(
        first, second, currency, Text("原文为区间，按低值计入", "The original is a range; its low end counts")
    )


def _take_currency(said: str) -> tuple[str | None, str]:
    for code, pattern in _CURRENCIES:
        if pattern.search(said):
            return code, pattern.sub("", said).strip()
    return None, said


def _signed(bare: str, unit: int) -> int:
    if bracketed := re.fullmatch(r"\((.*)\)", bare):
        return -_total(bracketed.group(1), unit)
    if bare.startswith(("-", "−")):
        return -_total(bare[1:], unit)
    return _total(bare, unit)


def _total(bare: str, unit: int) -> int:
    """One amount of one or more parts: ``1亿2000万`` is their sum."""
    at, total, last = 0, 0, None
    while at < len(bare):
        found = _PART.match(bare, at)
        if not found:
            raise NotAnAmountError(
                Text(
                    "看不懂这个金额，例如可写 1234.50 或 12.5万",
                    "This amount is not understood; write for example 1,234.50 or 125000",
                )
            )
        digits, name = (found.group(1) or found.group(3)), (found.group(2) or found.group(4))
        scale = _SCALE[name] if name else _unspoken(digits, unit, last)
        if last is not None and scale >= last:
            raise NotAnAmountError(Text("这里有不止一个金额", "There is more than one amount here"))
        total, last, at = total + _fen(_number(digits.strip()), scale), scale, found.end()
    return total


def _unspoken(digits: str, unit: int, last: int | None) -> int:
    """The scale nobody wrote: the column's unit, or a tenth of the one before (``1万5`` is 15,000)."""
    if last is None:
        return unit
    return last // 10 if len(digits) == 1 and last >= 10_000 else 1


def _number(digits: str) -> Decimal:
    """Grouping and decimal signs of any country; raises NotAnAmountError where they contradict."""
    if digits[0] in numerals.CHARACTERS:
        return Decimal(numerals.value(digits))
    bare = re.sub(r"[\s'’]", "", digits)
    if "," in bare and "." in bare:
        decimal = max(",.", key=bare.rfind)
        group = "," if decimal == "." else "."
        whole, _, part = bare.rpartition(decimal)
        if re.fullmatch(rf"\d{{1,3}}(\{group}\d{{3}})+", whole) and part.isdigit():
            return Decimal(whole.replace(group, "") + "." + part)
    elif re.fullmatch(r"\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+", bare):
        return Decimal(bare.replace(",", ""))
    elif re.fullmatch(r"\d{1,3}(\.\d{3}){2,}", bare):
        return Decimal(bare.replace(".", ""))
    elif re.fullmatch(r"\d+([.,]\d+)?", bare):
        return Decimal(bare.replace(",", "."))
    raise NotAnAmountError(
        Text("数字里的逗号或小数点位置不对", "Commas or points stand in the wrong place of this number")
    )


def _fen(number: Decimal, scale: int) -> int:
    if not number.is_finite() or abs(number) * scale * 100 > MAX_FEN:
        raise NotAnAmountError(Text("金额大得不可能，请检查单位", "The amount is impossibly large; check its unit"))
    return int((number * scale * 100).quantize(Decimal(1), ROUND_HALF_UP))
