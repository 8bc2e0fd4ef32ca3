"""What a row of each kind needs before it is whole: names made up, helpers split, history taken from remarks."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from milepost.integrations.rules import people, remarks, stages
from milepost.integrations.rules.cells import is_empty, text
from milepost.integrations.rules.problems import Notes
from milepost.integrations.rules.survey import Survey
from milepost.integrations.rules.table import RawRow
from milepost.kernel.text import Text


@dataclass(slots=True)
class Around:
    """What stands around the values: the raw row, the sheet's facts, the notes of the row, the day."""

    raw: RawRow
    facts: Survey
    notes: Notes
    today: dt.date


def _project(values: dict[str, Any], at: Around) -> tuple[str, ...]:
    _owner_from_sheet(values, at)
    _split_helpers(values)
    _settle_stage(values)
    _history(values, at)
    if not any(values.get(key) for key in ("name", "customer", "external_id", "amount", "code")):
        at.notes.reject(
            "",
            " ".join(text(c) for c in at.raw.cells if not is_empty(c)),
            Text("这一行没有项目名、客户、金额或编号", "The row has no project name, customer, amount or number"),
        )
    if not values.get("name"):
        parts = [values[key] for key in ("customer", "product") if values.get(key)] or [
            values.get("external_id") or f"{at.raw.number}"
        ]
        values["name"], values["name_made"] = " – ".join(parts), True
    return tuple(key for key in ("customer", "amount") if values.get(key) is None)


def _owner_from_sheet(values: dict[str, Any], at: Around) -> None:
    """One sheet per seller, or blocks under a seller's name: the owner of rows that name none."""
    named = people.looks_like_name(at.raw.section) if at.raw.section else None
    if not values.get("owner") and (named or at.facts.owner):
        values["owner"] = people.People(people.Person(str(named or at.facts.owner)))
    if at.raw.section and not named:
        values.setdefault("unit", at.raw.section)


def _split_helpers(values: dict[str, Any]) -> None:
    named: people.People | None = values.pop("owner", None)
    values["owner"] = named.owner if named else None
    helpers = [*(named.helpers if named else ()), *values.get("helpers", [])]
    owner = named.owner.name if named and named.owner else None
    values["helpers"] = list({p.name: p for p in helpers if p.name != owner}.values())


def _settle_stage(values: dict[str, Any]) -> None:
    """Stage and status in two columns: the status may end what the stage locates."""
    stage, status = values.pop("stage", None), values.pop("status", None)
    values["stage_known"] = bool((stage or status) and (stage or status).sure)
    place = stage or status or stages.UNKNOWN
    if stage and status and status.outcome != "open" and status.sure:
        place = stages.Place("contract" if status.outcome == "won" else stage.stage, status.outcome, status.sure)
    values["place"] = place


def _history(values: dict[str, Any], at: Around) -> None:
    said = values.pop("remarks", "")
    notes = (
        remarks.parse(said, today=at.today, year=None if at.facts.year_is_today else at.facts.year)
        if said
        else remarks.Remarks((), "")
    )
    values["diary"] = list(notes.lines)
    values["remarks"] = "\n".join(part for part in [notes.rest, *at.notes.kept] if part)


def _customer(values: dict[str, Any], at: Around) -> tuple[str, ...]:
    _split_helpers(values)
    _history(values, at)
    if not values.get("name"):
        at.notes.reject("", "", Text("没有客户名称", "The customer's name is missing"))
    return ()


def _contact(values: dict[str, Any], at: Around) -> tuple[str, ...]:
    _split_helpers(values)
    _history(values, at)
    if not values.get("name"):
        first, last = values.get("first_name", ""), values.get("last_name", "")
        latin = (first + last).isascii()
        values["name"] = f"{first} {last}".strip() if latin else last + first
    if not values["name"]:
        at.notes.reject("", "", Text("没有联系人姓名", "The contact's name is missing"))
    return () if values.get("customer") else ("customer",)


def _user(values: dict[str, Any], at: Around) -> tuple[str, ...]:
    values["name"] = values.get("name") or values.get("username")
    if not values["name"]:
        at.notes.reject("", "", Text("没有姓名", "The name is missing"))
    return ()


def _activity(values: dict[str, Any], at: Around) -> tuple[str, ...]:
    _split_helpers(values)
    said = " ".join([values.get("kind") or "", values.get("summary") or ""])
    values["kind_key"] = remarks.kind_of(said) or "call"
    values["kind_known"] = remarks.kind_of(said) is not None
    if not (values.get("project") or values.get("customer")):
        at.notes.reject("", "", Text("没有写是哪个项目或客户", "Neither project nor customer is named"))
    elif not values.get("happened_on"):
        at.notes.reject("", "", Text("没有日期", "The date is missing"))
    elif values["happened_on"].first > at.today:
        at.notes.reject(
            "",
            values["happened_on"].first.isoformat(),
            Text("日期在将来，还没有发生", "The date is in the future: it has not happened"),
        )
    values["summary"] = values.get("summary") or values.get("kind") or ""
    return ()


def _step(values: dict[str, Any], at: Around) -> tuple[str, ...]:
    _split_helpers(values)
    for key, reason in (
        ("project", Text("没有写是哪个项目", "The project is missing")),
        ("stage", Text("没有阶段", "The stage is missing")),
        ("entered_on", Text("没有日期", "The date is missing")),
    ):
        if not values.get(key):
            at.notes.reject("", "", reason)
    values["place"] = values.pop("stage", stages.UNKNOWN)
    values.pop("from_stage", None)
    return ()


FINISH: dict[str, Callable[[dict[str, Any], Around], tuple[str, ...]]] = {
    "projects": _project, "customers": _customer, "contacts": _contact, "users": _user, "activities": _activity, "history": _step,
}  # fmt: skip
