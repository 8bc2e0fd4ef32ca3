"""What is missing is said once, as people say it, in both languages."""

from datetime import timedelta
from typing import Any

import pytest

from milepost.playbook.rules import judge, load
from milepost.playbook.tests.random_facts import TODAY

Facts = dict[str, list[dict[str, Any]]]
OLD = TODAY - timedelta(days=300)
NOTHING: Facts = {
    "project": [],
    "evidence": [],
    "approvals": [],
    "declarations": [],
    "judgements": [],
    "stakeholders": [],
}


def verdict_of(stage: str, key: str, facts: Facts) -> judge.StandardVerdict:
    found = judge.standards(load.default(), stage=stage, level="A", today=TODAY, facts=NOTHING | facts)
    return next(verdict for verdict in found if verdict.key == key)


def said(stage: str, key: str, facts: Facts | None = None) -> list[tuple[str, str]]:
    return [(text.zh, text.en) for text in verdict_of(stage, key, facts or {}).change()]


def person(role: str) -> dict[str, Any]:
    rated = {"influence": 2, "attitude": 1, "attitude_stated": True, "dated_on": TODAY}
    return {"id": role, "person": role, "roles": [role], "coverage": 2, "attended_exchange": False, **rated}


def test_missing_fields_bear_the_names_of_the_form() -> None:
    have = {"id": "p", "customer": "某局", "budget_max": 100, "dated_on": TODAY}
    assert said("discovery", _standard("客户、需求、大致金额"), {"project": [have]}) == [
        ("还缺：要解决什么、客户要求上线", "Missing: need, needed by")
    ]


def test_two_ways_are_joined_by_or() -> None:
    ((zh, en),) = said("discovery", _standard("两个独立来源"))
    assert zh == "还缺 1 份公开公告（链接+快照），或2 份电话记录、客户邮件/消息回复或客户提供的资料"
    assert ", or 2 × Call note" in en


def test_a_way_that_holds_leaves_nothing_to_say_about_the_other() -> None:
    notice = {
        "id": "e", "type": "public_notice", "strength": 3, "serves": [_standard("两个独立来源")],
        "tags": [], "dated_on": TODAY, "accepted_on": TODAY, "from_diary": False,
    }  # fmt: skip
    assert said("discovery", _standard("两个独立来源"), {"evidence": [notice]}) == []


def test_key_roles_still_missing_are_one_sentence() -> None:
    people = [person("decision_lead"), person("technical"), person("user")]
    ((zh, en),) = said("contact", "chain_mapped", {"stakeholders": people})
    assert zh.startswith("五类关键角色还缺：")
    assert zh.count("还缺") == 1
    assert en.startswith("Of the 5 key roles, missing: ")


def test_declarations_still_missing_are_one_sentence() -> None:
    assert (
        "还没有合规声明（规范编制、关联方）",
        "No declaration yet: drafting the specification, related parties",
    ) in said("technical", _standard("规范编制与利益冲突声明无障碍"))


def test_what_is_too_old_asks_to_be_checked_again() -> None:
    old = {
        "id": "p", "procurement_method": "public_tender", "agency": "某代理", "dated_on": OLD,
        "expected_notice_on": TODAY, "expected_award_on": TODAY,
    }  # fmt: skip
    key = _standard("采购方式和预计日期已知")
    days = load.default().standard(key).valid_days
    assert said("commercial", key, {"project": [old]}) == [
        (
            f"采购方式、预计决标日已过 {days} 天，请再核实",
            f"More than {days} days old, check again: procurement method, award expected on",
        )
    ]


def test_an_undecided_method_is_missing_and_not_too_old() -> None:
    fresh = {"id": "p", "procurement_method": "undecided", "expected_award_on": TODAY, "dated_on": OLD}
    lines = [zh for zh, _ in said("commercial", _standard("采购方式和预计日期已知"), {"project": [fresh]})]
    assert "还缺：采购方式" in lines


@pytest.mark.parametrize("stage", [stage.key for stage in load.default().all_stages])
def test_a_persons_word_is_asked_for_once_and_last(stage: str) -> None:
    rooms: Facts = {"project": [], "evidence": [], "approvals": [], "judgements": []}
    for verdict in judge.standards(load.default(), stage=stage, level="A", today=TODAY, facts=rooms):
        lines = [text.zh for text in verdict.change()]
        assert len(set(lines)) == len(lines)
        assert "等审批人核实" not in lines[:-1]


def _standard(beginning: str) -> str:
    found = [
        one.key for stage in load.default().all_stages for one in stage.standards if one.name.zh.startswith(beginning)
    ]
    return found[0]
