"""Views people have saved."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A named filter, sort and layout of a list; shared with the person's unit or private."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)
    shared = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="shell_view_once")]
