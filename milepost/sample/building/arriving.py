"""The first days in a stage: team, brief, tender dates, plan."""

import datetime as dt

from milepost.gates import actions as gates
from milepost.playbook.rules.model import Stage
from milepost.projects import actions as projects
from milepost.sample.building.company import DELIVERS
from milepost.sample.building.way import WAN, Way
from milepost.sample.rules import source
from milepost.sample.rules.course import DAY, tender_days, workday


def come_into(way: Way, stage: Stage) -> None:
    """What happens on the first days of a stage."""
    day = way.course.entered[stage.key]
    if way.course.mark == "late":
        _enter_late(way, day)
    if stage.key in ("discovery", "bidding"):
        _brief_first(way, day)
    if stage.key == "commercial" and stage.key not in way.course.passed:
        brief_route(way, day)
    if stage.key == "bidding":
        _tender(way, day)
    if stage.key == "contract":
        way.join(way.company.users[DELIVERS], "pm", day)
    if not stage.delivery:
        _plan(way, stage, day)


def _enter_late(way: Way, day: dt.date) -> None:
    request = gates.ask_skip(
        way.owner, now=way.clock.at(day), project=way.project, to_stage="bidding", reason="late_entry",
        note="看到公告才知道，还剩十几天，先评再投。",
    )  # fmt: skip
    gates.pass_stage(request.approver, now=way.clock.at(day), request=request, note="同意，先过投标决策。")
    way.refresh()


def _plan(way: Way, stage: Stage, day: dt.date) -> None:
    words = source.read("proofs")["words"]["objectives"][stage.key]
    target = day + DAY * (stage.norm_days.get(way.course.level) or 30)
    projects.plan_stage(
        way.owner,
        now=way.clock.at(day),
        project=way.project,
        objective=words[len(way.course.spec["n"]) % len(words)],
        target_on=target,
        tasks=None if stage.key not in way.course.passed else (),
    )


def _brief_first(way: Way, day: dt.date) -> None:
    if way.project.stage != "discovery" and way.course.mark != "late":
        return
    spec, words, chance = way.course.spec, source.read("proofs")["words"], way.course.chance
    people = way.company.contacts[spec["c"]]
    first = {
        "need_summary": chance.choice(words["needs"][source.kind_of(spec["c"])]),
        "need_by": way.course.last + DAY * (spec.get("sign", 60) + 120),
        "budget_max_fen": round(spec["a"] * WAN * 1.08),
    }
    later = {
        "trigger": chance.choice(words["triggers"]),
        "budget_min_fen": round(spec["a"] * WAN * 0.9),
        "funding_source": chance.choice(words["funding"]),
        "procurement_method": spec["m"],
        "payment_record": chance.choice(["good", "good", "mixed", "none"]),
    }
    user, finance = people["user"], people["finance_audit"]
    _say(way, day, first, f"{user.post}{way.company.titles[user.pk]}，电话", 1)
    second = min(workday(day + DAY * 3), way.course.until(way.project.stage))
    _say(way, max(day, second), later, f"{finance.post}，面谈", 2)


def _say(way: Way, day: dt.date, changes: dict[str, object], who: str, strength: int) -> None:
    projects.edit_brief(
        way.owner, now=way.clock.at(day), project=way.project, changes=changes, source=who, strength=strength
    )


def brief_route(way: Way, day: dt.date) -> None:
    words, notice = (
        source.read("proofs")["words"],
        way.course.entered.get("bidding") or way.course.last + DAY * 20,
    )
    award = notice + DAY * 35
    changes: dict[str, object] = {
        "agency": way.course.chance.choice(words["agencies"]),
        "expected_notice_on": notice,
    }
    if way.course.method == "enterprise_compare":
        changes["agency"] = "客户采购部自行组织"
    _say(way, day, {**changes, "expected_award_on": award}, "采购经办人，面谈", 2)


def _tender(way: Way, day: dt.date) -> None:
    way.join(way.company.bidder_of(way.course.spec["o"]), "bid_specialist", day)
    days = tender_days(way.course)
    if days is None:
        return
    changes = {
        "documents_issued_at": f"{days.issued} 09:00",
        "deadline_at": f"{days.deadline} 14:00",
        "opening_at": f"{days.deadline} 14:30",
    }
    projects.edit_tender(way.owner, now=way.clock.at(days.issued), project=way.project, changes=changes)
