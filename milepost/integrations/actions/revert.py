"""One change of an import taken back through the object's own doors."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from milepost.accounts import actions as account_actions
from milepost.accounts.models import Contact, Customer
from milepost.people import actions as people_actions
from milepost.people.models import Unit, User
from milepost.projects import actions as project_actions
from milepost.projects.models import Project

OWN_ACTIONS = ("project.history", "project.entered", "diary.discard")
"""What an undo itself may already have written on a project."""


def back(actor: User, now: dt.datetime, change: Mapping[str, Any], why: str) -> str | None:
    """Restore the values before; returns the object's label when it was changed since and stays as it is."""
    return _BACK[change["kind"]](actor, now, change, why)


def _project(actor: User, now: dt.datetime, change: Mapping[str, Any], why: str) -> str | None:
    project = Project.objects.select_related("customer", "owner").filter(pk=change["id"]).first()
    if project is None:
        return None
    if project.version != change["version"]:
        return f"{project.code} {project.name}"
    before = change["before"]
    if "status" in before:
        project_actions.reopen(actor, now=now, project=project, reason=why)
    if "owner" in before:
        project_actions.hand_over(
            actor, now=now, project=project, new_owner=User.objects.get(pk=before["owner"]), reason=why
        )
    if "name" in before:
        project_actions.rename(actor, now=now, project=project, name=before["name"])
    if "amount_fen" in before:
        project_actions.set_amount(
            actor, now=now, project=project, amount_fen=before["amount_fen"], currency=before["currency"], reason=why
        )
    if "expected_sign_on" in before:
        project_actions.change_date(
            actor, now=now, project=project, field="expected_sign_on", new=_day(before["expected_sign_on"]), reason=why
        )
    if "brief" in before:
        project_actions.edit_brief(actor, now=now, project=project, changes=before["brief"], source=why, reason=why)
    return None


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def _entry(actor: User, now: dt.datetime, change: Mapping[str, Any], why: str) -> str | None:
    project = Project.objects.filter(pk=change["id"]).first()
    if project is None:
        return None
    day = dt.date.fromisoformat(change["on"])
    if change["before"]:
        project_actions.set_entered_on(
            actor, now=now, project=project, entered_on=dt.date.fromisoformat(change["before"]["entered_on"])
        )
    else:
        project_actions.forget_history(actor, now=now, project=project, entries=[(change["stage"], day)])
    return None


def _customer(actor: User, now: dt.datetime, change: Mapping[str, Any], why: str) -> str | None:
    customer = Customer.objects.filter(pk=change["id"]).first()
    if customer is None:
        return None
    if customer.version != change["version"]:
        return customer.name
    account_actions.edit_customer(actor, now=now, customer=customer, version=customer.version, changes=change["before"])
    return None


def _contact(actor: User, now: dt.datetime, change: Mapping[str, Any], why: str) -> str | None:
    contact = Contact.objects.filter(pk=change["id"]).first()
    if contact is None:
        return None
    if contact.version != change["version"]:
        return contact.name
    account_actions.edit_contact(actor, now=now, contact=contact, version=contact.version, changes=change["before"])
    return None


def _user(actor: User, now: dt.datetime, change: Mapping[str, Any], why: str) -> str | None:
    user = User.objects.get(pk=change["id"])
    if {"email": user.email, "phone": user.phone, "unit": user.unit_id} != change["after"]:
        return user.name
    before = change["before"]
    unit = Unit.objects.filter(pk=before["unit"]).first()
    people_actions.edit(
        actor, now=now, user=user, name=user.name, email=before["email"], phone=before["phone"], unit=unit
    )
    return None


_BACK = {"project": _project, "stage-entry": _entry, "customer": _customer, "contact": _contact, "user": _user}
