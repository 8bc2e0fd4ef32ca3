"""Random facts that fit the catalogue, for properties that must hold whatever is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from milepost.playbook.rules import load
from milepost.playbook.rules.catalogue import Collection, Field, catalogue
from milepost.playbook.rules.judge.reading import allowed_words

TODAY = date(2026, 11, 23)
CHINA = timezone(timedelta(hours=8))
SMALL = {"influence": (1, 3), "attitude": (-2, 2), "coverage": (0, 4), "payment": (1, 2), "number": (1, 3)}
PEOPLE = ("s0", "s1", "s2", "s3", "s4", "s5")
STANDARDS = tuple(one.key for stage in load.default().all_stages for one in stage.standards)

dates = st.integers(-120, 120).map(lambda days: TODAY + timedelta(days))
past = st.integers(0, 120).map(lambda days: TODAY - timedelta(days))


def _value(name: str, field: Field) -> st.SearchStrategy[Any]:
    if field.name in ("standard", "serves"):
        return st.sampled_from(STANDARDS)
    if (name, field.name) in (("ratings", "person"), ("relations", "from"), ("relations", "to")):
        return st.sampled_from(PEOPLE)
    if field.kind == "key":
        return st.sampled_from(allowed_words(field, load.default()))
    if field.kind == "instant":
        return dates.map(lambda day: datetime(day.year, day.month, day.day, 9, tzinfo=CHINA))
    low, high = SMALL.get(field.name, (0, 4))
    return {
        "str": st.sampled_from(["u1", "u2", "u3"]),
        "text": st.just("内容"),
        "bool": st.booleans(),
        "int": st.integers(low, high),
        "num": st.sampled_from([0.0, 0.04, 0.05, 0.5, 1.0]),
        "money": st.integers(0, 3),
        "date": dates,
    }[field.kind]


def _field(name: str, field: Field) -> st.SearchStrategy[Any]:
    one = _value(name, field)
    value = st.lists(one, max_size=3) if field.many else one
    return value if field.never_null else st.none() | value


def _record(collection: Collection, index: int) -> st.SearchStrategy[dict[str, Any]]:
    derived = {"total", "lowest", "key_roles"}
    own = {
        key: _field(collection.name, field)
        for key, field in collection.fields.items()
        if key not in ("id", "dated_on", "by", "source", "recheck_since", *derived)
    }
    own["dated_on"] = st.none() | past
    own["by"] = st.sampled_from(["u1", "u2", None])
    own["recheck_since"] = st.sampled_from([None, None, None]) | past
    prefix = "s" if collection.name == "stakeholders" else f"{collection.name}-"
    return st.fixed_dictionaries({"id": st.just(f"{prefix}{index}"), **own})


@st.composite
def facts(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Some collections, each with up to six records (one, where the catalogue says so)."""
    given = {}
    for collection in catalogue().values():
        if collection.derived or draw(st.integers(0, 5)) == 0:
            continue
        count = draw(st.integers(0, 1 if collection.one else 6))
        given[collection.name] = [draw(_record(collection, n)) for n in range(count)]
    return given
