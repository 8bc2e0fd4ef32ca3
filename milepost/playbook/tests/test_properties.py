"""What must hold whatever is known: order, time, and that knowing more never looks worse."""

import random
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.playbook.rules import judge, load
from milepost.playbook.tests.random_facts import PEOPLE, TODAY, facts, nearly_good

Facts = dict[str, list[dict[str, Any]]]
STAGES = [stage.key for stage in load.default().all_stages]
relaxed = settings(max_examples=150, deadline=None)


def verdict_of(known: Facts, stage: str, level: str = "B", **more: Any) -> judge.Verdict:
    return judge.judge(load.default(), stage=stage, level=level, today=TODAY, facts=known, **more)


@relaxed
@given(nearly_good() | st.tuples(st.sampled_from(STAGES), facts()), st.sampled_from("ABC"), st.integers())
def test_the_order_of_records_never_matters(project: tuple[str, Facts], level: str, seed: int) -> None:
    (stage, known), chance = project, random.Random(seed)
    mixed = {name: chance.sample(records, len(records)) for name, records in known.items()}
    assert verdict_of(mixed, stage, level).as_dict() == verdict_of(known, stage, level).as_dict()


@relaxed
@given(nearly_good() | st.tuples(st.sampled_from(STAGES), facts()), st.data())
def test_day_by_day_answers_agree_with_the_last_days(project: tuple[str, Facts], data: st.DataObject) -> None:
    stage, known = project[0], project[1] | {"waivers": []}

    def states(days: int) -> dict[str, judge.StandardVerdict]:
        found = judge.standards(load.default(), stage=stage, level="A", today=TODAY + timedelta(days), facts=known)
        return {verdict.key: verdict for verdict in found}

    for key, verdict in states(0).items():
        if verdict.state not in ("met", "expiring"):
            continue
        if not verdict.under_review:
            _holds_until(key, verdict.valid_until, states, data, lambda v: v.counts and not v.under_review)
        _holds_until(key, verdict.counts_until, states, data, lambda v: v.counts)


def _holds_until(key: str, last: Any, states: Any, data: st.DataObject, fine: Any) -> None:
    """``fine`` on any day up to ``last`` and not on the day after; on every far day when there is none."""
    length = 900 if last is None else (last - TODAY).days
    between = data.draw(st.integers(0, length))
    assert fine(states(between)[key]), (key, between)
    assert fine(states(length)[key]), (key, length)
    if last is not None:
        assert not fine(states(length + 1)[key]), (key, length + 1)


@relaxed
@given(facts())
def test_a_verdict_is_explained_in_both_languages(known: Facts) -> None:
    for stage in STAGES:
        for verdict in judge.standards(load.default(), stage=stage, level="A", today=TODAY, facts=known):
            for text in (*verdict.explain(), *verdict.change()):
                assert text.zh
                assert text.en


NEW_PERSON = st.fixed_dictionaries({
    "id": st.just("s99"),
    "person": st.just("新人"),
    "roles": st.lists(st.sampled_from(["approver", "user", "procurement", "finance_audit"]), max_size=2),
    "influence": st.none() | st.integers(1, 3),
    "attitude": st.none() | st.integers(-2, 2),
    "coverage": st.integers(0, 4),
    "attended_exchange": st.just(False),
    "last_contact_on": st.none() | st.just(TODAY),
    "org_unit": st.none() | st.just("新部门"),
    "dated_on": st.just(TODAY),
})  # fmt: skip
NEW_LINK = st.fixed_dictionaries({
    "id": st.just("r99"),
    "from": st.sampled_from(PEOPLE),
    "to": st.sampled_from(PEOPLE),
    "kind": st.just("knows"),
})  # fmt: skip
NEW: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "stakeholders": NEW_PERSON,
    "relations": NEW_LINK,
    "competitors": st.just({"id": "c99", "none_confirmed": False, "dated_on": TODAY}),
    "documents": st.just({"id": "do99", "type": "need_statement", "state": "customer_replied", "dated_on": TODAY}),
}


@relaxed
@given(facts(), st.sampled_from(sorted(NEW)), st.data())
def test_recording_something_of_today_never_raises_the_information_island(
    known: Facts, collection: str, data: st.DataObject
) -> None:
    if collection not in known:
        return
    more: Facts = known | {collection: [*known[collection], data.draw(NEW[collection])]}
    before = verdict_of(known, "contact").patterns["information_island"].score
    after = verdict_of(more, "contact").patterns["information_island"].score
    assert before is not None
    assert after is not None
    assert after <= before


@relaxed
@given(facts(), st.sampled_from(["A", "B", "C"]))
def test_a_later_verified_stage_that_stands_is_never_worth_less(known: Facts, level: str) -> None:
    stages = load.default().stages
    passes: list[dict[str, Any]] = []
    for number, stage in enumerate(stages):
        passes.append({"stage": stage.key, "result": "verified", "dated_on": TODAY, "level": level})
        found = judge.weight(load.default(), level=level, today=TODAY, facts=known | {"passes": list(passes)})
        assert found is not None
        standing = [one.weight for one in stages[: number + 1] if one.key not in found.lost]
        assert found.earned == max(standing, default=0)


@relaxed
@given(facts(), st.sampled_from(["contact", "technical", "commercial", "bidding", "contract"]))
def test_scores_stay_inside_their_bounds(known: Facts, stage: str) -> None:
    verdict = verdict_of(known, stage)
    for pattern in verdict.patterns.values():
        if pattern.watched:
            assert 0 <= (pattern.score or 0) + pattern.unjudged <= 100
    balance = verdict.power_balance
    if balance is not None and balance["our_share"] is not None:
        assert 0 <= balance["our_share"] <= 1
