"""Projects of one customer, for the customer page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from milepost.accounts import permissions as account_permissions
from milepost.projects import permissions, queries
from milepost.projects.models import Project
from milepost.projects.rules import statuses
from milepost.projects.web.asking import user_of
from milepost.ui import pages

SHOWN = 50


@require_GET
def customer_projects(request: HttpRequest, customer_pk: int) -> HttpResponse:
    """The newest projects of a customer that the person sees."""
    user = user_of(request)
    customer = account_permissions.customer_for(user, customer_pk)
    found = list(queries.of_customer(user, customer)[: SHOWN + 1])
    rows = [{"project": one, "stage": _stage(one)} for one in found[:SHOWN]]
    context = {
        "customer": customer,
        "rows": rows,
        "more": len(found) > SHOWN,
        "may_create": permissions.may_create(user),
    }
    context |= {"status_names": statuses.NAMES, "status_tones": statuses.TONES}
    return pages.fragment(request, "projects/web/customer/_projects.html", context)


def _stage(project: Project) -> dict[str, object]:
    stages = {stage.key: stage for stage in queries.playbook_for(project).all_stages}
    stage = stages.get(project.stage)
    return {
        "name": stage.name if stage else None,
        "place": stage.order if stage else 1,
        "delivery": bool(stage and stage.delivery),
    }
