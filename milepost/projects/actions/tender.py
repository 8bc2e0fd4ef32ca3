"""The official dates of the live tender."""

import datetime as dt
import zoneinfo
from collections.abc import Mapping

from django.db import transaction

from milepost.kernel import merge
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.projects.actions import writing
from milepost.projects.actions.brief import WHY_MOVED
from milepost.projects.models import DateChange, Project, TenderDates
from milepost.projects.rules import brief as rules
from milepost.projects.rules import dates
from milepost.trail import queries as trail_queries

INSTANTS = ("documents_issued_at", "deadline_at", "submitted_at", "opening_at")
DAYS = ("award_notice_on", "objection_window_end")
_HAPPENED = ("submitted_at", "award_notice_on")


@transaction.atomic
def edit_tender(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    changes: Mapping[str, object],
    version: int | None = None,
    reason: str = "",
) -> TenderDates:
    """Set official dates; a known one that moves needs ``reason``. Times without an offset are the tender's own."""
    current = writing.locked_to_edit(actor, project)
    TenderDates.objects.get_or_create(project=current)
    tender = TenderDates.objects.select_for_update().get(project=current)
    wanted = _wanted(tender, changes)
    if version is not None and version != tender.version:
        theirs = trail_queries.changed_since("tender", tender.pk, version)
        wanted = merge.keep_mine(wanted, theirs, rules.LABELS, lambda value: _told(tender, value))
    new = {key: value for key, value in wanted.items() if getattr(tender, key) != value}
    if not new:
        return tender
    _check(tender, new, now)
    _keep_moves(actor, now, current, tender, new, reason)
    return _store(actor, now, current, tender, new, reason)


def _wanted(tender: TenderDates, changes: Mapping[str, object]) -> dict[str, object]:
    zone = _zone(str(changes.get("zone") or tender.zone))
    wanted: dict[str, object] = {"zone": zone.key} if "zone" in changes else {}
    for key, value in changes.items():
        if key in INSTANTS:
            wanted[key] = _instant(key, value, zone)
        elif key in DAYS:
            wanted[key] = _day(key, value)
        elif key != "zone":
            raise Refused(Text(f"没有字段「{key}」。", f"There is no field {key!r}."), field=key)
    return wanted


def _zone(name: str) -> zoneinfo.ZoneInfo:
    if name not in zoneinfo.available_timezones():
        raise Refused(Text(f"没有时区「{name}」。", f"There is no time zone {name!r}."), field="zone")
    return zoneinfo.ZoneInfo(name)


def _instant(key: str, value: object, zone: zoneinfo.ZoneInfo) -> dt.datetime | None:
    if value in (None, ""):
        return None
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    except ValueError as error:
        raise Refused(
            Text("时间写成 2026-03-27 09:30 的样子。", "Write the time like 2026-03-27 09:30."), field=key
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _day(key: str, value: object) -> dt.date | None:
    if value in (None, "") or isinstance(value, dt.date):
        return value or None  # type: ignore[return-value]
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise Refused(Text("日期写成 2026-03-27 的样子。", "Write the date like 2026-03-27."), field=key) from error


def _check(tender: TenderDates, new: Mapping[str, object], now: dt.datetime) -> None:
    def stands(key: str) -> object:
        return new.get(key, getattr(tender, key))

    issued, deadline, opening = stands("documents_issued_at"), stands("deadline_at"), stands("opening_at")
    if isinstance(issued, dt.datetime) and isinstance(deadline, dt.datetime) and deadline < issued:
        raise Refused(
            Text("投标截止早于发标时间。", "The deadline lies before the documents were issued."), field="deadline_at"
        )
    if isinstance(opening, dt.datetime) and isinstance(deadline, dt.datetime) and opening < deadline:
        raise Refused(Text("开标早于投标截止。", "The opening lies before the deadline."), field="opening_at")
    for key in _HAPPENED:
        value = new.get(key)
        if (isinstance(value, dt.datetime) and value > now) or (type(value) is dt.date and value > writing.today(now)):
            raise Refused(
                Text("这件事还没有发生，请在发生后再填。", "This has not happened yet; enter it afterwards."), field=key
            )


def _keep_moves(
    actor: User, now: dt.datetime, project: Project, tender: TenderDates, new: Mapping[str, object], reason: str
) -> None:
    moved = [key for key in new if key != "zone" and getattr(tender, key) is not None]
    if not moved:
        return
    why = writing.reason_given(reason, WHY_MOVED)
    DateChange.objects.bulk_create(
        DateChange(
            project=project, field=key, old=_shown(tender, getattr(tender, key)), new=_shown(tender, new[key]),
            moved_days=dates.moved_days(_as_day(getattr(tender, key)), _as_day(new[key])), reason=why,
            changed_on=writing.today(now), by=actor,
        )
        for key in moved
    )  # fmt: skip


def _told(tender: TenderDates, value: object) -> object:
    """A value as trail and date changes keep it: moments on the tender's own clock."""
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(zoneinfo.ZoneInfo(tender.zone)):%Y-%m-%d %H:%M}"
    return rules.plain(value)


def _shown(tender: TenderDates, value: object) -> str:
    return str(_told(tender, value) or "")


def _as_day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


def _store(
    actor: User, now: dt.datetime, project: Project, tender: TenderDates, new: Mapping[str, object], reason: str
) -> TenderDates:
    before = {key: _told(tender, getattr(tender, key)) for key in new}
    for key, value in new.items():
        setattr(tender, key, value)
    tender.version += 1
    tender.save()
    after = {key: _told(tender, value) for key, value in new.items()} | {"version": tender.version}
    writing.note(
        actor, now, project, "project.tender", before, after, why=reason.strip(), kind="tender", object_id=tender.pk
    )
    return tender
