"""Building the sample company, and taking it away again."""

import datetime as dt
import sys

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from milepost.accounts.models import Contact, Customer
from milepost.approvals.models import Approval
from milepost.control import actions as control
from milepost.evidence.models import Piece
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people_queries
from milepost.people.models import User
from milepost.playbook import actions as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Project
from milepost.projects.rules import levels
from milepost.sample import queries, reach
from milepost.sample.building import former
from milepost.sample.building.company import Company, found
from milepost.sample.building.walk import walk
from milepost.sample.building.way import WAN
from milepost.sample.removing import Broom
from milepost.sample.rules import course, source
from milepost.sample.rules.course import Course
from milepost.search import actions as search
from milepost.trail import actions as trail
from milepost.trail.models import Event

AGE = dt.timedelta(days=730)
STILL_NEWS = dt.timedelta(days=3)


def build(*, now: dt.datetime, password: str) -> None:
    """Found the sample company on an empty database: everything goes through the rooms' own doors.

    What happened in the last days is told to the rooms as usual; older news is nobody's any more.
    """
    if User.objects.exists():
        raise Refused(
            Text("只有空数据库才能装样例公司。", "The sample company can only be built in an empty database.")
        )
    playbooks.ensure_default(now=now)
    with trail.gathered():
        company = found(now=now, start=now - AGE, password=password)
        _projects(company, timezone.localdate(now))
    Event.objects.filter(at__lt=now - STILL_NEWS, handled_at=None).update(handled_at=now)
    control.recompute_all(now=now)


@transaction.atomic
def remove(actor: User | None, *, now: dt.datetime) -> list[Text]:
    """Take the sample away: its projects with everything in them, customers, contacts, accounts, units, files.

    What real work rests on stays, loses its mark, and is named in the answer; accounts that stay cannot be
    entered any more. Who removes it stays himself, as a real account. The trail keeps what was recorded: its
    names and sentences are invented, and the removal is recorded in it.
    """
    if actor is None or not people_queries.has_role(actor, "admin"):
        raise Refused(Text("只有管理员可以移除样例公司。", "Only an administrator may remove the sample company."))
    counted = queries.counts()
    if not any(counted.values()):
        raise Refused(Text("样例公司已经移除。", "There is no sample company any more."))
    broom = Broom()
    broom.sweep_projects(list(reach.projects()))
    kept = [*_settle_customers(actor, broom), *_settle_people(actor, broom), *_settle_units()]
    broom.sweep_grants({"project": Project, "customer": Customer, "evidence": Piece, "approval": Approval})
    for kind, model in (("project", Project), ("customer", Customer), ("contact", Contact)):
        search.remove(kind, sorted(broom.gone[model]))
    Event.objects.filter(handled_at=None, project_id__in=sorted(broom.gone[Project])).update(handled_at=now)
    control.rebuild()
    after = {**counted, "kept": [one.zh for one in kept]}
    trail.record(actor, now=now, action="sample.remove", kind="sample", object_id=0, after=after)
    return kept


def _settle_customers(actor: User, broom: Broom) -> list[Text]:
    contacts, customers = reach.kept_contacts(), reach.kept_customers()
    broom.sweep(Contact, set(Contact.objects.filter(is_sample=True).values_list("pk", flat=True)) - contacts)
    broom.sweep(Customer, set(Customer.objects.filter(is_sample=True).values_list("pk", flat=True)) - customers)
    stay = Customer.objects.filter(pk__in=customers)
    said = [
        Text(f"客户「{one.name}」有真实数据，已保留。", f"Customer {one.name} has real data and stays.") for one in stay
    ]
    Contact.objects.filter(is_sample=True).update(is_sample=False)
    path = actor.unit.path if actor.unit and not actor.is_sample else ""
    stay.filter(owner__is_sample=True).update(owner=actor, unit_path=path)
    stay.update(is_sample=False)
    return said


def _settle_people(actor: User, broom: Broom) -> list[Text]:
    kept = reach.kept_people() - {actor.pk}
    stay = User.objects.filter(pk__in=kept)
    said = [
        Text(
            f"账号「{one.name}」有真实数据，已保留并停用。", f"Account {one.name} has real data; it stays, deactivated."
        )
        for one in stay
    ]
    going = set(User.objects.filter(is_sample=True).values_list("pk", flat=True)) - kept - {actor.pk}
    broom.sweep(User, going)
    stay.update(is_sample=False, is_active=False, password=make_password(None))
    User.objects.filter(pk=actor.pk, is_sample=True).update(is_sample=False, unit=None)
    return said


def _settle_units() -> list[Text]:
    said = []
    for unit in reach.units():
        if reach.unit_is_used(unit):
            said.append(Text(f"部门「{unit.name}」还在用，已保留。", f"Unit {unit.name} is in use and stays."))
        else:
            reach.forget_unit(unit)
    return said


def _projects(company: Company, today: dt.date) -> None:
    courses = sorted(_courses(company.playbook, today), key=lambda one: min(one.entered.values()))
    walked = [one for one in courses if not one.spec.get("old")]
    for number, one in enumerate(walked, start=1):
        walk(company, one)
        _report(number, len(walked))
    former.take_over(company, [one for one in courses if one.spec.get("old")])


def _courses(playbook: Playbook, today: dt.date) -> list[Course]:
    norms = {stage.key: stage.norm_days for stage in playbook.stages}
    milestones = [stage.key for stage in playbook.milestones]
    data = source.read("projects")
    return [
        *(course.open_course(one, _level(one["a"], playbook), norms, today) for one in data["open"]),
        *(course.closed_course(one, _level(one["a"], playbook), norms, today) for one in data["closed"]),
        *(
            course.delivered_course(one, _level(one["a"], playbook), norms, milestones, today)
            for one in data["delivered"]
        ),
    ]


def _level(wan: float, playbook: Playbook) -> str:
    return levels.level_for(round(wan * WAN), False, playbook.levels)


def _report(done: int, whole: int) -> None:
    if sys.stderr.isatty() or done == whole:
        sys.stderr.write(f"\r样例公司 / sample company {done}/{whole}" + "\n" * (done == whole))
        sys.stderr.flush()
