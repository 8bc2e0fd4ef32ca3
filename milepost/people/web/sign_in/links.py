"""The link with which an invited person chooses a password."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from milepost.people.models import User


def welcome_link(user: User) -> str:
    """Absolute address under the installation's own public name, never under the host a request claims."""
    person = urlsafe_base64_encode(force_bytes(user.pk))
    key = default_token_generator.make_token(user)
    return settings.MILEPOST_URL.rstrip("/") + reverse("welcome", kwargs={"person": person, "key": key})
