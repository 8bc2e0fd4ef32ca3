"""What the playbook's approval matrix says: who decides a kind, and which two decisions need two persons."""

import datetime as dt
from collections.abc import Callable

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.rules import roles
from milepost.playbook.rules import grammar
from milepost.playbook.rules.model import ApprovalRule, Playbook, Stage

DECIDE_IN_WORKING_DAYS = 2


def rule(playbook: Playbook, kind: str) -> ApprovalRule:
    """The matrix row of a kind; raises Refused for a kind the playbook does not know."""
    try:
        return playbook.approval(kind)
    except KeyError:
        raise Refused(Text("流程手册里没有这种审批。", "The playbook knows no such approval."), field="kind") from None


def role_for(playbook: Playbook, kind: str, level: str) -> str:
    """The role that decides ``kind`` at ``level``."""
    return rule(playbook, kind).by_level[level]


def may_act_as(role: str) -> tuple[str, ...]:
    """Roles whose holders may decide what ``role`` decides: the line of command reaches upwards."""
    return roles.LINE[roles.LINE.index(role) :] if role in roles.LINE else (role,)


def apart(playbook: Playbook, kind: str) -> frozenset[str]:
    """Kinds that another person must have decided (the two halves of a two-person check)."""
    found: set[str] = set()
    for stage in playbook.all_stages:
        for check in _approval_checks(stage):
            pair = {check.args["kind"], check.args.get("other_than")}
            if kind in pair and None not in pair:
                found |= pair - {kind}
    return frozenset(found)


def kinds_in(stage: Stage, level: str) -> list[str]:
    """Kinds of approval that the stage's required standards ask for, in the order of the playbook."""
    wanted = {standard.key for standard in stage.standards if standard.required(level)}
    return list(dict.fromkeys(check.args["kind"] for check in _approval_checks(stage, wanted)))


def kinds_of(expr: grammar.Expr) -> list[str]:
    """Kinds of approval that one check asks for."""
    found = [check.args["kind"] for check in grammar.checks(expr) if check.name == "approval_granted"]
    return list(dict.fromkeys(found))


def expires_on(playbook: Playbook, kind: str, level: str, granted_on: dt.date) -> dt.date | None:
    """Last day of a granted decision: a filing protects for the days of its level, others do not end."""
    if kind != "filing":
        return None
    days = (playbook.section("filing") or {}).get("protect_days", {}).get(level)
    return granted_on + dt.timedelta(days=days) if days else None


def due_on(today: dt.date, is_working: Callable[[dt.date], bool | None]) -> dt.date:
    """The day by which a request should be decided: two working days on (plain weeks in unknown years)."""
    day, left = today, DECIDE_IN_WORKING_DAYS
    while left:
        day += dt.timedelta(days=1)
        works = is_working(day)
        left -= (day.weekday() < 5) if works is None else works
    return day


def _approval_checks(stage: Stage, only: set[str] | None = None) -> list[grammar.Check]:
    return [
        check
        for standard in stage.standards
        if only is None or standard.key in only
        for check in grammar.checks(standard.check)
        if check.name == "approval_granted"
    ]
