"""Facts from outside: what is refused, where, and the schema that says the same."""

import json
from typing import Any

import jsonschema_rs
import pytest

from milepost.playbook.rules import judge, load
from milepost.playbook.rules.catalogue import catalogue
from milepost.playbook.tests.test_judge_example import example


def errors(**changes: Any) -> list[dict[str, Any]]:
    given = judge.read(example() | changes, load.default())
    return given.errors if isinstance(given, judge.Refusal) else []


def facts(**collections: Any) -> list[dict[str, Any]]:
    return errors(facts=collections)


PERSON = {"id": "s1", "person": "周总", "coverage": 1, "attended_exchange": False}


@pytest.mark.parametrize(
    ("found", "path", "reason"),
    [
        (lambda: errors(colour="red"), "colour", "unknown key"),
        (lambda: errors(today=None), "today", "missing"),
        (lambda: errors(today="23.11.2026"), "today", "must be a date such as 2026-11-23"),
        (lambda: errors(level="D"), "level", "must be one of: A, B, C"),
        (lambda: errors(occurrence=1), "occurrence", "only a repeatable milestone has an occurrence"),
        (lambda: errors(calendar={"free": []}), "calendar.free", "unknown key"),
        (lambda: errors(calendar={"holidays": ["soon"]}), "calendar.holidays[0]", "must be a date such as 2026-11-23"),
        (lambda: facts(moods=[]), "facts.moods", "unknown collection"),
        (lambda: facts(stakeholders={}), "facts.stakeholders", "must be a list"),
        (lambda: facts(stakeholders=[PERSON | {"mood": 1}]), "facts.stakeholders[0].mood", "unknown field"),
        (lambda: facts(stakeholders=[PERSON | {"influence": "high"}]), "facts.stakeholders[0].influence", "must be a whole number"),
        (lambda: facts(stakeholders=[PERSON | {"influence": True}]), "facts.stakeholders[0].influence", "must be a whole number"),
        (lambda: facts(stakeholders=[PERSON | {"coverage": None}]), "facts.stakeholders[0].coverage", "must not be empty"),
        (lambda: facts(stakeholders=[{"person": "周总", "coverage": 1}]), "facts.stakeholders[0].attended_exchange", "must not be empty"),
        (lambda: facts(stakeholders=[PERSON | {"power": "king"}]), "facts.stakeholders[0].power", "must be one of: decide, veto, recommend, score, influence, process, access"),
        (lambda: facts(stakeholders=[PERSON | {"roles": "user"}]), "facts.stakeholders[0].roles", "must be a list"),
        (lambda: facts(stakeholders=[PERSON, PERSON]), "facts.stakeholders[1].id", "this id stands twice"),
        (lambda: facts(stakeholders=[PERSON | {"dated_on": "2026-11-24"}]), "facts.stakeholders[0].dated_on", "after today"),
        (lambda: facts(stakeholders=[PERSON | {"roles": ["user"], "key_roles": ["user"]}]), "facts.stakeholders[0].key_roles", "a derived value given together with its sources"),
        (lambda: facts(project=[{}, {}]), "facts.project[1]", "second record in a collection of one"),
        (lambda: facts(project=[{"budget_min": -1}]), "facts.project[0].budget_min", "must be a whole number of fen, not negative"),
        (lambda: facts(man=[{"money": 1, "total": 3}]), "facts.man[0].total", "a derived value given together with its sources"),
        (lambda: facts(stakeholders=[], power_balance=[{"our_share": 0.5}]), "facts.power_balance", "a derived value given together with its sources"),
        (lambda: facts(tender=[{"deadline_at": "2026-11-20T09:00:00"}]), "facts.tender[0].deadline_at", "must be a time with its offset such as 2026-11-23T09:30:00+08:00"),
    ],
)  # fmt: skip
def test_each_mistake_is_refused_with_its_place(found: Any, path: str, reason: str) -> None:
    assert (path, reason) in [(error["path"], error["reason"]) for error in found()]


def test_stage_words_are_refused_too() -> None:
    (error,) = errors(stage="party")
    assert error["path"] == "stage"
    assert error["value"] == "party"


def test_all_mistakes_are_told_at_once_with_their_values() -> None:
    found = facts(stakeholders=[PERSON | {"mood": 1, "influence": "x"}], moods=[])
    assert {"path": "facts.stakeholders[0].mood", "value": 1, "reason": "unknown field"} in found
    assert len(found) == 3


def test_text_that_is_no_json_is_refused() -> None:
    assert isinstance(judge.read("{", load.default()), judge.Refusal)
    assert isinstance(judge.read("[]", load.default()), judge.Refusal)
    assert isinstance(judge.read(json.dumps(example()), load.default()), judge.Input)


def test_derived_values_may_be_given_instead_of_their_sources() -> None:
    data = example() | {"stage": "commercial"}
    data["facts"] = {"power_balance": [{"our_share": 0.7, "lead_over_best_rival": 0.2, "delta_45d": 0.1}]}
    given = judge.read(data, load.default())
    assert isinstance(given, judge.Input)
    verdict = judge.judge(load.default(), **given.arguments())
    assert verdict.standard("majority_ours").state == "met"
    assert verdict.power_balance == {"our_share": 0.7, "lead_over_best_rival": 0.2, "delta_45d": 0.1}


def test_a_calendar_can_be_given_with_the_facts() -> None:
    given = judge.read(example() | {"calendar": {"years": ["2027"], "holidays": ["2027-01-01"]}}, load.default())
    assert isinstance(given, judge.Input)
    assert given.calendar is not None
    assert given.calendar.years == {2027}


def test_the_schema_accepts_the_example_and_refuses_what_reading_refuses() -> None:
    schema = jsonschema_rs.validator_for(judge.schema())
    assert schema.is_valid(example())
    bad: dict[str, Any]
    for bad in (
        {"colour": 1}, {"level": "D"}, {"facts": {"moods": []}}, {"facts": {"project": [{}, {}]}},
        {"facts": {"stakeholders": [PERSON | {"mood": 1}]}}, {"facts": {"project": [{"budget_min": -1}]}},
        {"facts": {"passes": [{"stage": "discovery"}]}},
    ):  # fmt: skip
        assert not schema.is_valid(example() | bad), bad


def test_the_schema_knows_every_collection_and_field() -> None:
    shown = judge.schema()["properties"]["facts"]["properties"]
    assert shown.keys() == catalogue().keys()
    for name, collection in catalogue().items():
        assert shown[name]["items"]["properties"].keys() == collection.fields.keys()
