"""Who asks: the signed-in person of a request."""

from django.http import HttpRequest

from milepost.people.models import User


def me(request: HttpRequest) -> User:
    """The person; pages without one never come here (the middleware asks to sign in first)."""
    assert isinstance(request.user, User)
    return request.user
