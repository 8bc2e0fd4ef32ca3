"""Which column means what: a proposal with its confidence, corrected by what a person says.

A mapping as people write and save it (JSON)::

    {"columns": {"客户名称": "customer", "内部列": null}, "stages": {"Prospecting": "discovery"},
     "amount_unit": "万元", "date_order": "DMY", "currency": "CNY", "separator": ";", "year": 2026}

The short form with the columns at the top level is understood too.
"""

import hashlib
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from milepost.integrations.rules import dates, fields, headers, money, stages
from milepost.integrations.rules.cells import Cell, is_empty, text
from milepost.integrations.rules.field import Field
from milepost.integrations.rules.refusals import refuse

_OPTIONS = ("stages", "amount_unit", "date_order", "currency", "separator", "year")
_ENOUGH = 50


@dataclass(frozen=True, slots=True)
class Given:
    """A mapping a person corrected or saved; absent parts are proposed anew."""

    columns: dict[str, str | None] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    amount_unit: str | None = None
    date_order: dates.Order | None = None
    currency: str | None = None
    separator: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: ``field`` is None when it is not imported; ``confidence`` in percent."""

    index: int
    header: headers.Header
    field: Field | None
    confidence: int
    examples: tuple[str, ...] = ()


def read_given(kind: str, raw: MappingType[str, Any]) -> Given:
    """Check a mapping written by hand. Raises FileRefused naming every word that is unknown."""
    nested = raw.get("columns")
    columns = nested if isinstance(nested, dict) else {key: value for key, value in raw.items() if key not in _OPTIONS}
    known = {each.key for each in fields.FIELDS[kind]}
    wrong = [f"{header} → {key}" for header, key in columns.items() if key not in known and key not in (None, "")]
    told = raw.get("stages") or {}
    wrong += [
        f"{name} → {key}" for name, key in told.items() if key not in stages.STAGES and key not in stages.OUTCOMES
    ]
    unit, order = raw.get("amount_unit"), raw.get("date_order")
    if unit is not None:
        try:
            headers.unit_named(str(unit))
        except ValueError:
            wrong.append(f"amount_unit → {unit}")
    if order not in (None, "YMD", "MDY", "DMY"):
        wrong.append(f"date_order → {order}")
    if wrong:
        raise refuse(
            f"对应关系里有不认识的词：{'；'.join(wrong)}。可用的字段：{'、'.join(sorted(known))}；阶段：{'、'.join(stages.STAGES + stages.OUTCOMES)}。",
            f"The mapping holds unknown words: {'; '.join(map(ascii, wrong))}. Fields: {', '.join(sorted(known))}; stages: {', '.join(stages.STAGES + stages.OUTCOMES)}.",
        )
    year = raw.get("year")
    return Given(
        {k: v or None for k, v in columns.items()},
        dict(told),
        unit,
        order,
        raw.get("currency"),
        raw.get("separator"),
        int(year) if year else None,
    )


def propose(
    kind: str, titles: Sequence[str], sample: Sequence[Sequence[Cell]], given: Given | None = None
) -> tuple[Column, ...]:
    """A field for every column: what was told, then the best of titles and values; each field once."""
    given = given or Given()
    parsed = [headers.parse(title) for title in titles]
    values = [[row[i] for row in sample if i < len(row) and not is_empty(row[i])] for i in range(len(titles))]
    told = {headers.normal(header): key for header, key in given.columns.items()}
    chosen: dict[int, tuple[Field | None, int]] = {}
    for i, header in enumerate(parsed):
        key = headers.normal(header.text)
        if key and key in told:
            chosen[i] = (fields.field_of(kind, told[key] or ""), 100)
    taken = {each.key for each, _ in chosen.values() if each and not each.many}
    for score, i, each in _candidates(kind, parsed, values):
        if i not in chosen and each.key not in taken:
            chosen[i] = (each, score)
            if not each.many:
                taken.add(each.key)
    nothing: tuple[Field | None, int] = (None, 0)
    return tuple(
        Column(
            i, header, *chosen.get(i, nothing), examples=tuple(dict.fromkeys(text(v)[:40] for v in values[i][:20]))[:3]
        )
        for i, header in enumerate(parsed)
    )


def _candidates(kind: str, parsed: list[headers.Header], values: list[list[Cell]]) -> list[tuple[int, int, Field]]:
    found = []
    for i, header in enumerate(parsed):
        if header.parts and header.parts[-1] in fields.IGNORED:
            continue
        for rank, each in enumerate(fields.FIELDS[kind]):
            score = _likeness(header, each) if header.parts else 0
            if score:
                score = int(score * _plausibility(values[i], each))
            if score >= _ENOUGH:
                found.append((score, i, rank, each))
    found.sort(key=lambda c: (-c[0], c[2], c[1]))
    return [(score, i, each) for score, i, _, each in found]


def _likeness(header: headers.Header, each: Field) -> int:
    """How much a title names a field, 0 to 100: the lower part of two rows counts most."""
    last, whole = header.parts[-1], "".join(header.parts)
    if last in each.synonyms:
        return 100
    if whole in each.synonyms:
        return 98
    if any(part in each.synonyms for part in header.parts[:-1]):
        return 60
    return max((_closeness(last, name) for name in each.synonyms), default=0)


def _closeness(title: str, name: str) -> int:
    latin = name.isascii()
    if len(name) >= (5 if latin else 2) and name in title:
        return 52 + int(36 * len(name) / len(title))
    if len(title) >= (5 if latin else 3) and title in name:
        return 50 + int(30 * len(title) / len(name))
    if latin and len(name) >= 5 and fuzz.ratio(title, name) >= 88:
        return 70
    return 0


def _plausibility(values: list[Cell], each: Field) -> float:
    """1 when the values could be what the title says, less when most cannot."""
    if not values or each.form not in ("date", "money", "number", "people", "id"):
        return 1.0
    fitting = sum(1 for value in values if _fits(value, each.form))
    return 1.0 if fitting >= 0.5 * len(values) else 0.4


def _fits(value: Cell, form: str) -> bool:
    try:
        if form == "date":
            dates.parse(value, dates.Context(year=2000))
        elif form in ("money", "number"):
            money.parse(str(value).rstrip("%％") if form == "number" else value)
        else:
            return len(text(value)) <= 60
    except dates.VagueDateError:
        return True
    except (dates.NotADateError, money.NotAnAmountError):
        return False
    return True


def guess_kind(titles: Sequence[str], sample: Sequence[Sequence[Cell]]) -> str:
    """The kind whose fields the titles name most fully."""
    identity = {
        "projects": "stage amount",
        "customers": "name industry",
        "contacts": "name mobile title email",
        "users": "name username manager role",
        "activities": "happened_on summary project",
        "history": "stage entered_on project",
    }

    def fitness(kind: str) -> float:
        found = {c.field.key: c.confidence for c in propose(kind, titles, sample) if c.field}
        wanted = identity[kind].split()
        return sum(found.values()) / 100 + 2 * sum(1 for key in wanted if found.get(key, 0) >= 80) / len(wanted)

    return max(fields.KINDS, key=lambda kind: (fitness(kind), -fields.KINDS.index(kind)))


def signature(kind: str, titles: Sequence[str]) -> str:
    """A short key for this set of titles: the same layout next month finds its saved mapping."""
    joined = "\n".join([kind, *sorted(headers.normal(title) for title in titles if title)])
    return hashlib.sha256(joined.encode()).hexdigest()[:32]
