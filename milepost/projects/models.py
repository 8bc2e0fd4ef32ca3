"""The pursuit and its satellites. ``Project`` stays small; what happened is rows beside it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from milepost.accounts.models import Customer
from milepost.people.models import User
from milepost.playbook.models import PlaybookVersion
from milepost.projects.sight import sight_condition

USER = settings.AUTH_USER_MODEL


class Projects(models.QuerySet["Project"]):
    """Reads start here."""

    def visible_to(self, user: User) -> "Projects":
        """Projects in the person's units, those he works in, and those he was granted."""
        return self.filter(sight_condition(user, path="unit_path", key="pk"))


class Project(models.Model):
    """One pursuit. ``stage`` is where it stands; what is proved is told by its passes, never by a flag."""

    class Kind(models.TextChoices):
        PROJECT = "project"
        ACCOUNT = "account"
        CHANNEL = "channel"

    class Status(models.TextChoices):
        OPEN = "open"
        WON = "won"
        LOST = "lost"
        SUSPENDED = "suspended"
        NO_DECISION = "no_decision"
        DELIVERED = "delivered"

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=160)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    unit_path = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PROJECT)
    level = models.CharField(max_length=1, default="C")
    stage = models.CharField(max_length=40, default="discovery")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    amount_fen = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="CNY")
    expected_sign_on = models.DateField(null=True)
    playbook = models.ForeignKey(PlaybookVersion, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar["models.Manager[Project]"] = Projects.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen=None) | Q(amount_fen__gte=0), name="projects_amount")
        ]
        indexes = [
            models.Index(fields=["unit_path", "status", "stage"], name="projects_by_place"),
            models.Index(fields=["owner", "status"], name="projects_by_owner"),
            models.Index(fields=["customer"], name="projects_by_customer"),
        ]

    def __str__(self) -> str:
        return self.name


class Origin(models.Model):
    """How the project came to us and what kind of selling it is: one row beside each project."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="+", primary_key=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    lead_source = models.CharField(max_length=40, blank=True)
    strategic = models.BooleanField(default=False)
    level_by_hand = models.BooleanField(default=False)
    contrasts = models.JSONField(default=dict)
    external_id = models.CharField(max_length=80, blank=True, db_index=True)
    imported = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)


class Brief(models.Model):
    """What we know of the project: the fields that checks of the playbook ask. Null is unknown."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="+", primary_key=True)
    need_summary = models.TextField(null=True)
    need_by = models.DateField(null=True)
    trigger = models.TextField(null=True)
    budget_min_fen = models.BigIntegerField(null=True)
    budget_max_fen = models.BigIntegerField(null=True)
    funding_source = models.CharField(max_length=120, null=True)
    payment_record = models.CharField(max_length=10, null=True)
    procurement_method = models.CharField(max_length=40, null=True)
    agency = models.CharField(max_length=120, null=True)
    expected_notice_on = models.DateField(null=True)
    expected_award_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)


class Fact(models.Model):
    """Who said what about one field of the brief, when, and how strongly: rows, never overwritten."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    value = models.TextField()
    source = models.CharField(max_length=120, blank=True)
    strength = models.PositiveSmallIntegerField(default=0)
    dated_on = models.DateField()
    expires_on = models.DateField(null=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["project", "field", "-id"], name="projects_facts")]


class TenderDates(models.Model):
    """The official dates of the live tender, in the tender's own zone."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="+", primary_key=True)
    zone = models.CharField(max_length=40, default="Asia/Shanghai")
    documents_issued_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    opening_at = models.DateTimeField(null=True)
    award_notice_on = models.DateField(null=True)
    objection_window_end = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)


class Member(models.Model):
    """A person on the deal team in a role, from a day on; leaving ends the row, it is not deleted."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user", "role"], condition=Q(until_on=None), name="projects_member_once"
            ),
        ]
        indexes = [models.Index(fields=["user", "project"], condition=Q(until_on=None), name="projects_member_of")]


class StageEntry(models.Model):
    """The project came into a stage: its objective and the date it is to be done by."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=40)
    entered_on = models.DateField()
    objective = models.TextField(blank=True)
    target_on = models.DateField(null=True)
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["project", "-id"], name="projects_entries")]


class Pass(models.Model):
    """A stage or delivery milestone was verified, skipped, or claimed by an import. The newest per stage holds."""

    class Result(models.TextChoices):
        VERIFIED = "verified"
        SKIPPED = "skipped"
        CLAIMED = "claimed"
        REVOKED = "revoked"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=40)
    occurrence = models.PositiveSmallIntegerField(default=1)
    result = models.CharField(max_length=10, choices=Result.choices)
    level = models.CharField(max_length=1)
    passed_on = models.DateField()
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["project", "stage", "-id"], name="projects_passes")]


class Task(models.Model):
    """A piece of work of a stage: from the playbook (``key``) or the team's own."""

    class Origin(models.TextChoices):
        REQUIRED = "required"
        SUGGESTED = "suggested"
        OWN = "own"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=40)
    key = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=160)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.OWN)
    role = models.CharField(max_length=20, blank=True)
    owner = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    after = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    closed_how = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["project", "closed_on"], name="projects_tasks"),
            models.Index(fields=["owner", "due_on"], condition=Q(closed_on=None), name="projects_tasks_due"),
        ]


class DateChange(models.Model):
    """A date (or the budget) moved: old value, new value, why, and whether we learned of it late."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    old = models.CharField(max_length=40, blank=True)
    new = models.CharField(max_length=40, blank=True)
    moved_days = models.IntegerField(null=True)
    reason = models.TextField()
    learned_late = models.BooleanField(null=True)
    changed_on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")


class Hold(models.Model):
    """Waiting for a known reason; the days do not count against the stage."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    from_on = models.DateField()
    wake_on = models.DateField()
    until_on = models.DateField(null=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="projects_hold_order"
            )
        ]


class Ending(models.Model):
    """The project was lost, suspended, left undecided, or came back (``reopened_on``)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=12)
    stage = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    standard = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    ended_on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    reopened_on = models.DateField(null=True)


class HandOver(models.Model):
    """The owner changed; nothing is reset."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    old_owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    new_owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")


class Qualification(models.Model):
    """The four questions before people are committed, and the walk-away conditions set with them."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="+", primary_key=True)
    answers = models.JSONField(default=dict)
    walk_away = models.JSONField(default=list)
    verdict = models.CharField(max_length=8, blank=True)
    decided_on = models.DateField(null=True)
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
