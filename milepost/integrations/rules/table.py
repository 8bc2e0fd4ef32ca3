"""A guarded source → sheets with a header and lazily read rows, as a person would see them.

Title rows, two header rows, merged cells, subtotals, repeated headers and footers of real
trackers are understood here; what is left out is reported, never lost silently.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from milepost.integrations.rules import archive, decode, heading
from milepost.integrations.rules.cells import Cell, is_empty, text
from milepost.integrations.rules.refusals import refuse
from milepost.integrations.rules.source import Source

SAMPLE = 60
Reason = Literal["subtotal", "repeated-header", "note", "section"]
Merge = tuple[tuple[int, int], tuple[int, int]]

_SUBTOTAL = re.compile(
    r"(.{0,14}?)(小计|合计|总计|累计|共计)\s*[:：]?\s*([(（].*[)）])?|(sub-?\s?total|grand total|totals?|sum)\s*:?|(sub-?\s?total|total) (for|of) .{1,40}",
    re.I,
)
_NOTE = re.compile(
    r"(注|备注|说明|填表|制表|审核|填报|数据来源|统计截止|notes?|source|prepared by)\s*(人|日期|说明)?\s*[:：]", re.I
)


@dataclass(slots=True)
class RawRow:
    """One row as it stands: ``number`` as the spreadsheet shows it; ``filled`` = columns that only repeat a merged cell above."""

    number: int
    cells: list[Cell]
    filled: frozenset[int] = frozenset()
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row that is no data: where, why, and its first words."""

    sheet: str
    number: int
    reason: Reason
    text: str


@dataclass(slots=True)
class Sheet:
    """One sheet with its header; ``preamble`` holds the texts above it (title, 单位：万元)."""

    name: str
    header: tuple[str, ...]
    preamble: tuple[str, ...]
    hidden: bool
    _open: Callable[[], Iterator[RawRow]]
    _from: int
    dropped: list[Dropped] = field(default_factory=list)

    def rows(self) -> Iterator[RawRow]:
        """The data rows, read anew at each call; ``dropped`` then lists what was left out."""
        self.dropped.clear()
        section: str | None = None
        titles = [text(cell) for cell in self.header]
        for row in self._open():
            if row.number <= self._from or not _own(row):
                continue
            reason = _reason_to_drop(row, titles)
            if reason is None:
                row.section = section
                yield row
                continue
            said = next(text(row.cells[i]) for i in _own(row))
            section = said if reason == "section" else section
            self.dropped.append(Dropped(self.name, row.number, reason, said[:60]))


@dataclass(frozen=True, slots=True)
class Table:
    """The file: its sheets in order, and for text files what was found out about them."""

    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    separator: str | None = None


def open_table(source: Source, separator: str | None = None) -> Table:
    """Open every sheet that has a header. Raises FileRefused when there is none."""
    if source.format == "text":
        records = decode.open_text(source.data, separator)
        sheet = _sheet("", lambda: _text_rows(records), hidden=False)
        table = Table((sheet,) if sheet else (), records.encoding, records.separator)
    else:
        table = Table(tuple(_workbook_sheets(source)))
    if not table.sheets:
        raise refuse(
            "表里没有找到表头和数据。第一行应是列名。",
            "No header and no data were found. The first row should hold the column names.",
        )
    return table


def _text_rows(records: decode.Records) -> Iterator[RawRow]:
    for number, cells in records:
        if len(cells) > archive.MAX_COLUMNS:
            raise archive.too_wide(len(cells), f"line {number}")
        yield RawRow(number, list(cells))


def _workbook_sheets(source: Source) -> Iterator[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            grid = book.get_sheet_by_name(meta.name)
            sheet = _sheet(meta.name, _opener(grid), hidden=meta.visible != SheetVisibleEnum.Visible)
            if sheet:
                yield sheet
    except CalamineError as error:
        raise archive.damaged() from error


def _opener(grid: CalamineSheet) -> Callable[[], Iterator[RawRow]]:
    merges = sorted(grid.merged_cell_ranges or [])
    return lambda: _merged((list(cells) for cells in grid.iter_rows()), merges, grid.total_width)


def _merged(grid: Iterable[list[Cell]], merges: list[Merge], width: int) -> Iterator[RawRow]:
    """Write each merged cell's value into all its places; remember which are copies."""
    waiting, active = list(reversed(merges)), list[tuple[Merge, Cell]]()
    for at, cells in enumerate(grid):
        while waiting and waiting[-1][0][0] <= at:
            area = waiting.pop()
            if area[0][0] == at and area[0][1] < len(cells):
                active.append((area, cells[area[0][1]]))
        active = [each for each in active if each[0][1][0] >= at]
        copies = set[int]()
        for ((top, left), (_, right)), value in active:
            for column in range(left, min(right + 1, width)):
                if column < len(cells) and (top, left) != (at, column):
                    cells[column] = value
                    copies.add(column)
        yield RawRow(at + 1, cells, frozenset(copies))


def _sheet(name: str, opened: Callable[[], Iterator[RawRow]], hidden: bool) -> Sheet | None:
    sample: list[RawRow] = []
    for row in opened():
        if _own(row):
            sample.append(row)
        if len(sample) == SAMPLE:
            break
    if not sample:
        return None
    found = heading.find(
        [
            heading.Line([text(c) for c in row.cells], row.filled, [isinstance(c, str) for c in row.cells])
            for row in sample
        ]
    )
    above = sample[: found.first]
    preamble = tuple(dict.fromkeys(text(row.cells[i]) for row in above for i in _own(row)))
    return Sheet(name, found.titles, preamble, hidden, opened, sample[found.last].number)


def _own(row: RawRow) -> list[int]:
    return [i for i, cell in enumerate(row.cells) if i not in row.filled and not is_empty(cell)]


def _reason_to_drop(row: RawRow, titles: list[str]) -> Reason | None:
    own = _own(row)
    if not any(i < len(titles) and titles[i] for i in own):
        return "note"
    words = [text(row.cells[i]) for i in own if isinstance(row.cells[i], str)]
    if any(_SUBTOTAL.fullmatch(word) for word in words[:4]):
        return "subtotal"
    if words and _NOTE.match(words[0]) and len(own) <= max(2, len(titles) // 3):
        return "note"
    same = sum(1 for i in own if i < len(titles) and titles[i].endswith(text(row.cells[i])))
    if same >= 2 and same >= 0.6 * len(own):
        return "repeated-header"
    wide = sum(1 for i in row.filled if text(row.cells[i]) == text(row.cells[own[0]]))
    if len(own) == 1 and len(titles) > 3 and wide + 1 >= max(3, len(titles) // 2):
        return "note" if len(text(row.cells[own[0]])) > 30 else "section"
    return None
