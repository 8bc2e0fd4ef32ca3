"""What of the sample real work has come to rest upon: those objects stay when the sample goes."""

from collections.abc import Iterator

from django.db.models import CASCADE, Field, ForeignKey, Model, QuerySet

from milepost.accounts.models import Contact, Customer
from milepost.files.models import StoredFile
from milepost.gates.models import Enforcement
from milepost.people.models import Unit, User
from milepost.projects.models import Origin, Project
from milepost.sample.rules import source
from milepost.sample.volume.build import COMPANY


def projects() -> QuerySet[Origin, int]:
    """Ids of the sample's projects."""
    return Origin.objects.filter(is_sample=True).values_list("project_id", flat=True)


def referrers(model: type[Model]) -> Iterator[tuple[type[Model], "ForeignKey[Model, Model]"]]:
    """Every table and key that points at a model, many-to-many tables included."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.related_model, relation.field  # type: ignore[misc,union-attr]


def kept_contacts() -> set[int]:
    """Sample contacts whom something real mentions."""
    return _mentioned(Contact, Contact.objects.filter(is_sample=True))


def kept_customers() -> set[int]:
    """Sample customers with a real project, a real contact, or a contact that stays."""
    sample = Customer.objects.filter(is_sample=True)
    used = set(
        Project.objects.exclude(pk__in=projects()).filter(customer__in=sample).values_list("customer_id", flat=True)
    )
    real = set(Contact.objects.filter(customer__in=sample, is_sample=False).values_list("customer_id", flat=True))
    theirs = set(Contact.objects.filter(pk__in=kept_contacts()).values_list("customer_id", flat=True))
    return used | real | theirs


def kept_people() -> set[int]:
    """Sample accounts that something real rests on: it was made, owned or decided by them."""
    return _mentioned(User, User.objects.filter(is_sample=True))


def _mentioned(model: type[Model], sample: QuerySet) -> set[int]:  # type: ignore[type-arg]
    ids = set(sample.values_list("pk", flat=True))
    found: set[int] = set()
    for related, key in referrers(model):
        if _goes_along(related, key):
            continue
        rows = related._base_manager.filter(**{f"{key.name}__in": ids})
        found |= set(_real(related, rows).values_list(key.attname, flat=True))
    return found


def _goes_along(related: type[Model], key: "ForeignKey[Model, Model]") -> bool:
    """A person's own settings and notices go with him; a table that only joins two others says nothing by itself."""
    return key.remote_field.on_delete is CASCADE and not related._meta.auto_created


def _real(model: type[Model], rows: QuerySet) -> QuerySet:  # type: ignore[type-arg]
    """Those of the rows that are not of a sample project or customer."""
    if model is Project:
        return rows.exclude(pk__in=projects())
    if model is Customer:
        return rows.exclude(is_sample=True)
    if model is StoredFile:
        return rows.exclude(project_id__in=projects())
    if model._meta.auto_created:
        keys = _keys_into_projects(model)
        return rows.exclude(**{f"{keys[0]}__project__in": projects()}) if keys else rows
    return rows.exclude(project__in=projects()) if _has_project(model) else rows


def _has_project(model: type[Model]) -> bool:
    return any(isinstance(field, Field) and field.name == "project" for field in model._meta.get_fields())


def _keys_into_projects(model: type[Model]) -> list[str]:
    """The keys of a joining table that lead to an object of a project."""
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [key.name for key in keys if _has_project(key.related_model)]


def units() -> list[Unit]:
    """Units of the sample company and of the measured one, the lowest first."""
    names = {one["name"] for one in source.read("org")["units"]} | {COMPANY}
    tops = Unit.objects.filter(parent=None, name__in=names)
    below = [unit for top in tops for unit in Unit.objects.filter(path__startswith=top.path)]
    return sorted(below, key=lambda unit: -len(unit.path))


def unit_is_used(unit: Unit) -> bool:
    """Whether people, roles, other units, projects or customers still hang on a unit."""
    for related, key in referrers(Unit):
        if related._base_manager.filter(**{key.attname: unit.pk}).exists():
            return True
    places = {"unit_path__startswith": unit.path}
    return Project.objects.filter(**places).exists() or Customer.objects.filter(**places).exists()


def forget_unit(unit: Unit) -> None:
    """Delete a unit nobody uses, with what was said about strictness in it."""
    Enforcement.objects.filter(unit_path=unit.path).delete()
    Unit.objects.filter(pk=unit.pk).delete()
