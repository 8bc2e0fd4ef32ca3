"""The list of customers, one customer, a new one; similar ones while a name is typed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from milepost.accounts import actions, permissions, queries
from milepost.accounts.models import Customer
from milepost.accounts.web.customers import export, forms
from milepost.kernel.errors import Refused
from milepost.people.models import User
from milepost.ui import form_sheets, pages
from milepost.ui.text import t

PER_PAGE = 50
EXPORTED = 50_000


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Search, sort and filters as the address asks for them."""
    return {
        "query": request.GET.get("q", ""),
        "sort": request.GET.get("sort", "name"),
        "filters": {key: request.GET.get(key, "") for key in ("industry", "region")},
    }


@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """Customers the person sees: searched, filtered, sorted, in pages."""
    user, asked = _user(request), _asked(request)
    page = Paginator(queries.listed(user, **asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "asked": asked,
        "contacts": queries.contact_counts([one.pk for one in page]),
        "industries": _options(queries.choices(user, "industry"), t("全部行业", "All industries")),
        "regions": _options(queries.choices(user, "region"), t("全部地区", "All regions")),
        "may_edit": permissions.may_edit(user),
    }
    return pages.render(request, "accounts/web/customers/list.html", context)


def _options(values: list[str], everything: str) -> list[tuple[str, str]]:
    return [("", everything), *((value, value) for value in values)]


@require_GET
def customers_export(request: HttpRequest) -> HttpResponse:
    """The same list as a spreadsheet."""
    rows = queries.listed(_user(request), **_asked(request))[:EXPORTED]
    response = HttpResponse(export.workbook(rows), content_type=export.CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="customers.xlsx"'
    return response


@require_GET
def customer(request: HttpRequest, customer_pk: int) -> HttpResponse:
    """One customer: what we keep, his people, and (loaded beside) the projects one sees."""
    found = permissions.customer_for(_user(request), customer_pk)
    context = {
        "customer": found,
        "contacts": queries.contacts_of(found),
        "may_edit": permissions.may_edit(_user(request)),
    }
    return pages.render(request, "accounts/web/customers/page.html", context)


@require_http_methods(["GET", "POST"])
def customer_new(request: HttpRequest) -> HttpResponse:
    """A new customer."""
    user = _user(request)

    def save(data: dict[str, Any]) -> Customer:
        return actions.create_customer(user, now=timezone.now(), **data)

    return form_sheets.answer(
        request,
        forms.NewCustomer(form_sheets.posted(request), initial={"name": request.GET.get("name", "")}),
        title=t("新建客户", "New customer"),
        action=reverse("customer_new"),
        submit=t("新建", "Create"),
        save=save,
        to=lambda made: reverse("customer", args=[made.pk]),
        done=t("客户已新建。", "Customer created."),
        form_template="accounts/web/customers/_new.html",
    )


@require_http_methods(["GET", "POST"])
def customer_edit(request: HttpRequest, customer_pk: int) -> HttpResponse:
    """Change what we keep of a customer."""
    user = _user(request)
    found = permissions.customer_for(user, customer_pk)
    may_set_owner = permissions.may_set_owner(user, found)

    def save(data: dict[str, Any]) -> Customer:
        version = data.pop("version")
        return actions.edit_customer(user, now=timezone.now(), customer=found, version=version, changes=data)

    return form_sheets.answer(
        request,
        forms.EditCustomer(form_sheets.posted(request), initial=forms.initial(found), may_set_owner=may_set_owner),
        title=t("修改客户", "Edit customer"),
        action=reverse("customer_edit", args=[found.pk]),
        submit=t("保存", "Save"),
        save=save,
        to=reverse("customer", args=[found.pk]),
        done=t("已保存。", "Saved."),
        columns=2,
        version=lambda: permissions.customer_for(user, customer_pk).version,
    )


@require_GET
def customers_similar(request: HttpRequest) -> HttpResponse:
    """Customers that may be the one being typed; nothing while the name is short, a sentence when asked too often."""
    name = request.GET.get("name", "") or request.GET.get("customer_name", "")
    try:
        found = actions.hint(_user(request), now=timezone.now(), name=name)
        said = None
    except Refused as error:
        found, said = [], error.text
    return pages.fragment(request, "accounts/web/customers/_similar.html", {"similar": found, "said": said})
