"""Pieces of evidence and what they serve."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from milepost.accounts.models import Contact
from milepost.diary.models import Entry
from milepost.files.models import StoredFile
from milepost.people import queries as people
from milepost.people.models import User
from milepost.projects.models import Project
from milepost.projects.sight import sight_condition

USER = settings.AUTH_USER_MODEL


class Pieces(models.QuerySet["Piece"]):
    """Reads start here."""

    def visible_to(self, user: User) -> "Pieces":
        """Pieces of projects the person sees; confidential ones only for their author and the people named."""
        named = people.granted_ids(user, "evidence")
        open_to_him = Q(confidential=False) | Q(by=user) | Q(pk__in=named)
        return self.filter(sight_condition(user, path="project__unit_path", key="project_id")).filter(open_to_him)


class Piece(models.Model):
    """One proof: a file, a diary note, or a pasted message or link. It may serve several standards."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=30)
    strength = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    person = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    tags = models.JSONField(default=list)
    stage = models.CharField(max_length=40)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted_on = models.DateField(null=True)
    accepted_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    refused_why = models.TextField(blank=True)
    confidential = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True)

    objects: ClassVar["models.Manager[Piece]"] = Pieces.as_manager()

    class Meta:
        indexes = [models.Index(fields=["project", "-id"], name="evidence_by_project")]
        constraints = [
            models.CheckConstraint(condition=~Q(accepted_by=models.F("by")), name="evidence_not_by_oneself"),
        ]


class Service(models.Model):
    """The piece serves a standard (``key`` or ``key#n`` for the n-th occurrence of a repeatable milestone)."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="services")
    standard = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "standard"], name="evidence_serves_once")]
