"""What a row says beside the project itself: brief, contact, diary, team. Nothing of the row is dropped."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from milepost.accounts import actions as account_actions
from milepost.accounts.models import Contact
from milepost.diary import actions as diary_actions
from milepost.diary.models import Entry
from milepost.diary.rules import kinds
from milepost.integrations.landing.desk import Desk, Outcome, warn
from milepost.integrations.rules import fields
from milepost.integrations.rules.rows import Row
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import User
from milepost.playbook.rules.model import Playbook
from milepost.projects import actions as project_actions
from milepost.projects.models import Project
from milepost.ui.text import say, t

_KEPT = ("product", "source", "probability", "region", "industry", "competitors", "lost_reason", "unit")
_TEAM = (
    "presales",
    "bid_specialist",
    "pm",
    "sales_manager",
    "sales_director",
    "legal",
    "finance",
    "executive",
    "sales",
)
NOT_ON_TEAM = Text(
    "协助人没有账号或没有这个角色，已记在备注里", "The helper has no account or not this role; kept as a note"
)


@dataclass(slots=True)
class Pair:
    """A row with the project it became or means; ``new`` when it was made just now."""

    row: Row
    project: Project
    new: bool
    owner: User
    changes: dict[str, object] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)
    """Words for the note: what found no place of its own."""


def note_text(pair: Pair, file_name: str) -> str:
    """What goes into the internal note: remarks without dates and everything without a place of its own."""
    values = pair.row.values
    lines = [
        f"{say(each.label)}：{values[each.key]}"
        for each in fields.FIELDS["projects"]
        if each.key in _KEPT and values.get(each.key) and not (each.key == "product" and values.get("name_made"))
    ]
    lines += pair.loose + [part for part in [values.get("remarks", "")] if part]
    return "\n".join([t(f"导入自 {file_name}", f"Imported from {file_name}"), *lines])[:8000] if lines else ""


def write_diary(desk: Desk, pairs: Sequence[Pair], outcome: Outcome) -> set[int]:
    """Dated lines and one note per row; what stands there already is not written twice. Ids of projects that got any."""
    known = _known_lines([pair.project for pair in pairs if not pair.new])
    new = [entry for pair in pairs for entry in _entries(desk, pair) if (entry.project.pk, entry.text) not in known]
    made = diary_actions.write_many(desk.actor, now=desk.now, rows=new, tell_each=False) if new else []
    outcome.made += [("diary", entry.pk) for entry in made]
    return {entry.project_id for entry in made}


def _known_lines(projects: Sequence[Project]) -> set[tuple[int, str]]:
    if not projects:
        return set()
    return set(Entry.objects.filter(project__in=projects, withdrawn_on=None).values_list("project_id", "text"))


def _entries(desk: Desk, pair: Pair) -> list[diary_actions.NewEntry]:
    values = pair.row.values
    lines = [
        diary_actions.NewEntry(
            pair.project, line.text[:8000], line.kind or kinds.guess(line.text), line.on, by=pair.owner
        )
        for line in values.get("diary", ())
    ]
    next_step = (values.get("next_step") or "")[:200]
    note = note_text(pair, desk.file_name)
    if note or next_step:
        text = note or t(f"导入自 {desk.file_name}", f"Imported from {desk.file_name}")
        lines.append(
            diary_actions.NewEntry(
                pair.project, text, kinds.NOTE, _note_day(desk, values), next_step=next_step, by=desk.actor
            )
        )
    return lines


def _note_day(desk: Desk, values: Mapping[str, object]) -> dt.date:
    """The day of the last contact where the row tells it, else today."""
    last = getattr(values.get("last_contact_on"), "first", None)
    return last if isinstance(last, dt.date) and last <= desk.today else desk.today


def make_contacts(desk: Desk, pairs: Sequence[Pair], outcome: Outcome) -> set[int]:
    """The contact a row names becomes one of the customer's people. Ids of the projects whose row made one."""
    wanted = [pair for pair in pairs if pair.row.values.get("contact") and pair.row.values.get("customer")]
    known = _known_contacts({pair.project.customer_id for pair in wanted})
    new: list[tuple[Pair, account_actions.NewContact]] = []
    for pair in wanted:
        values, customer = pair.row.values, pair.project.customer
        key = (customer.pk, values["contact"][:60])
        if key not in known:
            known.add(key)
            post, phone = values.get("contact_title") or "", values.get("contact_phone") or ""
            new.append((pair, account_actions.NewContact(customer, key[1], post, phone=phone)))
    made = account_actions.create_contacts(desk.actor, now=desk.now, rows=[row for _, row in new]) if new else []
    outcome.made += [("contact", contact.pk) for contact in made]
    return {pair.project.pk for pair, _ in new}


def _known_contacts(customers: Collection[int]) -> set[tuple[int, str]]:
    if not customers:
        return set()
    return set(Contact.objects.filter(customer__in=customers).values_list("customer_id", "name"))


def add_helpers(desk: Desk, pair: Pair, outcome: Outcome) -> None:
    """Named helpers with an account join the team in a role they hold; the others go to the note."""
    for helper in pair.row.values.get("helpers", ()):
        found = desk.person(helper.name)
        role = _team_role(found[0], helper.role) if len(found) == 1 else None
        if role is None:
            warn(outcome, pair.row, "helpers", helper.name, NOT_ON_TEAM)
            pair.loose.append(t(f"协助：{helper.name}", f"Helper: {helper.name}"))
            continue
        try:
            project_actions.add_member(desk.actor, now=desk.now, project=pair.project, user=found[0], role=role)
        except Refused as refusal:
            warn(outcome, pair.row, "helpers", helper.name, refusal.text)


def _team_role(user: User, wanted: str | None) -> str | None:
    held = people.role_keys(user)
    if wanted in held:
        return wanted
    return next((role for role in _TEAM if role in held), None)


def brief_of(pair: Pair, playbook: Playbook) -> dict[str, object]:
    """Fields of the brief that the row fills. What matches nothing in the playbook goes to the note."""
    values = pair.row.values
    found: dict[str, object] = {}
    for key in ("need_by", "expected_notice_on"):
        if values.get(key):
            found[key] = values[key].last
    if said := values.get("procurement_method"):
        if variant := next((v.key for v in playbook.variants if said in (v.key, v.name.zh, v.name.en)), None):
            found["procurement_method"] = variant
        else:
            pair.loose.append(t(f"采购方式：{said}", f"Procurement method: {said}"))
    amount = values.get("amount")
    if amount and amount.high_fen:
        found |= {"budget_min_fen": amount.fen, "budget_max_fen": amount.high_fen}
    return found
