"""What is known of a project, and how well."""

from dataclasses import dataclass
from itertools import groupby

from milepost.projects.models import Brief, Fact, Project, TenderDates
from milepost.projects.rules import brief as rules
from milepost.projects.rules import sources


@dataclass(frozen=True, slots=True)
class FieldKnown:
    """One field of the brief: its definition, its value as stored, and how well it is known (None: unknown)."""

    field: rules.BriefField
    value: object
    known: sources.Known | None

    @property
    def single_source(self) -> bool:
        """True for 单一来源."""
        return self.known is not None and self.known.single_source


def brief_of(project: Project) -> Brief:
    """The brief; every project has one."""
    return Brief.objects.get(project=project)


def tender_of(project: Project) -> TenderDates | None:
    """Official dates of the live tender, None before any is entered."""
    return TenderDates.objects.filter(project=project).first()


def sources_of(project: Project, brief: Brief | None = None) -> dict[str, FieldKnown]:
    """Every field of the brief in the order of the form, with what supports its present value."""
    brief = brief or brief_of(project)
    facts = Fact.objects.filter(project=project).select_related("by").order_by("field", "-dated_on", "-id")
    said = {field: [_said(fact) for fact in group] for field, group in groupby(facts, key=lambda fact: fact.field)}
    return {field.key: _known(field, getattr(brief, field.key), said.get(field.key, [])) for field in rules.FIELDS}


def _said(fact: Fact) -> sources.Said:
    return sources.Said(fact.value, fact.source, fact.strength, fact.dated_on, fact.by.name, fact.expires_on)


def _known(field: rules.BriefField, value: object, said: list[sources.Said]) -> FieldKnown:
    if value is None:
        return FieldKnown(field, None, None)
    standing = str(rules.plain(value))
    return FieldKnown(field, value, sources.known([one for one in said if one.value == standing]))
