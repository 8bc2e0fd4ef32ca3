"""One cell: what it may hold, how a person reads it, how it leaves without becoming a formula."""

import datetime as dt
import re

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta

# What Excel, WPS or LibreOffice would run as a formula when the file is opened.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?%?")


def text(cell: Cell) -> str:
    """The cell as a person reads it: ``236`` for 236.0, ISO for dates, stripped."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ", timespec="minutes")
    return str(cell)


def is_empty(cell: Cell) -> bool:
    """Nothing but white space (also the full-width and the zero-width kind)."""
    return isinstance(cell, str) and not cell.strip(" \t\r\n\v\f\u3000\u00a0\u200b\ufeff")


def escape_formula(value: str) -> str:
    """``value`` made harmless for spreadsheets: a leading quote where it could be a formula.

    Plain numbers such as ``-12.5`` stay as they are.
    """
    if value.startswith(_DANGEROUS) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value
