"""Rows that belong to a project already here: activities for its diary, history of its stages."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from milepost.accounts.models import Contact
from milepost.diary import actions as diary_actions
from milepost.diary.models import Entry
from milepost.integrations.landing.desk import Desk, Outcome, good, reject
from milepost.integrations.rules.rows import Row
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.projects import actions as project_actions
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Origin, Project, StageEntry

NO_PROJECT = Text("系统里没有这个项目，请先导入项目", "There is no such project; import the projects first")
SEVERAL = Text("有几个同名项目，请用编号指明", "Several projects have this name; give the number")


class _Projects:
    """Finds the projects rows speak of: by the other system's number, our code, or the name."""

    def __init__(self, desk: Desk, rows: Sequence[Row]) -> None:
        said = {row.values["project"] for row in rows if row.values.get("project")}
        seen = project_permissions.visible_to(desk.actor).select_related("customer", "owner")
        numbers = dict(Origin.objects.filter(external_id__in=said).values_list("external_id", "project_id"))
        by_pk = {one.pk: one for one in seen.filter(pk__in=numbers.values())}
        self._by_number = {number: by_pk[pk] for number, pk in numbers.items() if pk in by_pk}
        self._by_number |= {one.code: one for one in seen.filter(code__in=said)}
        self._by_name: dict[str, list[Project]] = {}
        for one in seen.filter(name__in=said):
            self._by_name.setdefault(one.name, []).append(one)

    def find(self, row: Row, outcome: Outcome) -> Project | None:
        """The project, or None after the row was rejected."""
        said = row.values.get("project") or ""
        if said in self._by_number:
            return self._by_number[said]
        found = self._by_name.get(said, [])
        if row.values.get("customer") and len(found) > 1:
            found = [one for one in found if one.customer.name == row.values["customer"]]
        if len(found) == 1:
            return found[0]
        reject(outcome, row, "project", said, SEVERAL if found else NO_PROJECT)
        return None


class Activities:
    """Lands rows of activities as diary entries."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def land(self, rows: Iterable[Row]) -> Outcome:
        """Land about a hundred rows in the caller's transaction; one that stands there already is left as it is."""
        outcome = Outcome()
        kept = good(rows, outcome)
        projects = _Projects(self.desk, kept)
        found = [(row, project) for row in kept if (project := projects.find(row, outcome))]
        known = _known_entries([project for _, project in found])
        for row, project in found:
            key = (project.pk, row.values["happened_on"].last, row.values["summary"])
            if key in known:
                outcome.unchanged += 1
                continue
            known.add(key)
            self._write(row, project, outcome)
        return outcome

    def _write(self, row: Row, project: Project, outcome: Outcome) -> None:
        author = self.desk.owner(row.values.get("owner"), row, outcome)
        if author is None:
            return
        if not self.desk.dry:
            try:
                (entry,) = diary_actions.write_many(
                    self.desk.actor, now=self.desk.now, rows=[self._entry(row, project, author)], tell_each=False
                )
            except Refused as refusal:
                reject(outcome, row, refusal.field or "", row.values["summary"], refusal.text)
                return
            outcome.made.append(("diary", entry.pk))
            outcome.touched.add(project.pk)
        outcome.created += 1

    def _entry(self, row: Row, project: Project, author: User) -> diary_actions.NewEntry:
        values = row.values
        met = (
            list(Contact.objects.filter(customer=project.customer, name=values["person"], left_on=None)[:1])
            if values.get("person")
            else []
        )
        text = values["summary"] if met or not values.get("person") else f"{values['person']}：{values['summary']}"
        return diary_actions.NewEntry(
            project, text, values["kind_key"], min(values["happened_on"].last, self.desk.today), people=met, by=author,
            external_id=values.get("external_id") or "",
        )  # fmt: skip


def _known_entries(projects: Sequence[Project]) -> set[tuple[int, dt.date, str]]:
    found = Entry.objects.filter(project__in=projects, withdrawn_on=None)
    return set(found.values_list("project_id", "happened_on", "text"))


class History:
    """Lands rows of stage history: when a project came into which stage, as the other system tells it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def land(self, rows: Iterable[Row]) -> Outcome:
        """Land about a hundred rows in the caller's transaction."""
        outcome = Outcome()
        kept = good(rows, outcome)
        projects = _Projects(self.desk, kept)
        found = [(row, project) for row in kept if (project := projects.find(row, outcome))]
        known = _known_stages([project for _, project in found])
        new: list[project_actions.PastStage] = []
        for row, project in found:
            past = project_actions.PastStage(
                project, row.values["place"].stage, min(row.values["entered_on"].first, self.desk.today)
            )
            key = (project.pk, past.stage, past.entered_on)
            outcome.unchanged += key in known
            outcome.created += key not in known
            if key not in known:
                known.add(key)
                new.append(past)
        if new and not self.desk.dry:
            self._write(new, outcome)
        return outcome

    def _write(self, new: Sequence[project_actions.PastStage], outcome: Outcome) -> None:
        present = _present_stages([past.project for past in new])
        past_only = [past for past in new if present[past.project.pk] != past.stage]
        project_actions.record_history(self.desk.actor, now=self.desk.now, rows=past_only)
        for past in new:
            record: dict[str, Any] = {
                "kind": "stage-entry",
                "id": past.project.pk,
                "version": 0,
                "before": {},
                "stage": past.stage,
                "on": past.entered_on.isoformat(),
            }
            if present[past.project.pk] == past.stage:
                before = project_actions.set_entered_on(
                    self.desk.actor, now=self.desk.now, project=past.project, entered_on=past.entered_on
                )
                record["before"] = {"entered_on": before.isoformat()}
            outcome.changed.append(record)
            outcome.touched.add(past.project.pk)


def _known_stages(projects: Sequence[Project]) -> set[tuple[int, str, dt.date]]:
    return set(StageEntry.objects.filter(project__in=projects).values_list("project_id", "stage", "entered_on"))


def _present_stages(projects: Sequence[Project]) -> dict[int, str]:
    """The stage each project stands in; ended ones count their last."""
    return {project.pk: project.stage for project in projects}
