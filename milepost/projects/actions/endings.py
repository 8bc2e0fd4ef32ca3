"""Waiting, ending, coming back; and the four questions asked before people are committed."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects.actions import writing
from milepost.projects.models import Ending, Hold, Project, Qualification
from milepost.projects.rules import qualify as rules
from milepost.projects.rules.endings import REASON_LISTS

LONGEST_WAIT = dt.timedelta(days=366)


@transaction.atomic
def hold(actor: User, *, now: dt.datetime, project: Project, reason: str, wake_on: dt.date) -> Hold:
    """Wait for a known reason until ``wake_on``; meanwhile the stage's days do not count."""
    current = writing.locked_to_lead(actor, project)
    writing.require_open(current)
    day = writing.today(now)
    why = writing.reason_given(reason, Text("请写明在等什么。", "Please say what is awaited."))[:200]
    if not day < wake_on <= day + LONGEST_WAIT:
        raise Refused(Text("唤醒日期须在一年之内。", "The wake-up day must lie within a year."), field="wake_on")
    if Hold.objects.filter(project=current, until_on=None).exists():
        raise Refused(Text("项目已经在等待。", "The project is already waiting."))
    row = Hold.objects.create(project=current, reason=why, from_on=day, wake_on=wake_on, by=actor)
    writing.note(actor, now, current, "project.hold", None, {"wake_on": wake_on.isoformat()}, why=why)
    return row


@transaction.atomic
def resume(actor: User, *, now: dt.datetime, project: Project) -> Project:
    """Go on; a project that does not wait stays as it is."""
    current = writing.locked_to_lead(actor, project)
    row = Hold.objects.select_for_update().filter(project=current, until_on=None).first()
    if row is not None:
        row.until_on = writing.today(now)
        row.save(update_fields=["until_on"])
        writing.note(actor, now, current, "project.resume", {"from_on": row.from_on.isoformat()}, None)
    return current


@transaction.atomic
def end(
    actor: User, *, now: dt.datetime, project: Project, result: str, reason: str, standard: str = "", note: str = ""
) -> Ending:
    """The project is lost, suspended or left undecided: why (a key of the playbook), and which standard turned it."""
    current = writing.locked_to_lead(actor, project)
    writing.require_open(current)
    playbook = playbooks.compiled(current.playbook_id)
    _check_reason(playbook, result, reason)
    if standard and standard not in {one.key for stage in playbook.all_stages for one in stage.standards}:
        raise Refused(Text("手册里没有这条标准。", "The playbook has no such standard."), field="standard")
    row = Ending.objects.create(
        project=current, result=result, stage=current.stage, reason=reason, standard=standard, note=note.strip(),
        ended_on=writing.today(now), by=actor,
    )  # fmt: skip
    Hold.objects.filter(project=current, until_on=None).update(until_on=writing.today(now))
    writing.save(
        actor, now, current, "project.end", {"status": result}, why=f"{reason} {row.note}".strip(), event="project.ended",
        payload={"result": result},
    )  # fmt: skip
    return row


def _check_reason(playbook: Playbook, result: str, reason: str) -> None:
    if result not in REASON_LISTS:
        raise Refused(
            Text("请选择结果：丢单、暂停或未决。", "Choose a result: lost, suspended or no decision."), field="result"
        )
    known = [one.key for name in REASON_LISTS[result] for one in playbook.reasons.get(name, ())]
    if reason not in known:
        raise Refused(Text("请从列表中选择原因。", "Please choose a reason from the list."), field="reason")


@transaction.atomic
def reopen(actor: User, *, now: dt.datetime, project: Project, reason: str) -> Project:
    """A lost, suspended or undecided project comes back where it stood."""
    current = writing.locked_to_lead(actor, project)
    why = writing.reason_given(reason, Text("请写明为什么重新打开。", "Please say why it is reopened."))
    if current.status not in REASON_LISTS:
        raise Refused(
            Text(
                "只有丢单、暂停、未决的项目可以重新打开。",
                "Only lost, suspended or undecided projects can be reopened.",
            )
        )
    ending = Ending.objects.filter(project=current, reopened_on=None).order_by("-id").first()
    if ending is not None:
        ending.reopened_on = writing.today(now)
        ending.save(update_fields=["reopened_on"])
    return writing.save(
        actor, now, current, "project.reopen", {"status": Project.Status.OPEN}, why=why, event="project.reopened"
    )


@transaction.atomic
def qualify(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    answers: Mapping[str, str],
    walk_away: Sequence[str] = (),
    verdict: str = "",
) -> Qualification:
    """Answer the four questions (yes, no, unknown), set the walk-away conditions, decide go, wait or stop."""
    current = writing.locked_to_lead(actor, project)
    playbook = playbooks.compiled(current.playbook_id)
    _check_answers(playbook, answers, walk_away)
    verdict = verdict or rules.suggestion(answers, len(_questions(playbook)))
    if verdict not in rules.VERDICTS:
        raise Refused(Text("请选择：投入、再看、退出。", "Choose: go, wait or stop."), field="verdict")
    row, _ = Qualification.objects.update_or_create(
        project=current,
        defaults={
            "answers": dict(answers), "walk_away": list(walk_away), "verdict": verdict,
            "decided_on": writing.today(now), "by": actor,
        },
    )  # fmt: skip
    after = {"answers": dict(answers), "walk_away": list(walk_away), "verdict": verdict}
    writing.note(actor, now, current, "project.qualify", None, after)
    return row


def _questions(playbook: Playbook) -> list[str]:
    return [question["key"] for question in playbook.section("opportunity_questions") or []]


def _check_answers(playbook: Playbook, answers: Mapping[str, str], walk_away: Sequence[str]) -> None:
    questions = _questions(playbook)
    if any(key not in questions or answer not in rules.ANSWERS for key, answer in answers.items()):
        raise Refused(Text("请回答：是、否或不知道。", "Answer yes, no or unknown."), field="answers")
    known = [one.key for one in playbook.reasons.get("walk_away_conditions", ())]
    if any(key not in known for key in walk_away):
        raise Refused(Text("请从列表中选择退出条件。", "Choose walk-away conditions from the list."), field="walk_away")
