"""One cell → one typed value, by the form of its field. Nothing here raises for bad content."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from milepost.integrations.rules import cells, dates, money, numerals, people, stages
from milepost.integrations.rules.cells import Cell
from milepost.integrations.rules.mapping import Column
from milepost.integrations.rules.problems import Notes
from milepost.integrations.rules.survey import Survey
from milepost.kernel.text import Text

_LEVELS = {
    "A": [
        "a类",
        "a级",
        "重点",
        "重大",
        "战略",
        "高",
        "非常重要",
        "一级",
        "high",
        "p1",
        "1",
        "key",
        "strategic",
        "hot",
        "★★★",
        "s",
    ],
    "B": ["b类", "b级", "一般", "中", "重要", "二级", "medium", "p2", "2", "warm", "★★", "普通"],
    "C": ["c类", "c级", "低", "三级", "low", "p3", "3", "cold", "★", "次要", "小"],
}
_LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in [level.lower(), *words]}
_UNKNOWN_WORDS = {"", "-", "--", "—", "/", "无", "待定", "tbd", "n/a", "null", "none", "未知", "unknown", "#n/a"}


@dataclass(slots=True)
class Spot:
    """A cell in its place: ``copied`` when it only repeats a merged cell above."""

    column: Column
    cell: Cell
    copied: bool
    facts: Survey
    notes: Notes

    @property
    def title(self) -> str:
        """The column's title as it stands in the file."""
        return self.column.header.text

    @property
    def said(self) -> str:
        """The cell as a person reads it."""
        return cells.text(self.cell)

    @property
    def many(self) -> bool:
        """Whether several columns may fill the field."""
        return self.column.field is not None and self.column.field.many


def _text(at: Spot) -> str | None:
    said = " ".join(at.said.split())
    if len(said) > 500:
        at.notes.warn(
            at.title,
            said,
            Text("太长，只保留了前 500 个字", "Too long; the first 500 characters are kept"),
        )
    return None if said.casefold() in _UNKNOWN_WORDS else said[:500]


def _note(at: Spot) -> str | None:
    return at.said[:20_000] or None


def _number(at: Spot) -> str | None:
    return at.said[:50]


def _level(at: Spot) -> str | None:
    said = numerals.plain(at.said).casefold().replace(" ", "")
    level = _LEVEL_OF.get(said)
    if level is None and said not in _UNKNOWN_WORDS:
        at.notes.warn(
            at.title,
            at.said,
            Text("认不出的等级，按金额定级", "Unknown level; the amount will decide"),
        )
    return level


def _money(at: Spot) -> money.Amount | None:
    if at.copied:
        at.notes.warn(
            at.title,
            at.said,
            Text("合并单元格的金额只计入第一行", "The amount of a merged cell counts in its first row only"),
        )
        return None
    try:
        amount = money.parse(at.cell, at.facts.units.get(at.column.index, 1), comma=at.column.index in at.facts.commas)
    except money.NotAnAmountError as error:
        at.notes.reject(at.title, at.said, error.reason)
        return None
    if amount and amount.fen < 0:
        at.notes.reject(at.title, at.said, Text("金额不能是负数", "An amount cannot be negative"))
        return None
    if amount and amount.note:
        at.notes.warn(at.title, at.said, amount.note)
    return _with_currency(amount, at)


def _with_currency(amount: money.Amount | None, at: Spot) -> money.Amount | None:
    currency = at.facts.currencies.get(at.column.index)
    if amount is None or amount.currency or not currency:
        return amount
    return money.Amount(amount.fen, amount.high_fen, currency, amount.note)


def _date(at: Spot) -> dates.When | None:
    try:
        when = dates.parse(at.cell, at.facts.contexts.get(at.column.index, dates.Context()))
    except dates.VagueDateError as error:
        at.notes.warn(at.title, at.said, error.reason)
        at.notes.kept.append(f"{at.title}：{at.said}")
        return None
    except dates.NotADateError as error:
        at.notes.reject(at.title, at.said, error.reason)
        return None
    if when and when.year_guessed and at.facts.year_is_today:
        at.notes.warn(
            at.title,
            at.said,
            Text(f"没有写年份，按 {when.first.year} 年", f"No year is written; {when.first.year} was assumed"),
        )
    return when


def _people(at: Spot) -> people.People | list[people.Person] | None:
    named = people.parse(at.said)
    if at.many:
        role = "presales" if re.search(r"售前|技术|presales|\bse\b", at.title, re.I) else None
        everyone = [named.owner, *named.helpers] if named.owner else []
        return [people.Person(p.name, p.role or role, p.gone) for p in everyone if p] or None
    return named if named.owner else None


def _stage(at: Spot) -> stages.Place | None:
    place = at.facts.places.get(at.said, stages.UNKNOWN)
    if place.sure == 0:
        at.notes.warn(
            at.title,
            at.said,
            Text(
                "阶段名没有认出来，先放在项目挖掘",
                "The stage name is not recognised; the project stands at discovery for now",
            ),
        )
    return place


FORMS: dict[str, Callable[[Spot], Any]] = {
    "text": _text, "id": _text, "number": _number, "note": _note, "level": _level,
    "money": _money, "date": _date, "people": _people, "stage": _stage,
}  # fmt: skip
