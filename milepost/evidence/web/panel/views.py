"""The shelf as a panel of the project page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from milepost.evidence import panels, permissions, queries
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.projects import permissions as project_permissions
from milepost.ui import pages


@require_GET
def evidence_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Every piece the person may see, withdrawn ones folded away."""
    user = me(request)
    project = project_permissions.project_for(user, pk)
    playbook = playbooks.compiled(project.playbook_id)
    pieces = [panels.piece(one, playbook) for one in queries.shelf(project, user)]
    context = {
        "project": project,
        "pieces": [one for one in pieces if one["shown"].state != "withdrawn"],
        "withdrawn": [one for one in pieces if one["shown"].state == "withdrawn"],
        "hidden": queries.hidden_count(project, user),
        "may_add": permissions.may_add(user, project),
    }
    return pages.fragment(request, "evidence/web/panel/_panel.html", context)
