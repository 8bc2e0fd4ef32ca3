"""Writing XLSX and CSV: typed cells, frozen header, nothing that could run as a formula."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import xlsxwriter

from milepost.integrations.rules.cells import escape_formula

Value = str | int | float | bool | dt.date | dt.datetime | None
Form = Literal["text", "money", "number", "date", "percent"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, how values are shown, its width in characters. ``money`` values are integer fen."""

    title: str
    form: Form = "text"
    width: int = 16


_FORMATS: dict[Form, dict[str, str]] = {
    "text": {"num_format": "@"},
    "money": {"num_format": "#,##0.00"},
    "number": {"num_format": "0"},
    "date": {"num_format": "yyyy-mm-dd"},
    "percent": {"num_format": "0%"},
}


def write(rows: Iterable[Sequence[Value]], columns: Sequence[Column], sheet: str = "Milepost") -> bytes:
    """One sheet as XLSX bytes, row by row in constant memory. Times lose their zone (they are local already)."""
    buffer = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        page = book.add_worksheet(sheet[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        formats = [book.add_format(_FORMATS[column.form]) for column in columns]
        for i, column in enumerate(columns):
            page.set_column(i, i, column.width)
            page.write_string(0, i, escape_formula(column.title), bold)
        page.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for i, (value, column) in enumerate(zip(row, columns, strict=True)):
                _write(page, number, i, value, column.form, formats[i])
    return buffer.getvalue()


def _write(
    page: "xlsxwriter.worksheet.Worksheet", row: int, column: int, value: Value, form: Form, style: object
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, (dt.datetime, dt.date)):
        page.write_datetime(row, column, value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value, style)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        page.write_number(row, column, value / 100 if form in ("money", "percent") else value, style)
    else:
        page.write_string(row, column, escape_formula(value)[:32_767], style)


def write_csv(rows: Iterable[Sequence[Value]], titles: Sequence[str]) -> bytes:
    """The same as CSV that Excel opens in the right encoding (UTF-8 with BOM)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([escape_formula(title) for title in titles])
    for row in rows:
        writer.writerow(["" if value is None else escape_formula(str(value)) for value in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()
