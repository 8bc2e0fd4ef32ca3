"""Requests for a decision, and declarations."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from milepost.people import queries as people
from milepost.people.models import User
from milepost.projects.models import Project
from milepost.projects.sight import sight_condition

USER = settings.AUTH_USER_MODEL


class Approvals(models.QuerySet["Approval"]):
    """Reads start here."""

    def visible_to(self, user: User) -> "Approvals":
        """One's own and those to decide; others with their project, confidential ones only for people named."""
        his = Q(requester=user) | Q(approver=user) | Q(decided_by=user) | Q(pk__in=people.granted_ids(user, "approval"))
        return self.filter(
            his | (Q(confidential=False) & sight_condition(user, path="project__unit_path", key="project_id"))
        )


class Approval(models.Model):
    """One decision asked for: its kind is of the playbook's approval matrix."""

    class State(models.TextChoices):
        PENDING = "pending"
        GRANTED = "granted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    requester = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    escalated_at = models.DateTimeField(null=True)
    confidential = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    decided_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    expires_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar["models.Manager[Approval]"] = Approvals.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(state="withdrawn") | ~Q(decided_by=F("requester")),
                name="approvals_not_by_oneself",
            ),
            models.UniqueConstraint(
                fields=["project", "kind"], condition=Q(state="pending"), name="approvals_one_pending"
            ),
        ]
        indexes = [models.Index(fields=["approver", "state"], name="approvals_waiting")]


class Declaration(models.Model):
    """A person's word on a conflict of interest, on related parties, or on who drafted the specification."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    answer = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    declared_on = models.DateField()
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    closed_why = models.TextField(blank=True)
