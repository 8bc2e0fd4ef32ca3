"""Building the sample company, and taking it away again."""

import datetime as dt
import sys

from django.utils import timezone

from milepost.control import actions as control
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import actions as playbooks
from milepost.playbook.rules.model import Playbook
from milepost.projects.rules import levels
from milepost.sample.building import former
from milepost.sample.building.company import Company, found
from milepost.sample.building.walk import WAN, Walk
from milepost.sample.rules import course, source
from milepost.sample.rules.course import Course
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


def _projects(company: Company, today: dt.date) -> None:
    courses = sorted(_courses(company.playbook, today), key=lambda one: min(one.entered.values()))
    walked = [one for one in courses if not one.spec.get("old")]
    for number, one in enumerate(walked, start=1):
        Walk(company, one).go()
        _report(number, len(walked))
    former.take_over(company, [one for one in courses if one.spec.get("old")])


def _courses(playbook: Playbook, today: dt.date) -> list[Course]:
    norms = {stage.key: stage.norm_days for stage in playbook.stages}
    milestones = [stage.key for stage in playbook.milestones]
    data = source.read("projects")
    return [
        *(course.open_course(one, _level(one["a"], playbook), norms, today) for one in data["open"]),
        *(course.closed_course(one, _level(one["a"], playbook), norms, today) for one in data["closed"]),
        *(course.delivered_course(one, _level(one["a"], playbook), norms, milestones, today) for one in data["delivered"]),
    ]


def _level(wan: float, playbook: Playbook) -> str:
    return levels.level_for(round(wan * WAN), False, playbook.levels)


def _report(done: int, whole: int) -> None:
    if sys.stderr.isatty() or done == whole:
        print(f"\r样例公司 {done}/{whole}", end="\n" if done == whole else "", file=sys.stderr, flush=True)
