"""Rows of projects: each becomes a project at its mapped stage, claimed and not proved, or updates one."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from milepost.accounts.models import Customer
from milepost.integrations.landing import currency, extras, naming, updating
from milepost.integrations.landing.desk import Desk, Outcome, good, reject, warn
from milepost.integrations.landing.extras import Pair
from milepost.integrations.landing.matching import Known, key_of
from milepost.integrations.rules.rows import Row
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects import actions as project_actions
from milepost.projects.models import Project

NO_CURRENCY = Text("没有这种货币", "This currency is not kept")
Owned = list[tuple[Row, User]]


class Landing:
    """Lands rows of projects; one object for a whole file, so that it remembers what the file has used."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.playbook = playbooks.live_playbook()

    def land(self, rows: Iterable[Row]) -> Outcome:
        """Land about a hundred rows in the caller's transaction."""
        outcome = Outcome()
        checked = self._checked(good(rows, outcome), outcome)
        for batch in _batches(checked):
            self._land_batch(batch, outcome)
        outcome.incomplete += sum(1 for row, _ in checked if row.incomplete)
        return outcome

    def _checked(self, rows: Sequence[Row], outcome: Outcome) -> Owned:
        """Rows whose owner, currency and customer's name can be taken, with the owner."""
        checked: Owned = []
        for row in rows:
            values = row.values
            amount = values.get("amount")
            said = (amount.currency if amount else None) or values.get("currency")
            values["currency"] = currency.code(said)
            if values["currency"] is None:
                reject(outcome, row, "currency", said or "", NO_CURRENCY)
            elif len(values.get("customer") or "") > naming.LONGEST:
                reject(outcome, row, "customer", values["customer"], naming.TOO_LONG)
            elif owner := self.desk.owner(values.get("owner"), row, outcome):
                checked.append((row, owner))
        return checked

    def _land_batch(self, batch: Owned, outcome: Outcome) -> None:
        known = Known(self.desk, [row for row, _ in batch])
        found = [(row, owner, known.project_of(row)) for row, owner in batch]
        if self.desk.dry:
            self._count(found, outcome)
            return
        customers = self._customers(batch, outcome)
        fresh = [(row, owner) for row, owner, project in found if project is None]
        made = iter(self._create(fresh, customers, outcome))
        pairs = [Pair(row, project or next(made), project is None, owner) for row, owner, project in found]
        self._finish(pairs, outcome)

    def _count(self, found: Sequence[tuple[Row, User, Project | None]], outcome: Outcome) -> None:
        """A dry run: what would be made, changed or left as it is."""
        for row, owner, project in found:
            key = key_of(row)
            if project is None and (key[0] == "name" or key not in self.desk.seen):
                outcome.created += 1
            elif project is not None and updating.differences(Pair(row, project, False, owner), self.playbook):
                outcome.updated += 1
            else:
                outcome.unchanged += 1
            self.desk.seen.add(key)

    def _customers(self, batch: Owned, outcome: Outcome) -> dict[str, Customer]:
        wanted = [
            naming.Wanted(
                values["customer"], owner, (values.get("industry") or "")[:40], (values.get("region") or "")[:40]
            )
            for row, owner in batch
            if (values := row.values).get("customer")
        ]
        found = naming.customers(self.desk, wanted, outcome)
        if any(not row.values.get("customer") for row, _ in batch):
            found[""] = naming.unnamed(self.desk, outcome)
        return found

    def _create(self, fresh: Owned, customers: dict[str, Customer], outcome: Outcome) -> list[Project]:
        if not fresh:
            return []
        rows = [self._new(row, owner, customers[row.values.get("customer") or ""]) for row, owner in fresh]
        made = project_actions.create_many(self.desk.actor, now=self.desk.now, rows=rows, tell_each=False)
        outcome.made += [("project", project.pk) for project in made]
        return made

    def _new(self, row: Row, owner: User, customer: Customer) -> project_actions.NewProject:
        values = row.values
        place, amount, sign = values["place"], values.get("amount"), values.get("expected_sign_on")
        return project_actions.NewProject(
            customer=customer,
            owner=owner,
            name=values["name"][:160],
            amount_fen=amount.fen if amount else None,
            currency=values["currency"],
            kind=Project.Kind.PROJECT,
            lead_source=_lead_source(self.playbook, values.get("source")),
            strategic=values.get("level") == "A",
            imported=True,
            external_id=(values.get("external_id") or "")[:80],
            expected_sign_on=sign.last if sign else None,
            stage=place.stage,
            status=place.outcome,
            entered_on=_entered_on(row, self.desk.today),
            reason=_reason(self.playbook, place.outcome, values.get("lost_reason")),
        )

    def _finish(self, pairs: Sequence[Pair], outcome: Outcome) -> None:
        """Everything beside the projects themselves; then each row is counted once."""
        before = {pair.project.pk: pair.project.version for pair in pairs if not pair.new}
        for pair in pairs:
            self._beside(pair, outcome)
        written = extras.write_diary(self.desk, pairs, outcome) | extras.make_contacts(self.desk, pairs, outcome)
        for pair in pairs:
            if not (pair.new or pair.changes or pair.project.pk in written):
                outcome.unchanged += 1
                continue
            outcome.touched.add(pair.project.pk)
            outcome.created += pair.new
            outcome.updated += not pair.new
        outcome.changed += updating.undo_records(pairs, before)

    def _beside(self, pair: Pair, outcome: Outcome) -> None:
        try:
            if pair.new:
                updating.set_new_brief(self.desk, pair, self.playbook)
                self._level(pair)
            else:
                updating.update(self.desk, pair, self.playbook, outcome)
            extras.add_helpers(self.desk, pair, outcome)
        except Refused as refusal:
            warn(outcome, pair.row, refusal.field or "", pair.project.name, refusal.text)

    def _level(self, pair: Pair) -> None:
        level = pair.row.values.get("level")
        if level and level != pair.project.level:
            why = pair.loose[0] if pair.loose else updating.why(self.desk)
            pair.project = project_actions.set_level(
                self.desk.actor, now=self.desk.now, project=pair.project, level=level, reason=why
            )


def _batches(rows: Owned) -> Iterator[Owned]:
    """Cut where the same number comes again, so that the second row meets the project the first one made."""
    batch: Owned = []
    seen = set[tuple[str, ...]]()
    for row, owner in rows:
        key = key_of(row)
        if key[0] != "name" and key in seen:
            yield batch
            batch, seen = [], set()
        batch.append((row, owner))
        seen.add(key)
    if batch:
        yield batch


def _entered_on(row: Row, today: dt.date) -> dt.date | None:
    """When it came into its stage, as far as the table tells: the first stages from its beginning, an ended one at its end."""
    values = row.values
    place = values["place"]
    ended = place.outcome != "open"
    keys = (
        ("expected_sign_on", "last_contact_on", "created_on")
        if ended
        else ("created_on",)
        if place.stage in ("discovery", "contact")
        else ()
    )
    days = [values[key].first for key in keys if values.get(key)]
    return next((day for day in days if day <= today), None)


def _lead_source(playbook: Playbook, said: str | None) -> str:
    sources = playbook.section("lead_sources") or []
    return next((str(one["key"]) for one in sources if said and said in (one["key"], one["zh"], one["en"])), "")


def _reason(playbook: Playbook, outcome: str, said: str | None) -> str:
    return updating.reason_key(playbook, outcome, said) or ""
