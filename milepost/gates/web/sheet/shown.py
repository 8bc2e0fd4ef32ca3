"""The gate sheet for a template: rows with names, doors to add what is missing, and what the approver settles."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from milepost.approvals import panels as approval_panels
from milepost.evidence import panels as evidence_panels
from milepost.gates.queries import Row, Sheet, wants_hand
from milepost.gates.rules.needs import Need
from milepost.gates.web import words
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook.rules.judge import HAND
from milepost.ui.text import say, t


@dataclass(frozen=True, slots=True)
class Door:
    """One button beside a missing standard. ``ask``: a kind of approval to ask for by one click."""

    label: str
    href: str
    icon: str
    sheet: bool = True
    ask: str = ""


def rows(sheet: Sheet, given: tuple[Row, ...], user: User) -> list[dict[str, Any]]:
    """Rows for a template."""
    return [row(sheet, one, user) for one in given]


def row(sheet: Sheet, one: Row, user: User) -> dict[str, Any]:
    """One row for a template."""
    playbook = sheet.playbook
    return {
        "row": one,
        "key": one.key,
        "name": say(one.name),
        "state": "waiting" if one.here and one.state in {"unmet", "expired"} else one.state,
        "why": say(one.why),
        "change": "" if one.here else _told(one.change),
        "lacks": "" if one.here else _told(text for text in one.change if text != HAND),
        "by_hand": any(reason.by_hand for reason in one.verdict.reasons),
        "wants_hand": wants_hand(one.verdict),
        "pieces": [evidence_panels.piece(piece, playbook) for piece in one.pieces],
        "openable": _openable(sheet, one, user),
        "asked": [_asked(sheet, approval) for approval in one.approvals if approval.state == "pending"],
        "doors": list(_doors(sheet, one)) if sheet.may_ask and not sheet.may_decide and not one.verdict.counts else [],
        "waiver": one.waiver,
        "waiver_reason": words.reason(playbook, "waiver_reasons", one.waiver.reason) if one.waiver else "",
        "judgement": one.judgement,
        "until": one.verdict.valid_until or one.verdict.counts_until,
    }


def _told(change: Iterable[Text]) -> str:
    return t("；", "; ").join(say(text) for text in change)


def _openable(sheet: Sheet, one: Row, user: User) -> list[Any]:
    """Pieces the reader may judge by: those of the standard first, none he added himself."""
    own = [shown.piece for shown in one.pieces]
    rest = [shown.piece for shown in sheet.shelf if shown.piece not in own]
    return [piece for piece in (*own, *rest) if piece.by_id != user.pk]


def _asked(sheet: Sheet, approval: Any) -> str:
    name = approval_panels.kind_name(sheet.playbook, approval.kind)
    return t(f"“{name}”等 {approval.approver.name} 批准", f"“{name}” waits for {approval.approver.name}")


def _doors(sheet: Sheet, one: Row) -> Iterator[Door]:
    told: set[Door] = set()
    for need in _facts_together(one.needs):
        for door in _door(sheet, one, need):
            if door not in told:
                told.add(door)
                yield door
    if one.waivable and one.waiver is None and one.verdict.required and not sheet.stage.delivery:
        href = f"{reverse('waiver_ask', args=[sheet.project.pk])}?standard={one.key}"
        yield Door(t("申请豁免", "Ask for a waiver"), href, "hand-stop")


def _facts_together(needs: tuple[Need, ...]) -> Iterator[Need]:
    """Facts to fill in are one form, wherever the standard asks for them."""
    keys = [key for need in needs if need.door in _FACTS for key in need.keys]
    if keys:
        yield Need("brief", tuple(dict.fromkeys(keys)))
    yield from (need for need in needs if need.door not in _FACTS)


def _door(sheet: Sheet, one: Row, need: Need) -> Iterator[Door]:
    maker = _MAKERS.get(need.door)
    return maker(sheet, one, need) if maker else iter(())


def _evidence(sheet: Sheet, one: Row, need: Need) -> Iterator[Door]:
    yield Door(_evidence_label(sheet, one, need), evidence_address(sheet, one, need), "plus")


def _evidence_label(sheet: Sheet, one: Row, need: Need) -> str:
    """Says which piece where the standard asks for several."""
    several = sum(other.door == "evidence" for other in one.needs) > 1
    name = (
        next((say(kind.name) for kind in sheet.playbook.evidence_types if kind.key in need.keys[:1]), "")
        if several
        else ""
    )
    return t(f"添加证据：{name}", f"Add evidence: {name}") if name else t("添加证据", "Add evidence")


def _hand(sheet: Sheet, one: Row, need: Need) -> Iterator[Door]:
    """A verifier needs one piece to open; with something on the shelf the team owes nothing more."""
    return iter(()) if sheet.shelf else _evidence(sheet, one, need)


def _approval(sheet: Sheet, one: Row, need: Need) -> Iterator[Door]:
    for kind in one.ask_kinds:
        if kind in need.keys:
            name = approval_panels.kind_name(sheet.playbook, kind)
            href = reverse("approval_ask", args=[sheet.project.pk])
            yield Door(t(f"提请“{name}”", f"Ask for “{name}”"), href, "send", ask=kind)


def _declaration(sheet: Sheet, one: Row, need: Need) -> Iterator[Door]:
    for kind in need.keys:
        if kind in approval_panels.DECLARATIONS:
            name = say(approval_panels.DECLARATIONS[kind])
            href = f"{reverse('declare', args=[sheet.project.pk])}?kind={kind}"
            yield Door(t(f"声明：{name}", f"Declare: {name}"), href, "writing")


def _fact(sheet: Sheet, one: Row, need: Need) -> Iterator[Door]:
    fields = words.fields_of(need)
    if fields:
        href = f"{reverse('gate_facts', args=[sheet.project.pk])}?{urlencode({'field': fields}, doseq=True)}"
        yield Door(t(f"填写{words.field_names(need)}", f"Fill in {words.field_names(need)}"), href, "pencil")


def _diary(sheet: Sheet, one: Row, need: Need) -> Iterator[Door]:
    href = reverse("project", args=[sheet.project.pk])
    yield Door(t("写拜访日志", "Write a visit note"), href, "notes", sheet=False)


_FACTS = ("brief", "tender")
_MAKERS: dict[str, Callable[[Sheet, Row, Need], Iterator[Door]]] = {
    "evidence": _evidence,
    "hand": _hand,
    "approval": _approval,
    "declaration": _declaration,
    "brief": _fact,
    "tender": _fact,
    "diary": _diary,
}


def evidence_address(sheet: Sheet, one: Row, need: Need) -> str:
    """The evidence form, proposed for one standard."""
    mark = f"#{sheet.occurrence}" if sheet.stage.repeatable else ""
    asked: dict[str, Any] = {"serves": one.key + mark, "occurrence": sheet.occurrence}
    if need.keys:
        asked["type"] = need.keys[0]
    if need.tags:
        asked["tag"] = list(need.tags)
    return f"{reverse('evidence_add', args=[sheet.project.pk])}?{urlencode(asked, doseq=True)}"
