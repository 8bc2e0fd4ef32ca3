"""What the palette finds while one types: projects, customers, people of customers. Pages it knows by itself."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from milepost.accounts import permissions as account_permissions
from milepost.people.who import me
from milepost.projects import permissions as project_permissions
from milepost.search import queries as search
from milepost.ui import pages

SHOWN = 6
LOOKED_AT = 200


@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    """Groups of what is found and may be seen; nothing for an empty field."""
    asked, user = request.GET.get("q", "").strip()[:60], me(request)
    if not asked:
        return pages.fragment(
            request, "shell/web/palette/_found.html", {"asked": "", "projects": [], "customers": [], "contacts": []}
        )
    projects = project_permissions.visible_to(user).filter(pk__in=search.find_ids("project", asked, LOOKED_AT))
    customers = account_permissions.visible_customers(user).filter(pk__in=search.find_ids("customer", asked, LOOKED_AT))
    contacts = account_permissions.visible_contacts(user).filter(pk__in=search.find_ids("contact", asked, LOOKED_AT))
    context = {
        "asked": asked,
        "projects": projects.order_by("-pk").values("pk", "code", "name", "customer__name", "status")[:SHOWN],
        "customers": customers.order_by("-pk").values("pk", "name", "industry")[:SHOWN],
        "contacts": contacts.order_by("-pk").values("name", "post", "customer_id", "customer__name")[:SHOWN],
    }
    return pages.fragment(request, "shell/web/palette/_found.html", context)
