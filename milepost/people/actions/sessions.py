"""Ending what a person is signed in with."""

from django.contrib.sessions.models import Session

from milepost.people.models import User


def end_all(user: User) -> int:
    """End every session of the person. Returns how many.

    Django keeps the user inside the session's signed data, so every session is read; there are as many as
    people signed in during the last two weeks.
    """
    theirs = [
        session.pk
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    return Session.objects.filter(pk__in=theirs).delete()[0]
