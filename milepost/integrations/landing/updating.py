"""A row that means a known project: what differs is changed through its own doors, each change undoable."""

from collections.abc import Mapping, Sequence
from typing import Any

from milepost.accounts.rules import names
from milepost.integrations.landing.desk import Desk, Outcome, warn
from milepost.integrations.landing.extras import Pair, brief_of
from milepost.integrations.rules.numerals import plain
from milepost.kernel.text import Text
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects import actions as project_actions
from milepost.projects.models import Brief, Project
from milepost.projects.rules.endings import REASON_LISTS
from milepost.ui.text import t

STAGE_STAYS = Text(
    "阶段不随导入改变，要在项目里过关", "An import does not move the stage; pass the gate in the project"
)
WON_STAYS = Text("赢单要在项目里用证据过关，导入不算", "A win is proved at the gate, not by an import")
OPEN_STAYS = Text("项目已结束，要重新打开请在项目里操作", "The project has ended; reopen it in the project")
NO_REASON = Text("结束项目要选原因，请在项目里操作", "Ending a project needs a reason; do it in the project")
CUSTOMER_STAYS = Text("客户与系统中的不同，没有改", "The customer differs from the known one and was not changed")
Plain = dict[str, object]


def why(desk: Desk) -> str:
    """The reason every change of an import carries."""
    return t(f"导入：{desk.file_name}", f"Import: {desk.file_name}")[:200]


def differences(pair: Pair, playbook: Playbook) -> Plain:
    """Columns of the project whose value in the row is another; what the row leaves blank never counts."""
    values, project = pair.row.values, pair.project
    found: Plain = {}
    if not values.get("name_made") and values["name"][:160] != project.name:
        found["name"] = values["name"][:160]
    amount = values.get("amount")
    if amount and (amount.fen, values["currency"]) != (project.amount_fen, project.currency):
        found["amount_fen"], found["currency"] = amount.fen, values["currency"]
    sign = values.get("expected_sign_on")
    if sign and sign.last != project.expected_sign_on:
        found["expected_sign_on"] = sign.last
    if values.get("owner") and pair.owner.pk != project.owner_id and pair.owner.name == values["owner"].name:
        found["owner"] = pair.owner
    if _ends(pair) and reason_key(playbook, values["place"].outcome, values.get("lost_reason")):
        found["status"] = values["place"].outcome
    return found


def _ends(pair: Pair) -> bool:
    return pair.row.values["place"].outcome in REASON_LISTS and pair.project.status == Project.Status.OPEN


def reason_key(playbook: Playbook, outcome: str, said: str | None) -> str | None:
    """The playbook's reason that the words name, in either language; None when they name none."""
    if not said:
        return None
    bare = plain(said).casefold()
    reasons = [one for name in REASON_LISTS.get(outcome, ()) for one in playbook.reasons.get(name, ())]
    exact = (one.key for one in reasons if bare in (one.key, one.name.zh.casefold(), one.name.en.casefold()))
    return next(exact, None)


def update(desk: Desk, pair: Pair, playbook: Playbook, outcome: Outcome) -> None:
    """Change what differs; ``pair.changes`` then holds the values before."""
    _warn(pair, playbook, outcome)
    new = differences(pair, playbook)
    brief = _brief_changes(pair, playbook)
    pair.changes = {key: plain_value(pair.project, key) for key in new}
    _change(desk, pair, new)
    if brief:
        pair.changes["brief"] = {key: old for key, (old, _) in brief.items()}
        changes = {key: value for key, (_, value) in brief.items()}
        project_actions.edit_brief(
            desk.actor, now=desk.now, project=pair.project, changes=changes, source=why(desk), reason=why(desk)
        )
    pair.project.refresh_from_db(fields=["version", "status"])


def plain_value(project: Project, key: str) -> object:
    """A column as an undo record keeps it."""
    if key == "owner":
        return project.owner_id
    value = getattr(project, key)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _change(desk: Desk, pair: Pair, new: Mapping[str, Any]) -> None:
    actor, now, project, reason = desk.actor, desk.now, pair.project, why(desk)
    if "name" in new:
        project_actions.rename(actor, now=now, project=project, name=new["name"])
    if "amount_fen" in new:
        amount, currency = new["amount_fen"], new["currency"]
        project_actions.set_amount(actor, now=now, project=project, amount_fen=amount, currency=currency, reason=reason)
    if (day := new.get("expected_sign_on")) is not None:
        project_actions.change_date(actor, now=now, project=project, field="expected_sign_on", new=day, reason=reason)
    if "owner" in new:
        project_actions.hand_over(actor, now=now, project=project, new_owner=new["owner"], reason=reason)
    if "status" in new:
        key = reason_key_of(pair)
        project_actions.end(actor, now=now, project=project, result=new["status"], reason=key, note=reason)


def reason_key_of(pair: Pair) -> str:
    """The reason's key, which :func:`differences` has found to exist."""
    playbook = playbooks.compiled(pair.project.playbook_id)
    return reason_key(playbook, pair.row.values["place"].outcome, pair.row.values.get("lost_reason")) or ""


def _warn(pair: Pair, playbook: Playbook, outcome: Outcome) -> None:
    """Say what an import may not change and the row would."""
    said, project = pair.row.values.get("customer"), pair.project
    if pair.row.values.get("stage_known") and (stays := _what_stays(pair, playbook)):
        warn(outcome, pair.row, "stage", pair.row.values["place"].key, stays)
    known = (project.customer.name, project.customer.external_id)
    if said and said not in known and names.normalise(said) != project.customer.name_key:
        warn(outcome, pair.row, "customer", said, CUSTOMER_STAYS)


def _what_stays(pair: Pair, playbook: Playbook) -> Text | None:
    place, project = pair.row.values["place"], pair.project
    is_open = project.status == Project.Status.OPEN
    if place.outcome == "won" and is_open:
        return WON_STAYS
    if _ends(pair) and not reason_key(playbook, place.outcome, pair.row.values.get("lost_reason")):
        return NO_REASON
    if place.outcome == "open" and project.status in REASON_LISTS:
        return OPEN_STAYS
    return STAGE_STAYS if place.outcome == "open" and is_open and place.stage != project.stage else None


def _brief_changes(pair: Pair, playbook: Playbook) -> dict[str, tuple[object, object]]:
    wanted = brief_of(pair, playbook)
    if not wanted:
        return {}
    brief = Brief.objects.get(project=pair.project)
    old = {key: getattr(brief, key) for key in wanted}
    return {key: (_plain(old[key]), value) for key, value in wanted.items() if old[key] != value}


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def set_new_brief(desk: Desk, pair: Pair, playbook: Playbook) -> None:
    """The brief of a project that was made just now."""
    if wanted := brief_of(pair, playbook):
        project_actions.edit_brief(desk.actor, now=desk.now, project=pair.project, changes=wanted, source=why(desk))


def undo_records(pairs: Sequence[Pair], before: Mapping[int, int]) -> list[dict[str, object]]:
    """What an undo needs of each project that was changed."""
    return [
        {"kind": "project", "id": pair.project.pk, "version": pair.project.version, "before": pair.changes}
        for pair in pairs
        if not pair.new and pair.changes and pair.project.pk in before
    ]
