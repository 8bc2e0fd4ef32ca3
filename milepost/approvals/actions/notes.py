"""What every write to an approval does besides: lock, record, tell, let the approver see the project."""

import datetime as dt

from milepost.approvals.models import Approval
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import actions as people_actions
from milepost.people.models import User
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Project
from milepost.trail import actions as trail


def locked(approval: Approval) -> Approval:
    """The approval as it stands now; other writers of the project wait."""
    Project.objects.select_for_update().get(pk=approval.project_id)
    return Approval.objects.select_related("project", "requester", "approver", "decided_by").get(pk=approval.pk)


def record(
    actor: User | None,
    now: dt.datetime,
    approval: Approval,
    action: str,
    *,
    before: dict[str, object] | None = None,
    why: str = "",
) -> None:
    """Append the state of an approval to the trail; the words of a confidential one stay out of it."""
    trail.record(
        actor,
        now=now,
        action=action,
        kind="approval",
        object_id=approval.pk,
        project_id=approval.project_id,
        before=before,
        after={"kind": approval.kind, "state": approval.state, "approver": approval.approver_id},
        why="" if approval.confidential else why,
    )


def asked(approval: Approval, now: dt.datetime) -> None:
    """Tell that somebody was asked, and let him see the project while he is."""
    approver = approval.approver
    if not project_permissions.visible_to(approver).filter(pk=approval.project_id).exists():
        people_actions.grant(
            None, now=now, user=approver, kind="project", object_id=approval.project_id, why=f"approval:{approval.pk}"
        )
    trail.tell("approval.asked", now=now, project_id=approval.project_id, payload={"approval": approval.pk})


def decided(actor: User, approval: Approval, now: dt.datetime) -> None:
    """Tell that it was decided; the grant that went with asking ends."""
    people_actions.revoke_grants(
        actor, now=now, kind="project", object_id=approval.project_id, why=f"approval:{approval.pk}"
    )
    payload = {"approval": approval.pk, "state": approval.state}
    trail.tell("approval.decided", now=now, project_id=approval.project_id, payload=payload)


def said(text: str, field: str = "reason") -> str:
    """The sentence without blanks around it; raises Refused when there is none."""
    if not text.strip():
        raise Refused(Text("请写一句原因。", "Give the reason in one sentence."), field=field)
    return text.strip()


def running(project: Project) -> None:
    """Raise Refused for a project that has ended."""
    if project.status not in {"open", "won"}:
        raise Refused(Text("项目已结束，请先重新打开。", "The project has ended; reopen it first."))
