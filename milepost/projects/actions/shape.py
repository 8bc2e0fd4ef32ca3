"""What the project is: its name, amount, level, kind, and the playbook it follows."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from milepost.kernel.errors import Refused
from milepost.kernel.money import CURRENCIES
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.models import PlaybookVersion
from milepost.projects import permissions
from milepost.projects.actions import indexing, team, writing
from milepost.projects.models import Origin, Project
from milepost.projects.rules import classify, levels


@transaction.atomic
def rename(actor: User, *, now: dt.datetime, project: Project, name: str, version: int | None = None) -> Project:
    """Give the project another name."""
    current = writing.locked_to_edit(actor, project)
    clean = " ".join(name.split())
    if not clean or len(clean) > 160:
        raise Refused(Text("项目名称为 1 到 160 个字。", "A project name has 1 to 160 characters."), field="name")
    changed = writing.really_changed(current, version, {"name": clean})
    saved = writing.save(actor, now, current, "project.rename", changed)
    indexing.index([saved])
    return saved


@transaction.atomic
def set_amount(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    amount_fen: int | None,
    currency: str | None = None,
    reason: str = "",
    version: int | None = None,
) -> Project:
    """Set the amount in fen; one that was known needs ``reason``. The level follows unless set by hand."""
    current = writing.locked_to_edit(actor, project)
    if amount_fen is not None and amount_fen < 0:
        raise Refused(Text("金额不能是负数。", "An amount cannot be negative."), field="amount_fen")
    if currency is not None and currency not in CURRENCIES:
        raise Refused(Text(f"没有货币「{currency}」。", f"There is no currency {currency!r}."), field="currency")
    changed = writing.really_changed(
        current, version, {"amount_fen": amount_fen, "currency": currency or current.currency}
    )
    if current.amount_fen not in (None, changed.get("amount_fen", current.amount_fen)):
        writing.reason_given(reason, Text("金额变了，请写明原因。", "The amount changed: please say why."))
    origin = Origin.objects.get(project=current)
    if not origin.level_by_hand and "amount_fen" in changed:
        changed["level"] = _level(current, amount_fen, origin.strategic)
    saved = writing.save(actor, now, current, "project.amount", changed, why=reason.strip())
    team.complete_team(actor, now, saved)
    return saved


def _level(project: Project, amount_fen: int | None, strategic: bool) -> str:
    return levels.level_for(amount_fen, strategic, playbooks.compiled(project.playbook_id).levels)


@transaction.atomic
def set_level(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    level: str | None,
    reason: str = "",
    strategic: bool | None = None,
) -> Project:
    """Set the level by hand with a reason, or (None) let amount and ``strategic`` decide it again.

    For somebody above the owner: nobody makes his own project lighter.
    """
    current = writing.locked(project)
    permissions.require_above(actor, current)
    origin = Origin.objects.select_for_update().get(project=current)
    if level is not None:
        writing.reason_given(reason, Text("请写明为什么手工定级。", "Please say why the level is set by hand."))
        if level not in [one.key for one in playbooks.compiled(current.playbook_id).levels]:
            raise Refused(Text("没有这个级别。", "There is no such level."), field="level")
    origin.strategic = origin.strategic if strategic is None else strategic
    origin.level_by_hand = level is not None
    origin.save(update_fields=["strategic", "level_by_hand"])
    new = level or _level(current, current.amount_fen, origin.strategic)
    saved = writing.save(actor, now, current, "project.level", {"level": new}, why=reason.strip())
    team.complete_team(actor, now, saved)
    return saved


@transaction.atomic
def set_kind(
    actor: User,
    *,
    now: dt.datetime,
    project: Project,
    kind: str | None = None,
    contrasts: Mapping[str, str | bool] | None = None,
    reason: str = "",
) -> Project:
    """Say what kind of selling it is: by the five contrasts, or by hand with a reason.

    Leaving the gated playbook is for somebody above the owner.
    """
    current = writing.locked_to_lead(actor, project)
    origin = Origin.objects.select_for_update().get(project=current)
    if contrasts is not None:
        origin.contrasts = dict(contrasts)
        origin.save(update_fields=["contrasts"])
    new = kind or classify.classify(origin.contrasts, _project_from(current)).kind
    if new not in Project.Kind.values:
        raise Refused(Text("没有这种销售方式。", "There is no such kind of selling."), field="kind")
    if kind is not None and kind != current.kind:
        writing.reason_given(reason, Text("请写明为什么改。", "Please say why it changes."))
    if current.kind == Project.Kind.PROJECT and new != current.kind:
        permissions.require_above(actor, current)
    return writing.save(actor, now, current, "project.kind", {"kind": new}, why=reason.strip())


def _project_from(project: Project) -> int:
    modes = playbooks.compiled(project.playbook_id).section("selling_modes") or {}
    return int(modes.get("project_from", 3))


@transaction.atomic
def set_origin(actor: User, *, now: dt.datetime, project: Project, lead_source: str) -> Origin:
    """Say where the project came from: a key of the playbook's lead sources."""
    current = writing.locked_to_edit(actor, project)
    sources = playbooks.compiled(current.playbook_id).section("lead_sources") or []
    if lead_source and lead_source not in [source["key"] for source in sources]:
        raise Refused(Text("没有这个来源。", "There is no such source."), field="lead_source")
    origin = Origin.objects.select_for_update().get(project=current)
    before = {"lead_source": origin.lead_source}
    origin.lead_source = lead_source
    origin.save(update_fields=["lead_source"])
    writing.note(actor, now, current, "project.origin", before, {"lead_source": lead_source})
    return origin


@transaction.atomic
def set_playbook(actor: User, *, now: dt.datetime, project: Project, version: PlaybookVersion) -> Project:
    """Move the project to another published playbook that has its stage; for somebody above the owner."""
    current = writing.locked(project)
    permissions.require_above(actor, current)
    if current.stage not in [stage.key for stage in playbooks.compiled(version.pk).all_stages]:
        raise Refused(
            Text(
                "新版手册里没有项目所在的阶段，不能迁移。", "The new playbook lacks the stage this project stands in."
            ),
            field="version",
        )
    return writing.save(actor, now, current, "project.playbook", {"playbook_id": version.pk})
