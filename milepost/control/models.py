"""Standings: what lists and boards read. Computed from facts, never edited."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from milepost.people.models import User
from milepost.projects.models import Project
from milepost.projects.sight import sight_condition


class Standings(models.QuerySet["Standing"]):
    """Reads start here."""

    def visible_to(self, user: User) -> "Standings":
        """Standings of the projects a person sees."""
        return self.filter(sight_condition(user, path="unit_path", key="project_id"))


class Standing(models.Model):
    """Everything a list, a board or a sum needs of one project, in one narrow row."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="standing", primary_key=True)
    unit_path = models.CharField(max_length=64)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    stage = models.CharField(max_length=40)
    level = models.CharField(max_length=1)
    amount_fen = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="CNY")
    claimed_weight = models.PositiveSmallIntegerField(default=0)
    earned_weight = models.PositiveSmallIntegerField(default=0)
    claimed_fen = models.BigIntegerField(default=0)
    earned_fen = models.BigIntegerField(default=0)
    expected_sign_on = models.DateField(null=True)
    stage_entered_on = models.DateField()
    stage_limit_on = models.DateField(null=True)
    required = models.PositiveSmallIntegerField(default=0)
    counting = models.PositiveSmallIntegerField(default=0)
    by_hand = models.PositiveSmallIntegerField(default=0)
    missing = models.JSONField(default=list)
    expiring = models.JSONField(default=list)
    expired = models.JSONField(default=list)
    next_step = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True)
    last_contact_on = models.DateField(null=True)
    gate_state = models.CharField(max_length=10, blank=True)
    on_hold = models.BooleanField(default=False)
    incomplete = models.BooleanField(default=False)
    changes_on = models.DateField(null=True)
    computed_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Standing]"] = Standings.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["status", "stage", "unit_path"], name="control_board"),
            models.Index(fields=["unit_path", "status", "-amount_fen"], name="control_by_amount"),
            models.Index(fields=["owner", "status", "stage"], name="control_mine"),
            models.Index(fields=["status", "changes_on"], name="control_changes"),
        ]
