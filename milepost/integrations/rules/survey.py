"""The first pass over a sheet: what only the whole column can tell, before any row is judged."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from milepost.integrations.rules import dates, headers, money, stages
from milepost.integrations.rules.cells import is_empty, text
from milepost.integrations.rules.mapping import Column, Given
from milepost.integrations.rules.table import RawRow, Sheet
from milepost.kernel.text import Text

_WRITTEN_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d{2})")
_OWN_UNIT = re.compile(r"[万亿千kwm¥￥$元,]|rmb", re.I)


@dataclass(slots=True)
class Survey:
    """How to read one sheet: units and currencies of money columns, contexts of date columns, stage places."""

    units: dict[int, int] = field(default_factory=dict)
    commas: set[int] = field(default_factory=set)
    currencies: dict[int, str] = field(default_factory=dict)
    contexts: dict[int, dates.Context] = field(default_factory=dict)
    places: dict[str, stages.Place] = field(default_factory=dict)
    owner: str | None = None
    year: int | None = None
    year_is_today: bool = False
    warnings: list[Text] = field(default_factory=list)


def survey(
    sheet: Sheet, columns: tuple[Column, ...], given: Given, *, stem: str, date1904: bool, today: dt.date
) -> Survey:
    """Read the sheet once and decide. Explicit words of ``given`` win over anything found."""
    found = _Tally(columns)
    for row in sheet.rows():
        found.add(row)
    result = Survey()
    _years(result, sheet, found, given, stem, today)
    for column in columns:
        if column.field and column.field.form == "date":
            _dates(result, column, found, given, date1904)
        elif column.field and column.field.form == "money":
            _money(result, column, found, given, sheet.preamble)
    result.places = stages.merged(stages.propose(found.stages.elements()), given.stages)
    unknown = [name for name, place in result.places.items() if place.sure == 0]
    if unknown:
        names = "、".join(unknown[:8])
        result.warnings.append(
            Text(
                f"这些阶段名没有认出来，先放在项目挖掘：{names}。请在对应关系里指定。",
                f"Some stage names ({len(unknown)}) were not recognised and stand at project discovery for now; name their stages in the mapping.",
            )
        )
    return result


class _Tally:
    """What one pass collects per column."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self.dates = {c.index: list[str]() for c in columns if c.field and c.field.form == "date"}
        self.money = {c.index: list[float | str]() for c in columns if c.field and c.field.form == "money"}
        self.stage_columns = [c.index for c in columns if c.field and c.field.form == "stage"]
        self.years: Counter[int] = Counter()
        self.stages: Counter[str] = Counter()

    def add(self, row: RawRow) -> None:
        """Take in one row."""
        cells = row.cells
        for i, seen in self.dates.items():
            if i < len(cells):
                self._date(seen, cells[i])
        for i, amounts in self.money.items():
            if (
                i < len(cells)
                and isinstance(cells[i], (int, float, str))
                and not is_empty(cells[i])
                and len(amounts) < 5_000
            ):
                amounts.append(cells[i])  # type: ignore[arg-type]
        for i in self.stage_columns:
            if i < len(cells) and not is_empty(cells[i]):
                self.stages[text(cells[i])] += 1

    def _date(self, seen: list[str], cell: object) -> None:
        if isinstance(cell, dt.date):
            self.years[cell.year] += 1
        elif isinstance(cell, str) and cell.strip():
            if written := _WRITTEN_YEAR.search(cell):
                self.years[int(written.group(1))] += 1
            if len(seen) < 100_000 and len(cell) < 40:
                seen.append(cell)


def _years(result: Survey, sheet: Sheet, found: _Tally, given: Given, stem: str, today: dt.date) -> None:
    """The year of dates written without one: told, in a title, sheet or file name, most frequent in the file, today's."""
    spoken = given.year or next(
        (year for said in [*sheet.preamble, sheet.name, stem] if (year := dates.year_in(said))), None
    )
    usual = found.years.most_common(1)[0][0] if found.years else None
    result.year = spoken or usual or today.year
    result.year_is_today = not (spoken or usual)


def _dates(result: Survey, column: Column, found: _Tally, given: Given, date1904: bool) -> None:
    cells = found.dates[column.index]
    order, proved = dates.order_of(cells)
    title = column.header.text
    if given.date_order:
        order = given.date_order
    elif not proved:
        words = {
            "MDY": ("月/日/年", "month/day/year"),
            "DMY": ("日/月/年", "day/month/year"),
            "YMD": ("年/月/日", "year/month/day"),
        }[order]
        result.warnings.append(
            Text(
                f"“{title}”列的日期哪个是月、哪个是日，整列都看不出，按{words[0]}读取。不对请指定日期顺序。",
                f"Column {column.index + 1}: nothing proves which of day and month stands first; it is read as {words[1]}. Set the date order if that is wrong.",
            )
        )
    result.contexts[column.index] = dates.Context(order, column.header.year or result.year, date1904)


def _money(result: Survey, column: Column, found: _Tally, given: Given, preamble: Iterable[str]) -> None:
    spoken = next((unit for said in preamble if "单位" in said and (unit := headers.unit_in(said)) is not None), None)
    if given.amount_unit:
        unit = headers.unit_named(given.amount_unit)
    elif column.header.unit is not None:
        unit = column.header.unit
    else:
        unit = spoken or 1
        if spoken is None:
            _doubt(result, column, found.money[column.index])
    result.units[column.index] = unit
    if money.writes_comma(found.money[column.index]):
        result.commas.add(column.index)
    if currency := column.header.currency or given.currency:
        result.currencies[column.index] = currency


def _doubt(result: Survey, column: Column, amounts: list[float | str]) -> None:
    """No unit anywhere, Chinese title, small bare numbers: 万元 is likely, but only a person may say so."""
    bare = [float(a) for a in amounts if isinstance(a, (int, float)) or a.strip().replace(".", "", 1).isdigit()]
    own = any(isinstance(a, str) and _OWN_UNIT.search(a) for a in amounts)
    if not column.header.text.isascii() and len(bare) >= 3 and not own and 0 < median(bare) < 5_000:
        title = column.header.text
        result.warnings.append(
            Text(
                f"“{title}”列没有写单位，数字又都很小，像是万元。现在按元读取；是万元请指定单位。",
                f"Column {column.index + 1} states no unit and its numbers are small: perhaps 万元? They are read as yuan; set the unit if that is wrong.".replace(
                    "万元", "ten thousands of yuan"
                ),
            )
        )
