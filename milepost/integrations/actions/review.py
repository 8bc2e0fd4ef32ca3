"""The baseline review: a manager says of each imported project whether its claimed stage stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from milepost.gates import actions as gate_actions
from milepost.integrations.models import Review
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.projects import actions as project_actions
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Origin, Project
from milepost.trail import actions as trail

AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Word:
    """What a manager says of one project. ``stage`` for ``earlier``; ``result`` and ``reason`` for ``over``."""

    project: Project
    verdict: str
    stage: str = ""
    result: str = ""
    reason: str = ""


def settle(actor: User, *, now: dt.datetime, words: Sequence[Word]) -> int:
    """Settle up to ten projects in one go; each stands or falls by itself in one transaction. Returns how many.

    ``stands``: the claim stays as it is (claimed, not proved). ``earlier``: back to an earlier stage.
    ``over``: ended with a reason of the playbook. Only for somebody above the owner.
    """
    if len(words) > AT_ONCE:
        raise Refused(Text(f"一次最多核定 {AT_ONCE} 个项目。", f"At most {AT_ONCE} projects at once."))
    with transaction.atomic():
        for word in words:
            _settle(actor, now, word)
    return len(words)


def _settle(actor: User, now: dt.datetime, word: Word) -> None:
    project_permissions.require_above(actor, word.project)
    if not Origin.objects.filter(project=word.project, imported=True).exists():
        raise Refused(Text("这个项目不是导入的。", "This project was not imported."))
    if word.verdict not in Review.Verdict.values:
        raise Refused(
            Text("请选择：属实、应更早、已结束。", "Choose: it stands, it is earlier, it is over."), field="verdict"
        )
    why = Text("基线核定", "Baseline review").in_(actor.language)
    if word.verdict == Review.Verdict.EARLIER:
        gate_actions.regress(actor, now=now, project=word.project, to_stage=word.stage, reason=why)
    elif word.verdict == Review.Verdict.OVER:
        project_actions.end(actor, now=now, project=word.project, result=word.result, reason=word.reason, note=why)
    Review.objects.update_or_create(
        project=word.project, defaults={"verdict": word.verdict, "by": actor, "on": timezone.localdate(now)}
    )
    trail.record(
        actor, now=now, action="import.review", kind="project", object_id=word.project.pk, project_id=word.project.pk,
        after={"verdict": word.verdict},
    )  # fmt: skip
