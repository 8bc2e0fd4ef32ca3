"""Who stands before these pages."""

from django.http import Http404, HttpRequest

from milepost.integrations import permissions
from milepost.integrations.models import Import
from milepost.people.models import User


def importer(request: HttpRequest) -> User:
    """The signed-in person, if he may import. Raises Http404 otherwise, as for a page that does not exist."""
    assert isinstance(request.user, User)
    if not permissions.may_import(request.user):
        raise Http404
    return request.user


def own_import(request: HttpRequest, pk: int) -> tuple[User, Import]:
    """The person and the import he sees. Raises Http404 otherwise."""
    user = importer(request)
    return user, permissions.import_for(user, pk)
