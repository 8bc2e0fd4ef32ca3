"""The fixed order of what to do today. One thing per project, the highest rung it stands on; seven at most."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from milepost.kernel.text import Text

MOST = 7
SOON_DAYS = 7
BID_DAYS = 10


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: what puts a thing here, and what its button says."""

    key: str
    when: Text
    button: Text
    icon: str


RUNGS = (
    Rung("bid", Text("投标截止在 10 天内", "A bid closes within ten days"), Text("看准备", "Check"), "gavel"),
    Rung("returned", Text("过关申请被退回", "A gate request was sent back"), Text("去补", "Mend"), "arrow-back-up"),
    Rung(
        "lapsed",
        Text("证据失效，权重会掉", "A proof lapsed, the weight falls back"),
        Text("去补", "Mend"),
        "alert-triangle",
    ),
    Rung(
        "promised",
        Text("答应客户的事到期", "A promised step is due"),
        Text("记结果", "Write it down"),
        "calendar-event",
    ),
    Rung("task", Text("任务到期", "A task is due"), Text("去做", "Do it"), "list-check"),
    Rung("ready", Text("材料已齐，可以提请过关", "Everything is there: ask to pass"), Text("提请", "Ask"), "flag-3"),
    Rung(
        "expiring",
        Text("证据 7 天内要复核", "A proof is due for a check"),
        Text("去确认", "Confirm"),
        "clock-exclamation",
    ),
    Rung("still", Text("停留超过常规", "Beyond the stage's norm"), Text("去推进", "Push on"), "hourglass"),
    Rung("incomplete", Text("信息待补", "Facts to complete"), Text("补上", "Complete"), "edit"),
)
PLACES = {rung.key: place for place, rung in enumerate(RUNGS)}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do. ``on`` is its day if it has one; ``amount`` decides between things of one rung and day."""

    rung: str
    project: int
    title: Text
    why: Text
    on: dt.date | None = None
    amount: int = 0
    task: int = 0

    def rank(self) -> tuple[int, dt.date, int, int]:
        """Lower comes first: the rung, then the earlier day, then the larger amount."""
        return PLACES[self.rung], self.on or dt.date.max, -self.amount, self.project


@dataclass(frozen=True, slots=True)
class Known:
    """What the ladder looks at of one open project of the person."""

    project: int
    name: str
    customer: str
    amount: int
    bid_on: dt.date | None
    next_step: str
    next_on: dt.date | None
    limit_on: dt.date | None
    gate: str
    held: bool
    incomplete: bool
    required: int
    missing: tuple[Text, ...]
    expiring: tuple[Text, ...]
    expired: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """One open task of the person."""

    task: int
    title: Text
    project: int
    project_name: str
    customer: str
    amount: int
    due_on: dt.date


def things(projects: Iterable[Known], tasks: Iterable[Due], today: dt.date) -> list[Thing]:
    """At most seven, one per project, in the order of the ladder."""
    found = [thing for one in projects for thing in _of_project(one, today)]
    found += [_task(one, today) for one in tasks if one.due_on <= today + dt.timedelta(days=1)]
    first: dict[int, Thing] = {}
    for thing in sorted(found, key=Thing.rank):
        first.setdefault(thing.project, thing)
    return list(first.values())[:MOST]


def _of_project(one: Known, today: dt.date) -> Sequence[Thing]:
    checks = (_bid, _returned, _lapsed, _promised, _ready, _expiring, _still, _incomplete)
    return [thing for check in checks if (thing := check(one, today))]


def _made(rung: str, one: Known, zh: str, en: str, why: Text, on: dt.date | None = None) -> Thing:
    return Thing(rung, one.project, Text(f"{one.name}：{zh}", f"{one.name}: {en}"), why, on, one.amount)


def _bid(one: Known, today: dt.date) -> Thing | None:
    if one.bid_on is None or not today <= one.bid_on <= today + dt.timedelta(days=BID_DAYS):
        return None
    days = (one.bid_on - today).days
    why = _lacks(one) or Text("逾期不能递交，没有补救", "A late bid is not accepted; nothing mends that")
    return _made("bid", one, f"投标截止还有 {days} 天", f"the bid closes in {days} days", why, one.bid_on)


def _lacks(one: Known) -> Text | None:
    if not one.missing:
        return None
    zh, en = "、".join(text.zh for text in one.missing[:2]), ", ".join(text.en for text in one.missing[:2])
    return Text(f"还差 {len(one.missing)} 条：{zh}", f"{len(one.missing)} still missing: {en}")


def _returned(one: Known, _: dt.date) -> Thing | None:
    if one.gate != "returned":
        return None
    why = _lacks(one) or Text("看审批人要求补什么", "See what the approver asks for")
    return _made("returned", one, "过关被退回", "the gate was sent back", why)


def _lapsed(one: Known, _: dt.date) -> Thing | None:
    if not one.expired:
        return None
    what = one.expired[0]
    why = Text("补上之前这一阶段不算已证明", "Until it is mended the stage does not count as proved")
    return _made("lapsed", one, f"「{what.zh}」失效", f"“{what.en}” lapsed", why)


def _promised(one: Known, today: dt.date) -> Thing | None:
    if not one.next_step or one.next_on is None or one.next_on > today:
        return None
    days = (today - one.next_on).days
    why = (
        Text(f"{one.customer}，晚了 {days} 天", f"{one.customer}, {days} days late")
        if days
        else Text(f"{one.customer}，就是今天", f"{one.customer}, today")
    )
    return _made("promised", one, one.next_step, one.next_step, why, one.next_on)


def _task(one: Due, today: dt.date) -> Thing:
    title = Text(f"{one.project_name}：{one.title.zh}", f"{one.project_name}: {one.title.en}")
    days = (today - one.due_on).days
    zh = f"晚了 {days} 天" if days > 0 else "就是今天" if days == 0 else "明天到期"
    en = f"{days} days late" if days > 0 else "today" if days == 0 else "due tomorrow"
    why = Text(f"{one.customer}，{zh}", f"{one.customer}, {en}")
    return Thing("task", one.project, title, why, one.due_on, one.amount, one.task)


def _ready(one: Known, _: dt.date) -> Thing | None:
    if one.gate or one.missing or not one.required or one.held:
        return None
    return _made(
        "ready", one, "可以提请过关", "ready to ask", Text("剩下的由审批人判定", "The rest is the approver's to settle")
    )


def _expiring(one: Known, _: dt.date) -> Thing | None:
    if not one.expiring:
        return None
    what = one.expiring[0]
    why = Text(
        "跟客户再确认一次；人工判定的请上级重新判定",
        "Confirm with the customer once more; what was judged by hand is judged again",
    )
    return _made("expiring", one, f"「{what.zh}」要复核", f"“{what.en}” is due for a check", why)


def _still(one: Known, today: dt.date) -> Thing | None:
    if one.held or one.gate == "pending" or one.limit_on is None or one.limit_on >= today:
        return None
    days = (today - one.limit_on).days
    why = _lacks(one) or Text("没有下一步", "No next step is planned")
    return _made("still", one, f"超出常规 {days} 天", f"{days} days beyond the norm", why, one.limit_on)


def _incomplete(one: Known, _: dt.date) -> Thing | None:
    if not one.incomplete:
        return None
    return _made(
        "incomplete",
        one,
        "金额待补",
        "no amount yet",
        Text("没有金额就不计入漏斗", "Without an amount it adds nothing to the funnel"),
    )
