"""A new contact of a customer; changing one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.accounts import actions, permissions
from milepost.accounts.models import Contact
from milepost.accounts.web.contacts import forms
from milepost.people.models import User
from milepost.ui import form_sheets
from milepost.ui.text import t


@require_http_methods(["GET", "POST"])
def contact_new(request: HttpRequest, customer_pk: int) -> HttpResponse:
    """Somebody new at a customer, in two fields."""
    user = request.user
    assert isinstance(user, User)
    customer = permissions.customer_for(user, customer_pk)

    def save(data: dict[str, Any]) -> Contact:
        return actions.create_contact(user, now=timezone.now(), customer=customer, **data)

    return form_sheets.answer(
        request,
        forms.NewContact(form_sheets.posted(request)),
        title=t("新联系人", "New contact"),
        note=customer.name,
        action=reverse("contact_new", args=[customer.pk]),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("customer", args=[customer.pk])),
        done=t("联系人已保存。", "Contact saved."),
    )


@require_http_methods(["GET", "POST"])
def contact_edit(request: HttpRequest, contact_pk: int) -> HttpResponse:
    """Change what we keep of a contact, or say that he left."""
    user = request.user
    assert isinstance(user, User)
    contact = permissions.contact_for(user, contact_pk)

    def save(data: dict[str, Any]) -> Contact:
        version = data.pop("version")
        return actions.edit_contact(user, now=timezone.now(), contact=contact, version=version, changes=data)

    return form_sheets.answer(
        request,
        forms.EditContact(form_sheets.posted(request), initial=forms.initial(contact)),
        title=contact.name,
        note=contact.customer.name,
        action=reverse("contact_edit", args=[contact.pk]),
        submit=t("保存", "Save"),
        save=save,
        to=form_sheets.where_from(request, reverse("customer", args=[contact.customer_id])),
        done=t("已保存。", "Saved."),
        columns=2,
        version=lambda: permissions.contact_for(user, contact_pk).version,
    )
