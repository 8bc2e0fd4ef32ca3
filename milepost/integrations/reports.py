"""What an import reports: the document of the command, the file of rejected rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from milepost.integrations import queries
from milepost.integrations.landing.desk import Outcome
from milepost.integrations.models import Import
from milepost.integrations.rules import xlsx
from milepost.integrations.rules.read import Reading
from milepost.kernel.text import Text

_TITLES = {"zh": ("行", "列", "值", "原因"), "en": ("row", "column", "value", "reason")}


def of_import(record: Import, language: str) -> dict[str, Any]:
    """The document of a finished import; ``rows = ok + len(rejected)``."""
    document = {
        "rows": record.rows, "ok": record.ok, "created": record.created, "updated": record.updated, "unchanged": record.unchanged,
        "incomplete": record.incomplete, "rejected": queries.rejected(record, language), "mapping": record.mapping, "import_id": record.pk,
    }  # fmt: skip
    return document | {"warnings": file_warnings(queries.reading(record), language)}


def of_outcome(reading: Reading, outcome: Outcome, language: str) -> dict[str, Any]:
    """The document of a dry run: the same shape, nothing written, so no number to undo."""
    rejected = [problem.as_json(language) for problem in outcome.rejected]
    return {
        "rows": outcome.rows,
        "ok": outcome.rows - len(rejected),
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "incomplete": outcome.incomplete,
        "rejected": rejected,
        "mapping": reading.mapping_json(),
        "import_id": None,
        "warnings": file_warnings(reading, language),
    }


def file_warnings(reading: Reading, language: str) -> list[str]:
    """What concerns the whole file: assumed units, unknown stages, columns and sheets left out, rows that are no data."""
    found = [text.in_(language) for text in reading.warnings]
    reading.count()
    if reading.dropped:
        many, first = len(reading.dropped), [str(one.number) for one in reading.dropped[:5]]
        told = Text(
            f"有 {many} 行不是数据（小计、重复表头、说明等），没有导入：第 {'、'.join(first)} 行…",
            f"{many} rows are no data (subtotals, repeated headers, notes) and were not imported: rows {', '.join(first)}…",
        )
        found.append(told.in_(language))
    return found


def error_file(rejected: Sequence[Mapping[str, Any]], language: str) -> bytes:
    """Rejected rows as CSV, safe to open in a spreadsheet."""
    titles = _TITLES["zh" if language.startswith("zh") else "en"]
    return xlsx.write_csv([[one["row"], one["column"], one["value"], one["reason"]] for one in rejected], titles)
