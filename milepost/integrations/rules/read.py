"""The whole way: guarded file + kind + mapping → a reading with typed rows."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from milepost.integrations.rules import fields, mapping, people, rows, stages
from milepost.integrations.rules.mapping import Column, Given
from milepost.integrations.rules.rows import Row
from milepost.integrations.rules.source import Source
from milepost.integrations.rules.survey import Survey, survey
from milepost.integrations.rules.table import Dropped, Sheet, Table, open_table
from milepost.kernel.text import Text

_SUMMARY_SHEETS = ("汇总", "合计", "总表", "总计", "统计", "summary", "total", "overview")
_IDENTITY = {
    "projects": {"name", "customer", "external_id", "code"}, "customers": {"name"}, "contacts": {"name", "first_name", "last_name"},
    "users": {"name", "username"}, "activities": {"project", "customer"}, "history": {"project"},
}  # fmt: skip


@dataclass(slots=True)
class _Part:
    sheet: Sheet
    columns: tuple[Column, ...]
    facts: Survey


@dataclass(slots=True)
class Reading:
    """What a file holds. ``rows()`` may be called again; each call reads anew and lazily.

    ``columns`` is the proposal of the main sheet; ``places`` the stage names of all sheets;
    ``warnings`` concern the file; ``dropped`` (after reading) lists rows that are no data.
    """

    kind: str
    columns: tuple[Column, ...]
    places: dict[str, stages.Place]
    given: Given
    warnings: list[Text]
    today: dt.date
    _parts: list[_Part] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """Every data row of every sheet that takes part, in order."""
        several = len(self._parts) > 1
        for part in self._parts:
            reader = rows.Reader(self.kind, part.sheet.name if several else "", part.columns, part.facts, self.today)
            for raw in part.sheet.rows():
                yield reader.read(raw)

    def count(self) -> int:
        """How many data rows there are; cheaper than reading them, and it completes ``dropped``."""
        return sum(1 for part in self._parts for _ in part.sheet.rows())

    @property
    def dropped(self) -> list[Dropped]:
        """Rows left out on purpose, complete once ``rows()`` or ``count()`` has run."""
        return [each for part in self._parts for each in part.sheet.dropped]

    @property
    def signature(self) -> str:
        """Key of this layout for saved mappings."""
        return mapping.signature(self.kind, [column.header.text for column in self.columns])

    def mapping_json(self) -> dict[str, Any]:
        """The mapping in the form ``read_given`` takes, complete and ready to correct."""
        told: dict[str, Any] = {
            "columns": {c.header.text: c.field.key if c.field else None for c in self.columns if c.header.text}
        }
        if self.places:
            told["stages"] = {name: place.key for name, place in self.places.items()}
        for key in ("amount_unit", "date_order", "currency", "separator", "year"):
            if (value := getattr(self.given, key)) is not None:
                told[key] = value
        return told


def read(source: Source, kind: str, given: Given | None = None, *, today: dt.date) -> Reading:
    """Open, propose and survey; rows are read later. Raises FileRefused for a file without any table."""
    given = given or Given()
    table = open_table(source, given.separator)
    warnings: list[Text] = []
    proposed = [
        (sheet, mapping.propose(kind, sheet.header, _sample(sheet), given)) for sheet in _visible(table, warnings)
    ]
    chosen = _choose(kind, proposed, warnings)
    parts = [
        _Part(sheet, columns, survey(sheet, columns, given, stem=source.stem, date1904=source.date1904, today=today))
        for sheet, columns in chosen
    ]
    _owners(parts)
    places: dict[str, stages.Place] = {}
    for part in parts:
        places |= {name: place for name, place in part.facts.places.items() if name not in places}
    warnings += dict.fromkeys(text for part in parts for text in part.facts.warnings)
    warnings += _unused(parts)
    return Reading(kind, _main(parts).columns, places, given, warnings, today, parts)


def guess_kind(source: Source) -> str:
    """What a dropped file most likely holds: one of the six kinds."""
    sheet = max(open_table(source).sheets, key=lambda each: (not each.hidden, len(each.header)))
    return mapping.guess_kind(sheet.header, _sample(sheet))


def _sample(sheet: Sheet) -> list[list[Any]]:
    return [row.cells for row, _ in zip(sheet.rows(), range(200), strict=False)]


def _visible(table: Table, warnings: list[Text]) -> list[Sheet]:
    shown = [sheet for sheet in table.sheets if not sheet.hidden]
    hidden = len(table.sheets) - len(shown)
    if hidden and shown:
        warnings.append(Text(f"有 {hidden} 个隐藏的工作表没有导入。", f"{hidden} hidden sheets were not imported."))
    return shown or list(table.sheets)


def _choose(
    kind: str, proposed: list[tuple[Sheet, tuple[Column, ...]]], warnings: list[Text]
) -> list[tuple[Sheet, tuple[Column, ...]]]:
    """The sheets that take part: same layout as the best one, no summary of the others."""
    fitting = [each for each in proposed if _IDENTITY[kind] & _keys(each[1])]
    if not fitting:
        needed = [each.label for each in fields.FIELDS[kind] if each.key in _IDENTITY[kind]]
        warnings.append(
            Text(
                f"没有一列能对应到：{'、'.join(label.zh for label in needed)}。请指定对应关系，否则没有一行能导入。",
                f"No column could be matched to any of: {', '.join(label.en for label in needed)}. Set the mapping, or no row can land.",
            )
        )
        return [max(proposed, key=lambda each: len(each[0].header))]
    best = max(fitting, key=lambda each: len(_keys(each[1])))
    alike = [each for each in fitting if len(_keys(each[1]) & _keys(best[1])) >= 0.5 * len(_keys(best[1]))]
    details = [each for each in alike if not any(word in each[0].name.casefold() for word in _SUMMARY_SHEETS)]
    chosen = details if details and len(alike) > 1 else alike
    left = [sheet.name for sheet, _ in proposed if sheet not in [each[0] for each in chosen]]
    if left:
        warnings.append(
            Text(
                f"这些工作表没有导入（汇总表或内容不同）：{'、'.join(left)}。",
                f"{len(left)} sheets were not imported (summaries or other content).",
            )
        )
    return chosen


def _keys(columns: tuple[Column, ...]) -> set[str]:
    return {column.field.key for column in columns if column.field}


def _main(parts: list[_Part]) -> _Part:
    return max(parts, key=lambda part: len(_keys(part.columns)))


def _owners(parts: list[_Part]) -> None:
    """A sheet named after a person belongs to that person, unless its rows say otherwise."""
    for part in parts:
        part.facts.owner = people.looks_like_name(part.sheet.name) if part.sheet.name else None


def _unused(parts: list[_Part]) -> list[Text]:
    names = Counter(
        c.header.text
        for part in parts
        for c in part.columns
        if not c.field and c.examples and not (c.header.parts and c.header.parts[-1] in fields.IGNORED)
    )
    if not names:
        return []
    told = "、".join(name or "（无标题）" for name in list(names)[:8])
    return [
        Text(
            f"这些列没有对应，不会导入：{told}。", f"{len(names)} columns have no counterpart and will not be imported."
        )
    ]
