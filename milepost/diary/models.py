"""What happened with the customer."""

from django.conf import settings
from django.db import models

from milepost.accounts.models import Contact
from milepost.projects.models import Project


class Entry(models.Model):
    """One contact or note: when it happened, with whom, what came of it, what is next."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    happened_on = models.DateField()
    text = models.TextField()
    outcome = models.CharField(max_length=20, blank=True)
    with_roles = models.JSONField(default=list)
    people = models.ManyToManyField(Contact, related_name="+")
    next_step = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    external_id = models.CharField(max_length=80, blank=True, db_index=True)
    withdrawn_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["project", "-happened_on", "-id"], name="diary_by_project"),
            models.Index(fields=["by", "-happened_on"], name="diary_by_person"),
        ]
