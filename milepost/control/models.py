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
    """Everything a list, a board or a sum needs of one project, in one narrow row.

    ``missing``, ``owed``, ``expiring`` and ``expired`` hold keys of standards between commas (``,a,b,``), so
    that one ``contains`` finds the projects of a standard on both databases. ``owed`` is the part of what is
    missing that the team still has to bring; the rest is the approver's to settle. Weights are percent, amounts fen.
    """

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="standing", primary_key=True)
    unit_path = models.CharField(max_length=64)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    stage = models.CharField(max_length=40)
    stage_order = models.PositiveSmallIntegerField(default=0)
    reached_order = models.PositiveSmallIntegerField(default=0)
    level = models.CharField(max_length=1)
    amount_fen = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="CNY")
    claimed_weight = models.PositiveSmallIntegerField(default=0)
    earned_weight = models.PositiveSmallIntegerField(default=0)
    claimed_fen = models.BigIntegerField(default=0)
    earned_fen = models.BigIntegerField(default=0)
    hand_fen = models.BigIntegerField(default=0)
    expected_sign_on = models.DateField(null=True)
    bid_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    stage_entered_on = models.DateField()
    stage_limit_on = models.DateField(null=True)
    required = models.PositiveSmallIntegerField(default=0)
    counting = models.PositiveSmallIntegerField(default=0)
    by_hand = models.PositiveSmallIntegerField(default=0)
    missing = models.TextField(blank=True)
    owed = models.TextField(blank=True)
    expiring = models.TextField(blank=True)
    expired = models.TextField(blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True)
    last_contact_on = models.DateField(null=True)
    gate_state = models.CharField(max_length=10, blank=True)
    on_hold = models.BooleanField(default=False)
    incomplete = models.BooleanField(default=False)
    changes_on = models.DateField(null=True)
    computed_at = models.DateTimeField()

    objects: ClassVar["models.Manager[Standing]"] = Standings.as_manager()

    class Meta:
        indexes = [
            # The board's lanes and the list, largest first; a unit's rows are found by walking them in order.
            models.Index(
                fields=["status", "stage", "-amount_fen", "-project", "unit_path", "kind"], name="control_lane"
            ),
            models.Index(
                fields=["status", "-amount_fen", "-project", "unit_path", "kind", "expected_sign_on"],
                name="control_by_amount",
            ),
            models.Index(fields=["unit_path", "status", "-amount_fen", "-project"], name="control_by_unit"),
            models.Index(fields=["owner", "status", "-amount_fen", "-project"], name="control_mine"),
            models.Index(fields=["status", "stage_limit_on", "unit_path"], name="control_still"),
            models.Index(fields=["status", "expected_sign_on", "unit_path"], name="control_sign"),
            models.Index(
                fields=["bid_on"], condition=models.Q(bid_on__isnull=False, status="open"), name="control_bid"
            ),
            models.Index(fields=["expires_on"], condition=models.Q(expires_on__isnull=False), name="control_expires"),
            models.Index(fields=["changes_on"], condition=models.Q(changes_on__isnull=False), name="control_changes"),
        ]


class Total(models.Model):
    """Kept sums of standings of project selling: per unit, owner, status, stage, stage reached and currency.

    A row with a ``standard`` sums the projects that lack it in their stage. Written only together with
    the standings it sums; ``entered_days`` is the sum of the days (ordinal) the stages were entered on.
    """

    unit_path = models.CharField(max_length=64)
    owner_id = models.BigIntegerField()
    status = models.CharField(max_length=12)
    stage = models.CharField(max_length=40)
    reached_order = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    standard = models.CharField(max_length=60, blank=True)
    count = models.IntegerField(default=0)
    amount_fen = models.BigIntegerField(default=0)
    claimed_fen = models.BigIntegerField(default=0)
    earned_fen = models.BigIntegerField(default=0)
    hand_fen = models.BigIntegerField(default=0)
    entered_days = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "status", "unit_path", "owner_id", "stage", "reached_order", "currency"],
                name="control_one_total",
            ),
        ]
