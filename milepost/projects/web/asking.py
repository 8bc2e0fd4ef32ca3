"""Who asks, and for which project."""

from django.http import HttpRequest

from milepost.people.models import User
from milepost.projects import permissions
from milepost.projects.models import Project


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the middleware lets nobody else come this far."""
    assert isinstance(request.user, User)
    return request.user


def project_of(request: HttpRequest, pk: int) -> Project:
    """The project, if the person sees it. Raises Http404 otherwise."""
    return permissions.project_for(user_of(request), pk)


def to_edit(request: HttpRequest, pk: int) -> Project:
    """The project for somebody who may edit it. Raises Http404, or Refused for who only reads."""
    project = project_of(request, pk)
    permissions.require_edit(user_of(request), project)
    return project


def to_lead(request: HttpRequest, pk: int) -> Project:
    """The project for its owner and those above him. Raises Http404, or Refused for others who see it."""
    project = project_of(request, pk)
    permissions.require_lead(user_of(request), project)
    return project


def to_stand_above(request: HttpRequest, pk: int) -> Project:
    """The project for somebody above its owner. Raises Http404, or Refused for others who see it."""
    project = project_of(request, pk)
    permissions.require_above(user_of(request), project)
    return project
