"""Facts of the brief: what was said, by whom, when; and every date that moves."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from milepost.kernel import merge
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects.actions import writing
from milepost.projects.models import Brief, DateChange, Fact, Project
from milepost.projects.rules import brief as rules
from milepost.projects.rules import dates, validity
from milepost.trail import queries as trail_queries

WHY_MOVED = Text("日期或预算改了，请写明原因。", "A date or the budget moved: please say why.")


@transaction.atomic
def edit_brief(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    changes: Mapping[str, object],
    version: int | None = None,
    source: str = "",
    strength: int = 0,
    dated_on: dt.date | None = None,
    reason: str = "",
    learned_late: bool | None = None,
) -> Brief:
    """Write what was learned: one fact per field with its source, date and strength (0 to 3).

    The same value from another source confirms it. A date or a budget that was known and moves needs ``reason``.
    Values: text, ISO or real dates, fen or an amount as written; None or "" for "unknown again".
    """
    current = writing.locked_to_edit(actor, project)
    brief = Brief.objects.select_for_update().get(project=current)
    said_on = _said_on(dated_on, writing.today(now))
    wanted = _wanted(current, changes)
    if version is not None and version != brief.version:
        wanted = merge.keep_mine(
            wanted, trail_queries.changed_since("brief", brief.pk, version), rules.LABELS, rules.plain
        )
    _check_budget(brief, wanted)
    _keep_moves(actor, now, current, brief, wanted, reason, learned_late)
    _add_facts(actor, now, current, wanted, source, _strength(strength), said_on)
    return _store(actor, now, current, brief, wanted, said_on, source, reason)


def _said_on(dated_on: dt.date | None, day: dt.date) -> dt.date:
    if dated_on is not None and dated_on > day:
        raise Refused(Text("日期不能晚于今天。", "The day cannot lie in the future."), field="dated_on")
    return dated_on or day


def _strength(strength: int) -> int:
    if strength not in range(4):
        raise Refused(Text("强度为 0 到 3。", "Strength is 0 to 3."), field="strength")
    return strength


def _wanted(project: Project, changes: Mapping[str, object]) -> dict[str, object]:
    methods = [variant.key for variant in playbooks.compiled(project.playbook_id).variants]
    return {key: rules.clean(key, value, methods) for key, value in changes.items()}


def _check_budget(brief: Brief, wanted: Mapping[str, object]) -> None:
    low = wanted.get("budget_min_fen", brief.budget_min_fen)
    high = wanted.get("budget_max_fen", brief.budget_max_fen)
    if isinstance(low, int) and isinstance(high, int) and low > high:
        field = "budget_max_fen" if "budget_max_fen" in wanted else "budget_min_fen"
        raise Refused(Text("预算上限低于下限。", "The budget's upper end lies below its lower end."), field=field)


def _keep_moves(
    actor: User,
    now: dt.datetime,
    project: Project,
    brief: Brief,
    wanted: Mapping[str, object],
    reason: str,
    late: bool | None,
) -> None:
    moved = [key for key in wanted if key in rules.MOVES and getattr(brief, key) not in (None, wanted[key])]
    if not moved:
        return
    why = writing.reason_given(reason, WHY_MOVED)
    DateChange.objects.bulk_create(
        _move(actor, now, project, key, getattr(brief, key), wanted[key], why, late) for key in moved
    )


def _move(
    actor: User, now: dt.datetime, project: Project, key: str, old: object, new: object, why: str, late: bool | None
) -> DateChange:
    days = None
    if isinstance(old, dt.date) and isinstance(new, dt.date):
        days = dates.moved_days(old, new)
    return DateChange(
        project=project,
        field=rules.MOVES.get(key, key),
        old=_shown(old),
        new=_shown(new),
        moved_days=days,
        reason=why,
        learned_late=late,
        changed_on=writing.today(now),
        by=actor,
    )


def _shown(value: object) -> str:
    return "" if value is None else str(rules.plain(value))[:40]


def _add_facts(
    actor: User,
    now: dt.datetime,
    project: Project,
    wanted: Mapping[str, object],
    source: str,
    strength: int,
    said_on: dt.date,
) -> None:
    playbook = playbooks.compiled(project.playbook_id)
    Fact.objects.bulk_create(
        Fact(
            project=project,
            field=key,
            value=str(rules.plain(value)),
            source=source.strip()[:120],
            strength=strength,
            dated_on=said_on,
            expires_on=validity.expires_on(playbook, project.level, key, said_on),
            by=actor,
            at=now,
        )
        for key, value in wanted.items()
        if value is not None
    )


def _store(
    actor: User,
    now: dt.datetime,
    project: Project,
    brief: Brief,
    wanted: Mapping[str, object],
    said_on: dt.date,
    source: str,
    reason: str,
) -> Brief:
    new = {key: value for key, value in wanted.items() if getattr(brief, key) != value}
    before = {key: rules.plain(getattr(brief, key)) for key in new}
    for key, value in new.items():
        setattr(brief, key, value)
    brief.confirmed_on = max(brief.confirmed_on or said_on, said_on)
    brief.version += bool(new)
    brief.save()
    after: dict[str, object] = {key: rules.plain(value) for key, value in new.items()}
    after = after | {"version": brief.version} if new else {"confirmed": sorted(wanted)}
    why = "; ".join(part for part in (source.strip(), reason.strip()) if part)
    writing.note(actor, now, project, "project.brief", before, after, why=why, kind="brief", object_id=brief.pk)
    return brief


def confirm_brief(actor: User, *, now: dt.datetime, project: Project, source: str = "", strength: int = 0) -> Brief:
    """Say that everything known still holds: every filled field gets a fact of today."""
    brief = Brief.objects.get(project=project)
    known = {field.key: getattr(brief, field.key) for field in rules.FIELDS if getattr(brief, field.key) is not None}
    if not known:
        raise Refused(Text("还没有可以确认的内容。", "There is nothing to confirm yet."))
    return edit_brief(actor, now=now, project=project, changes=known, source=source, strength=strength)


@transaction.atomic
def change_date(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    field: str,
    new: dt.date | None,
    reason: str = "",
    learned_late: bool | None = None,
    version: int | None = None,
) -> Project:
    """Move one date of the project (``expected_sign_on``) or of its brief; old value and reason are kept."""
    if field != "expected_sign_on":
        if rules.BY_KEY.get(field) is None or rules.BY_KEY[field].kind != "date":
            raise Refused(Text("没有这个日期。", "There is no such date."), field="field")
        edit_brief(
            actor,
            now=now,
            project=project,
            changes={field: new},
            reason=reason,
            learned_late=learned_late,
            version=version,
        )
        return writing.locked(project)
    current = writing.locked_to_edit(actor, project)
    if not writing.really_changed(current, version, {field: new}):
        return current
    old = current.expected_sign_on
    if old is not None and old != new:
        why = writing.reason_given(reason, WHY_MOVED)
        _move(actor, now, current, field, old, new, why, learned_late).save()
    return writing.save(actor, now, current, "project.date", {field: new}, why=reason.strip())


@transaction.atomic
def note_criteria_change(
    actor: User, *, now: dt.datetime, project: Project, reason: str, learned_late: bool | None = None
) -> DateChange:
    """The customer changed what he will judge by; say what, and whether we learned of it late."""
    current = writing.locked_to_edit(actor, project)
    why = writing.reason_given(reason, Text("请写明评分标准怎么变了。", "Please say how the criteria changed."))
    change = _move(actor, now, current, "criteria", None, None, why, learned_late)
    change.save()
    writing.note(actor, now, current, "project.criteria", None, {"learned_late": learned_late}, why=why)
    return change
