"""Days that differ from the plain week."""

from django.db import models


class SpecialDay(models.Model):
    """A holiday on a weekday, or a working day on a weekend. A year without any row is not known."""

    day = models.DateField(unique=True)
    works = models.BooleanField()
    name = models.CharField(max_length=40, blank=True)
