"""Building the measured company: units, sellers, customers, projects, diary, standings and index."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from milepost.accounts.models import Contact, Customer
from milepost.accounts.rules import names
from milepost.control import actions as control
from milepost.diary.models import Entry
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import actions as people
from milepost.people import queries as who
from milepost.people.models import Unit, User
from milepost.playbook import actions as playbooks
from milepost.playbook import queries as playbook_queries
from milepost.projects.models import Brief, Member, Origin, Pass, Project, StageEntry
from milepost.projects.rules import codes, levels
from milepost.sample.volume import shape
from milepost.sample.volume.pour import next_id, pour, settle_numbers
from milepost.sample.volume.shape import STAGES, OneProject, Size
from milepost.search import actions as search
from milepost.trail import actions as trail

COMPANY = "规模测试公司（样例）"
COMPANY_EN = "Company of measured size (sample)"
Report = Callable[[str, int, int], None]
"""Called with what is being made, how many are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Staff:
    """The people of the measured company, in order of their numbers."""

    actor: User
    sellers: list[User]


def build(*, now: dt.datetime, projects: int, password: str, report: Report) -> Size:
    """Generate everything for ``projects`` projects. Refused when it was generated before."""
    if Unit.objects.filter(name=COMPANY).exists():
        raise Refused(Text("规模数据已经生成过。", "The measured company is already there."))
    if projects < 1:
        raise Refused(Text("项目数至少为 1。", "There must be at least one project."))
    size = Size.of(projects)
    playbooks.ensure_default(now=now)
    with transaction.atomic():
        staff = _staff(now, password)
        _rows(size, staff, now, report)
        _record(staff.actor, now, size)
    _index(report)
    control.recompute_all(now=now, progress=lambda done, whole: report("standings", done, whole))
    return size


def _staff(now: dt.datetime, password: str) -> Staff:
    first = who.first_admin()
    actor = first or people.invite(
        None, now=now, username="volume.admin", name="规模管理员", roles=[("admin", None)], unit=None, is_sample=True
    )
    root = people.create_unit(actor, now=now, name=COMPANY, name_en=COMPANY_EN)
    _invite(actor, now, "volume.director", "规模总监", "sales_director", root)
    sellers = [seller for region in range(shape.REGIONS) for seller in _region(actor, now, root, region)]
    # One hash for all of them: they share the password they are given, and hashing is slow on purpose.
    User.objects.filter(username__startswith="volume.").update(password=make_password(password))
    return Staff(actor, sellers)


def _region(actor: User, now: dt.datetime, root: Unit, number: int) -> Iterator[User]:
    region = people.create_unit(actor, now=now, name=f"大区{number + 1}", parent=root, name_en=f"Region {number + 1}")
    _invite(actor, now, f"volume.region{number + 1}", f"大区经理{number + 1}", "sales_manager", region)
    for team in (one for one in range(shape.TEAMS) if shape.region_of(one) == number):
        unit = people.create_unit(actor, now=now, name=f"小组{team + 1}", parent=region, name_en=f"Team {team + 1}")
        _invite(actor, now, f"volume.team{team + 1}", f"小组经理{team + 1}", "sales_manager", unit)
        for seller in (one for one in range(shape.SELLERS) if shape.team_of(one) == team):
            yield _invite(actor, now, f"volume.seller{seller + 1}", f"销售{seller + 1}", "sales", unit)


def _invite(actor: User, now: dt.datetime, username: str, name: str, role: str, unit: Unit) -> User:
    return people.invite(actor, now=now, username=username, name=name, roles=[(role, unit)], unit=unit, is_sample=True)


def _rows(size: Size, staff: Staff, now: dt.datetime, report: Report) -> None:
    today = timezone.localdate(now)
    first_customer = _customers(size, staff, now)
    first_contact = _contacts(size, first_customer, now)
    report("customers", size.customers, size.customers)
    made = list(shape.projects(size, today))
    first_project = _projects(made, staff, first_customer, now)
    report("projects", size.projects, size.projects)
    _stages(made, first_project, staff, today)
    _diary(size, made, first_project, first_contact, staff, now)
    report("activities", size.activities, size.activities)
    settle_numbers(Customer, Contact, Project, Member, StageEntry, Pass, Entry, Entry.people.through)


def _customers(size: Size, staff: Staff, now: dt.datetime) -> int:
    first, sellers = next_id(Customer), staff.sellers
    paths = [_path(seller) for seller in sellers]

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(size.customers):
            name, seller = shape.customer_name(number), number % len(sellers)
            yield first + number, name, names.normalise(name), sellers[seller].pk, paths[seller], True, now

    pour(Customer, ["id", "name", "name_key", "owner_id", "unit_path", "is_sample", "created_at"], rows())
    return first


def _path(user: User) -> str:
    return user.unit.path if user.unit else ""


def _contacts(size: Size, first_customer: int, now: dt.datetime) -> int:
    first = next_id(Contact)

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(size.contacts):
            customer, name, post = shape.contact(number, size)
            yield (
                first + number,
                first_customer + customer,
                name,
                post,
                f"p{number}@customer{customer}.example",
                True,
                now,
            )

    pour(Contact, ["id", "customer_id", "name", "post", "email", "is_sample", "created_at"], rows())
    return first


def _projects(made: list[OneProject], staff: Staff, first_customer: int, now: dt.datetime) -> int:
    first, version = next_id(Project), playbook_queries.live()
    limits = playbook_queries.compiled(version.pk).levels
    owners = [(seller.pk, _path(seller)) for seller in staff.sellers]

    def projects() -> Iterator[tuple[object, ...]]:
        for number, one in enumerate(made, start=first):
            level = levels.level_for(one.amount_fen, False, limits)
            yield (
                number, codes.code(number), one.name, first_customer + one.customer, *owners[one.seller],
                level, STAGES[one.stage], one.amount_fen, one.sign_on, version.pk,
            )  # fmt: skip

    columns = [
        "id",
        "code",
        "name",
        "customer_id",
        "owner_id",
        "unit_path",
        "level",
        "stage",
        "amount_fen",
        "expected_sign_on",
    ]
    pour(Project, [*columns, "playbook_id"], projects())
    origin = ["project_id", "created_at", "created_by_id", "contrasts", "imported", "is_sample"]
    noon = dt.time(12, tzinfo=dt.UTC)
    pour(
        Origin,
        origin,
        (
            (first + at, dt.datetime.combine(one.created_on, noon), staff.actor.pk, "{}", True, True)
            for at, one in enumerate(made)
        ),
    )
    pour(Brief, ["project_id"], ((first + at,) for at in range(len(made))))
    member = ((first + at, owners[one.seller][0], "sales", one.created_on) for at, one in enumerate(made))
    pour(Member, ["project_id", "user_id", "role", "since_on"], member)
    return first


def _stages(made: list[OneProject], first: int, staff: Staff, today: dt.date) -> None:
    """Two entries each: the stage before and the present one. Earlier stages are claimed, a bid is won on proof."""

    def entries() -> Iterator[tuple[object, ...]]:
        for number, one in enumerate(made, start=first):
            seller = staff.sellers[one.seller].pk
            yield number, STAGES[max(one.stage - 1, 0)], one.created_on, seller
            yield number, STAGES[one.stage], _entered_on(number, one, today), seller

    def passes() -> Iterator[tuple[object, ...]]:
        for number, one in enumerate(made, start=first):
            for stage in STAGES[: one.stage]:
                result = "verified" if stage == "bidding" else "claimed"
                yield number, stage, result, "C", _entered_on(number, one, today)

    pour(StageEntry, ["project_id", "stage", "entered_on", "by_id"], entries())
    pour(Pass, ["project_id", "stage", "result", "level", "passed_on"], passes())


def _entered_on(number: int, one: OneProject, today: dt.date) -> dt.date:
    return one.created_on + (today - one.created_on) * (number % 97) / 97


def _diary(size: Size, made: list[OneProject], first: int, first_contact: int, staff: Staff, now: dt.datetime) -> None:
    today, first_entry = timezone.localdate(now), next_id(Entry)
    met: list[tuple[int, int]] = []

    def rows() -> Iterator[tuple[object, ...]]:
        for number, one in enumerate(shape.activities(size, today), start=first_entry):
            project = made[one.project]
            met.append((number, first_contact + project.contact))
            step = ("跟进", one.next_on) if one.next_on else ("", None)
            yield (
                number, first + one.project, one.kind, one.happened_on, one.text, "[]", *step,
                staff.sellers[project.seller].pk, now,
            )  # fmt: skip

    columns = ["id", "project_id", "kind", "happened_on", "text", "with_roles", "next_step", "next_on", "by_id", "at"]
    pour(Entry, columns, rows())
    pour(Entry.people.through, ["entry_id", "contact_id"], met)


def _index(report: Report) -> None:
    """Make everything findable, in parts that never keep other people's saves waiting long."""
    customers = Customer.objects.filter(is_sample=True).order_by("pk")
    found = [
        search.Findable("customer", pk, name, key)
        for pk, name, key in customers.values_list("pk", "name", "name_key").iterator()
    ]
    contacts = Contact.objects.filter(is_sample=True).order_by("pk").values_list("pk", "name", "post", "customer__name")
    found += [
        search.Findable("contact", pk, name, f"{post} {customer}") for pk, name, post, customer in contacts.iterator()
    ]
    projects = Project.objects.order_by("pk").values_list("pk", "name", "customer__name", "code")
    found += [
        search.Findable("project", pk, name, f"{customer} {code}", pk)
        for pk, name, customer, code in projects.iterator()
    ]
    for start in range(0, len(found), 2000):
        search.index_many(found[start : start + 2000])
        report("search index", min(start + 2000, len(found)), len(found))


def _record(actor: User, now: dt.datetime, size: Size) -> None:
    """One entry for all of it: generated rows have no history worth a chain each."""
    after = {"projects": size.projects, "customers": size.customers, "activities": size.activities}
    trail.record(actor, now=now, action="sample.volume", kind="sample", object_id=0, after=after)
