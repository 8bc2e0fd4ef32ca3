"""Customers and contacts."""

from django.conf import settings
from django.db import models


class Customer(models.Model):
    """An organisation we sell to. ``name_key`` is the normalised name used to find the same one again."""

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120, db_index=True)
    credit_code = models.CharField(max_length=18, blank=True, db_index=True)
    industry = models.CharField(max_length=40, blank=True)
    region = models.CharField(max_length=40, blank=True)
    website = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    unit_path = models.CharField(max_length=64, db_index=True)
    external_id = models.CharField(max_length=80, blank=True, db_index=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person of a customer (or of an agency, a design institute …): name and post, work facts only."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=60, blank=True)
    department = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    left_on = models.DateField(null=True)
    external_id = models.CharField(max_length=80, blank=True, db_index=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name
