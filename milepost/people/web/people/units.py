"""The org tree."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from milepost.kernel.errors import Refused
from milepost.people import actions, permissions, queries
from milepost.people.web.people import forms
from milepost.people.web.people.shown import unit_name
from milepost.people.web.people.views import keeper
from milepost.ui import pages
from milepost.ui.text import t


def units(request: HttpRequest) -> HttpResponse:
    """The tree with head counts; POST makes a unit."""
    actor = keeper(request)
    form = forms.NewUnit(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_unit(actor, now=timezone.now(), **form.cleaned_data)
        except Refused as error:
            pages.refuse_in_form(form, error)
        else:
            return pages.go(request, reverse("units"), t("部门已建立。", "The unit is made."))
    counts = queries.head_counts()
    tree = [(unit, unit_name(unit), len(unit.path) // 4, counts.get(unit.pk, 0)) for unit in queries.units_in_order()]
    return pages.render(
        request, "people/web/people/units.html", {"tree": tree, "form": form}, 422 if form.errors else 200
    )


def unit(request: HttpRequest, unit_pk: int) -> HttpResponse:
    """Rename a unit or hang it elsewhere."""
    actor = keeper(request)
    one = permissions.unit_for(actor, unit_pk)
    given = {"name": one.name, "name_en": one.name_en, "parent": one.parent_id}
    form = forms.NewUnit(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.rename_unit(actor, now=timezone.now(), unit=one, name=data["name"], name_en=data["name_en"])
            actions.move_unit(actor, now=timezone.now(), unit=one, parent=data["parent"])
        except Refused as error:
            pages.refuse_in_form(form, error)
        else:
            return pages.go(request, reverse("units"), t("已保存。", "Saved."))
    return pages.render(
        request, "people/web/people/unit.html", {"unit": one, "form": form}, 422 if form.errors else 200
    )
