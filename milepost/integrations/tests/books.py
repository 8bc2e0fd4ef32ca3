"""Builds the workbooks of the fixtures from their text descriptions, and hostile archives from nothing."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter

FIXTURES = Path(__file__).parent / "fixtures"


def fixture_names() -> list[str]:
    """Every fixture that has its truth beside it."""
    return sorted(path.name.removesuffix(".truth.json") for path in FIXTURES.glob("*.truth.json"))


def load(name: str) -> tuple[bytes, str, dict[str, Any]]:
    """The file's bytes in its own encoding, the name it carries, and the truth."""
    truth = json.loads((FIXTURES / f"{name}.truth.json").read_text("utf-8"))
    if (book := FIXTURES / f"{name}.book.json").exists():
        return build(json.loads(book.read_text("utf-8"))), truth.get("name", f"{name}.xlsx"), truth
    said = (FIXTURES / f"{name}.csv").read_bytes().decode("utf-8")
    return said.encode(truth.get("encode", "utf-8")), truth.get("name", f"{name}.csv"), truth


def build(book: dict[str, Any]) -> bytes:
    """A workbook: ``sheets`` with ``rows`` of plain values, ``{"date"}`` or ``{"formula", "value"}``, and ``merges``."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": book.get("date1904", False)}) as out:
        day = out.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in book["sheets"]:
            page = out.add_worksheet(sheet["name"])
            if sheet.get("hidden"):
                page.hide()
            for top, left, bottom, right in sheet.get("merges", []):
                page.merge_range(top, left, bottom, right, "")
            for r, row in enumerate(sheet["rows"]):
                for c, value in enumerate(row):
                    _put(page, r, c, value, day)
    return buffer.getvalue()


def _put(page: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, dict) and "date" in value:
        page.write_datetime(row, column, dt.datetime.fromisoformat(value["date"]), day)
    elif isinstance(value, dict):
        page.write_formula(row, column, value["formula"], None, value["value"])
    elif value != "":
        page.write(row, column, value)


def archive(sheet_xml: bytes, extra: dict[str, bytes] | None = None) -> bytes:
    """A minimal XLSX around one sheet's XML, with further parts."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{pack}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship Id="r" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship Id="r1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as box:
        for name, said in parts.items():
            box.writestr(name, said)
        box.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}"><sheetData>'.encode() + sheet_xml + b"</sheetData></worksheet>",
        )
        for name, content in (extra or {}).items():
            box.writestr(name, content)
    return buffer.getvalue()
