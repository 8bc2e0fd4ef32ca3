"""What an import reports: the document of the command, the file of rejected rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from milepost.integrations import queries
from milepost.integrations.landing.desk import Outcome
from milepost.integrations.models import Import
from milepost.integrations.rules import xlsx

_TITLES = {"zh": ("行", "列", "值", "原因"), "en": ("row", "column", "value", "reason")}


def of_import(record: Import, language: str) -> dict[str, Any]:
    """The document of a finished import; ``rows = ok + len(rejected)``."""
    document = {
        "rows": record.rows, "ok": record.ok, "created": record.created, "updated": record.updated, "unchanged": record.unchanged,
        "incomplete": record.incomplete, "rejected": queries.rejected(record, language), "mapping": record.mapping, "import_id": record.pk,
    }  # fmt: skip
    return document | {"warnings": file_warnings(record, language)}


def of_outcome(record: Import, outcome: Outcome, language: str) -> dict[str, Any]:
    """The document of a dry run: the same shape, nothing written, so no number to undo."""
    rejected = [problem.as_json(language) for problem in outcome.rejected]
    document = {
        "rows": outcome.rows, "ok": outcome.rows - len(rejected), "created": outcome.created, "updated": outcome.updated,
        "unchanged": outcome.unchanged, "incomplete": outcome.incomplete, "rejected": rejected, "mapping": record.mapping, "import_id": None,
    }  # fmt: skip
    return document | {"warnings": file_warnings(record, language)}


def file_warnings(record: Import, language: str) -> list[str]:
    """What concerns the whole file: assumed units, unknown stages, columns and sheets left out, rows that are no data."""
    reading = queries.reading(record)
    found = [text.in_(language) for text in reading.warnings]
    reading.count()
    if reading.dropped:
        many = len(reading.dropped)
        first = "、".join(str(one.number) for one in reading.dropped[:5])
        found.append(
            f"有 {many} 行不是数据（小计、重复表头、说明等），没有导入：第 {first} 行…" if language.startswith("zh")
            else f"{many} rows are no data (subtotals, repeated headers, notes) and were not imported: rows {first.replace('、', ', ')}…"
        )  # fmt: skip
    return found


def error_file(rejected: Sequence[Mapping[str, Any]], language: str) -> bytes:
    """Rejected rows as CSV, safe to open in a spreadsheet."""
    titles = _TITLES["zh" if language.startswith("zh") else "en"]
    return xlsx.write_csv([[one["row"], one["column"], one["value"], one["reason"]] for one in rejected], titles)
