"""Gate requests, judgements by hand, waivers, and what enforcement would have stopped."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from milepost.evidence.models import Piece
from milepost.projects.models import Project

USER = settings.AUTH_USER_MODEL


class GateRequest(models.Model):
    """The owner asks that ``stage`` be passed; one other person decides.

    With a ``skip_reason`` it asks that ``stage`` be entered, everything before it skipped.
    """

    class State(models.TextChoices):
        PENDING = "pending"
        PASSED = "passed"
        RETURNED = "returned"
        WITHDRAWN = "withdrawn"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=40)
    occurrence = models.PositiveSmallIntegerField(default=1)
    skip_reason = models.CharField(max_length=40, blank=True)
    requester = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    escalated_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    decided_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    remedy = models.TextField(blank=True)
    returned_standards = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(state="pending"), name="gates_one_open"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(state="withdrawn") | ~Q(decided_by=F("requester")),
                name="gates_not_by_oneself",
            ),
        ]
        indexes = [models.Index(fields=["approver", "state"], name="gates_waiting")]


class Judgement(models.Model):
    """A verifier's word on a standard whose facts nobody can yield: one sentence, one openable piece."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    standard = models.CharField(max_length=64)
    verdict = models.CharField(max_length=6)
    note = models.TextField()
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    judged_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["project", "standard", "-id"], name="gates_judged")]


class Waiver(models.Model):
    """A standard is let off until a day, for a closed reason, by somebody one level up."""

    class State(models.TextChoices):
        PENDING = "pending"
        GRANTED = "granted"
        REFUSED = "refused"
        ENDED = "ended"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    standard = models.CharField(max_length=64)
    reason = models.CharField(max_length=40)
    mitigation = models.TextField()
    requester = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    expires_on = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    decided_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    granted_on = models.DateField(null=True)
    why = models.TextField(blank=True)
    role = models.CharField(max_length=20)
    escalated_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "standard"], condition=Q(state="pending"), name="gates_one_waiver_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requester")), name="gates_waiver_not_by_oneself"
            ),
        ]


class Enforcement(models.Model):
    """How strictly gates hold for a level in a unit and below: the deepest unit that speaks decides."""

    unit_path = models.CharField(max_length=64)
    level = models.CharField(max_length=8)
    mode = models.CharField(max_length=5, choices=[("off", "off"), ("warn", "warn"), ("block", "block")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_path", "level"], name="gates_one_mode")]


class WouldBlock(models.Model):
    """A move that was let through with a warning and that ``block`` would have stopped."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=40)
    missing = models.JSONField(default=list)
    on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
