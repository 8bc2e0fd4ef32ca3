"""Random facts that fit the catalogue, for properties that must hold whatever is known."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from milepost.playbook.rules import load
from milepost.playbook.rules.catalogue import Collection, Field, catalogue
from milepost.playbook.rules.judge.records import allowed_words
from milepost.playbook.tests.good_project import good_project

TODAY = date(2026, 11, 23)
CHINA = timezone(timedelta(hours=8))
SMALL = {"influence": (1, 3), "attitude": (-2, 2), "coverage": (0, 4), "payment": (1, 2), "number": (1, 3)}
PEOPLE = ("s0", "s1", "s2", "s3", "s4", "s5")
DERIVED = ("total", "lowest", "key_roles")
ABSENT, BLANK = 0.15, 0.2
Facts = dict[str, list[dict[str, Any]]]
STANDARDS = tuple(one.key for stage in load.default().all_stages for one in stage.standards)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Some collections, each with up to six records (one, where the catalogue says so).

    One seed is drawn for all of it: drawing every value apart takes a hundred times as long.
    """
    return random_facts(random.Random(draw(st.integers(0, 2**32))))


@st.composite
def nearly_good(draw: st.DrawFn) -> tuple[str, Facts]:
    """A stage and the facts of a faultless project in it, some of them older, gone or awaiting a recheck."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    stage = chance.choice([one.key for one in load.default().all_stages])
    good = good_project(stage, chance.choice(load.default().variants).key)
    if chance.random() < 0.7:
        good["tender"] = []
    return stage, {
        name: [_worn(chance, one) for one in records if chance.random() > 0.02] for name, records in good.items()
    }


def _worn(chance: random.Random, record: dict[str, Any]) -> dict[str, Any]:
    worn = dict(record)
    for key in ("dated_on", "last_contact_on", "due_on"):
        if worn.get(key) is not None:
            worn[key] -= timedelta(chance.choice([0, 0, 5, 20, chance.randint(0, 100)]))
    if worn.get("decision") and chance.random() < BLANK:
        worn["expires_on"] = TODAY + timedelta(chance.randint(-30, 60))
    if chance.random() < 0.02:
        worn["recheck_since"] = TODAY
    return worn


def random_facts(chance: random.Random) -> Facts:
    known = [one for one in catalogue().values() if not one.derived and chance.random() > ABSENT]
    return {one.name: [_record(chance, one, n) for n in range(chance.randint(0, 1 if one.one else 6))] for one in known}


def _record(chance: random.Random, collection: Collection, index: int) -> dict[str, Any]:
    record = {
        key: _value(chance, collection.name, field)
        for key, field in collection.fields.items()
        if key not in ("id", "dated_on", "by", "source", "recheck_since", *DERIVED)
    }
    prefix = "s" if collection.name == "stakeholders" else f"{collection.name}-"
    record |= {"id": f"{prefix}{index}", "by": chance.choice(["u1", "u2", None])}
    record["dated_on"] = None if chance.random() < BLANK else TODAY - timedelta(chance.randint(0, 120))
    if chance.random() < BLANK:
        record["recheck_since"] = TODAY - timedelta(chance.randint(0, 120))
    return record


def _value(chance: random.Random, name: str, field: Field) -> Any:
    if not field.never_null and chance.random() < BLANK:
        return None
    if field.many:
        return [_one(chance, name, field) for _ in range(chance.randint(0, 3))]
    return _one(chance, name, field)


def _one(chance: random.Random, name: str, field: Field) -> Any:
    if field.name in ("standard", "serves"):
        return chance.choice(STANDARDS)
    if (name, field.name) in (("ratings", "person"), ("relations", "from"), ("relations", "to")):
        return chance.choice(PEOPLE)
    if field.kind == "key":
        return chance.choice(allowed_words(field, load.default()))
    return _simple(chance, field)


def _simple(chance: random.Random, field: Field) -> Any:
    day = TODAY + timedelta(chance.randint(-120, 120))
    low, high = SMALL.get(field.name, (0, 4))
    return {
        "str": chance.choice(["u1", "u2", "u3"]),
        "text": "内容",
        "bool": chance.random() < 0.5,
        "int": chance.randint(low, high),
        "num": chance.choice([0.0, 0.04, 0.05, 0.5, 1.0]),
        "money": chance.randint(0, 3),
        "date": day,
        "instant": datetime(day.year, day.month, day.day, 9, tzinfo=CHINA),
    }[field.kind]
