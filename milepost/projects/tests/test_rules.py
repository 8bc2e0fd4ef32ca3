"""Levels, the five contrasts, codes, dates, sources, proof: pure rules."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.kernel.errors import Refused
from milepost.playbook.rules import load
from milepost.projects.rules import brief, classify, codes, dates, levels, proof, qualify, sources, validity

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))


@dataclass(frozen=True)
class Limit:
    key: str
    amount_min: int
    strategic: bool = False


LIMITS = (Limit("A", 300, strategic=True), Limit("B", 80), Limit("C", 0))
AMOUNTS = st.one_of(st.none(), st.integers(0, 10**12))


@pytest.mark.parametrize(
    ("amount", "strategic", "level"),
    [
        (300, False, "A"),
        (299, False, "B"),
        (80, False, "B"),
        (79, False, "C"),
        (0, False, "C"),
        (None, False, "C"),
        (None, True, "A"),
        (1, True, "A"),
    ],
)
def test_level_follows_the_limits_exactly(amount, strategic, level):
    assert levels.level_for(amount, strategic, LIMITS) == level


@given(st.integers(0, 500), st.integers(0, 500), st.permutations(LIMITS))
def test_a_larger_amount_never_lowers_the_level(one, more, limits):
    low, high = sorted((one, more))
    assert levels.level_for(high, False, limits) <= levels.level_for(low, False, limits)


@given(AMOUNTS)
def test_the_strategic_flag_never_lowers_the_level(amount):
    assert levels.level_for(amount, True, LIMITS) <= levels.level_for(amount, False, LIMITS)


CONTRASTS = ("cycle", "regularity", "process", "organisation", "information")
ANSWERS = st.dictionaries(st.sampled_from(CONTRASTS), st.sampled_from(["project", "account", ""]))


def test_contrasts_of_the_playbook_are_five_and_three_choose_the_gates():
    modes = load.default().section("selling_modes")
    assert tuple(one["key"] for one in modes["contrasts"]) == CONTRASTS
    assert modes["project_from"] == 3


@given(ANSWERS, st.booleans())
def test_three_project_answers_choose_the_gates_whatever_else(answers, partner):
    verdict = classify.classify({**answers, "partner": partner})
    yes = list(answers.values()).count("project")
    if yes >= 3:
        assert verdict.kind == "project"
    elif partner:
        assert verdict.kind == "channel"
    else:
        assert verdict.kind == ("account" if set(answers.values()) & {"project", "account"} else "project")
    assert verdict.reason.zh
    assert verdict.reason.en


@given(st.integers(1, 10**9))
def test_a_code_leads_back_to_its_number(number):
    assert codes.number_of(codes.code(number)) == number
    assert codes.number_of(codes.code(number).lower()) == number


@pytest.mark.parametrize("text", ["", "12", "杭州", "P-", "P-1x", "Q-12"])
def test_what_is_no_code_has_no_number(text):
    assert codes.number_of(text) is None


@given(st.integers(0, 12), DAYS, DAYS)
def test_due_dates_rise_and_never_pass_the_target(count, first, last):
    due = dates.spread(count, first, last)
    assert len(due) == count
    assert due == sorted(due)
    if last >= first:
        assert all(first <= day <= last for day in due)
        assert not due or due[-1] == last
    else:
        assert all(day == first for day in due)


PAUSES = st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS)), max_size=4)


@given(DAYS, DAYS, PAUSES)
def test_days_in_a_stage_are_never_negative_and_pauses_only_take_away(entered, today, pauses):
    spent = dates.days_in(entered, today, pauses)
    assert 0 <= spent <= max((today - entered).days, 0)
    assert dates.days_in(entered, today) == max((today - entered).days, 0)


def test_overlapping_pauses_count_once():
    day = dt.date(2026, 11, 1)
    pauses = [(day, day + dt.timedelta(days=10)), (day + dt.timedelta(days=5), None)]
    assert dates.days_in(day, day + dt.timedelta(days=20), pauses) == 0
    assert dates.days_in(day, day + dt.timedelta(days=20), pauses[:1]) == 10


@given(DAYS, DAYS)
def test_moving_there_and_back_cancels_out(old, new):
    there, back = dates.moved_days(old, new), dates.moved_days(new, old)
    assert there is not None
    assert back is not None
    assert there + back == 0
    assert dates.moved_days(None, new) is None


def _said(value, source, strength=0, day=1):
    return sources.Said(value, source, strength, dt.date(2026, 11, day), "林一")


def _known(said):
    found = sources.known(said)
    assert found is not None
    return found


def test_one_source_is_single_two_are_not_and_a_signed_one_is_enough():
    assert _known([_said("1", "王处")]).single_source
    assert _known([_said("1", "王处"), _said("1", " 王处 ")]).single_source
    assert not _known([_said("1", "王处"), _said("1", "李工")]).single_source
    assert not _known([_said("1", "批复文件", strength=3)]).single_source
    assert _known([_said("2", "王处"), _said("1", "李工")]).single_source
    assert sources.known([]) is None


def test_brief_fields_take_what_people_write_and_refuse_the_rest():
    assert brief.clean("budget_max_fen", "150万", []) == 1_500_000_00
    assert brief.clean("need_by", "2027-06-30", []) == dt.date(2027, 6, 30)
    assert brief.clean("procurement_method", "undecided", ["inquiry"]) == "undecided"
    assert brief.clean("agency", "  ", []) is None
    for key, value in [("budget_max_fen", "很多"), ("budget_max_fen", "-1"), ("need_by", "明年"), ("procurement_method", "raffle"),
                       ("payment_record", "great"), ("agency", "长" * 121), ("colour", "red")]:  # fmt: skip
        with pytest.raises(Refused) as refusal:
            brief.clean(key, value, ["inquiry"])
        assert refusal.value.field == key


def test_a_fact_holds_as_long_as_the_standard_that_asks_for_it():
    playbook, day = load.default(), dt.date(2026, 11, 23)
    assert validity.expires_on(playbook, "A", "budget_max_fen", day) == day + dt.timedelta(days=90)
    assert validity.expires_on(playbook, "A", "agency", day) == day + dt.timedelta(days=45)
    assert validity.expires_on(playbook, "A", "trigger", day) is None


def test_a_task_is_done_when_what_the_level_requires_is_met():
    assert proof.is_done(["facts_complete", "facts_rough"], ["facts_complete"], {"facts_complete"})
    assert not proof.is_done(["facts_complete", "corroborated"], ["facts_complete", "corroborated"], {"facts_complete"})
    assert proof.is_done(["extra"], ["other"], {"extra"})
    assert not proof.is_done([], ["other"], {"other"})


def test_four_yes_go_one_no_stops_and_ignorance_waits():
    yes = dict.fromkeys(("real", "compete", "win", "worth"), "yes")
    assert qualify.suggestion(yes) == "go"
    assert qualify.suggestion({**yes, "win": "no"}) == "stop"
    assert qualify.suggestion({**yes, "win": "unknown"}) == "wait"
    assert qualify.suggestion({}) == "wait"
