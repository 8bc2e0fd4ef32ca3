"""Routes of one project beside its cockpit. (Board, list and cockpit belong to the shell.)"""

from django.urls import path

from milepost.projects.web.customer import views as customer
from milepost.projects.web.dates import views as dates
from milepost.projects.web.endings import views as endings
from milepost.projects.web.facts import views as facts
from milepost.projects.web.new import views as new
from milepost.projects.web.panels import views as panels
from milepost.projects.web.plan import views as plan
from milepost.projects.web.shape import views as shape
from milepost.projects.web.tasks import views as tasks
from milepost.projects.web.team import views as team

urlpatterns = [
    path("projects/new/", new.project_new, name="project_new"),
    path("projects/new/similar/", new.project_similar, name="project_similar"),
    path("projects/new/kind/", new.project_kind_of, name="project_kind_of"),
    path("projects/<int:pk>/panel/brief/", panels.panel_brief, name="panel_brief"),
    path("projects/<int:pk>/panel/team/", panels.panel_team, name="panel_team"),
    path("projects/<int:pk>/panel/tasks/", panels.panel_tasks, name="panel_tasks"),
    path("projects/<int:pk>/panel/origin/", panels.panel_origin, name="panel_origin"),
    path("projects/<int:pk>/facts/", facts.project_facts, name="project_facts"),
    path("projects/<int:pk>/facts/edit/", facts.project_facts_edit, name="project_facts_edit"),
    path("projects/<int:pk>/facts/confirm/", facts.project_facts_confirm, name="project_facts_confirm"),
    path("projects/<int:pk>/tender/", facts.project_tender, name="project_tender"),
    path("projects/<int:pk>/team/", team.project_team, name="project_team"),
    path("projects/<int:pk>/team/add/", team.member_add, name="member_add"),
    path("projects/<int:pk>/team/remove/", team.member_remove, name="member_remove"),
    path("projects/<int:pk>/hand-over/", team.hand_over, name="hand_over"),
    path("projects/<int:pk>/plan/", plan.stage_plan, name="stage_plan"),
    path("projects/<int:pk>/tasks/", tasks.project_tasks, name="project_tasks"),
    path("projects/<int:pk>/tasks/add/", tasks.task_add, name="task_add"),
    path("projects/<int:pk>/tasks/take/", tasks.task_take, name="task_take"),
    path("tasks/<int:task_pk>/", tasks.task, name="task"),
    path("tasks/<int:task_pk>/edit/", tasks.task_edit, name="task_edit"),
    path("tasks/<int:task_pk>/close/", tasks.task_close, name="task_close"),
    path("tasks/<int:task_pk>/reopen/", tasks.task_reopen, name="task_reopen"),
    path("tasks/<int:task_pk>/drop/", tasks.task_drop, name="task_drop"),
    path("projects/<int:pk>/dates/", dates.project_dates, name="project_dates"),
    path("projects/<int:pk>/dates/signing/", dates.project_sign_on, name="project_sign_on"),
    path("projects/<int:pk>/dates/criteria/", dates.project_criteria, name="project_criteria"),
    path("projects/<int:pk>/settings/", shape.project_settings, name="project_settings"),
    path("projects/<int:pk>/edit/", shape.project_edit, name="project_edit"),
    path("projects/<int:pk>/level/", shape.project_level, name="project_level"),
    path("projects/<int:pk>/kind/", shape.project_kind, name="project_kind"),
    path("projects/<int:pk>/qualify/", shape.project_qualify, name="project_qualify"),
    path("projects/<int:pk>/end/", endings.project_end, name="project_end"),
    path("projects/<int:pk>/hold/", endings.project_hold, name="project_hold"),
    path("projects/<int:pk>/resume/", endings.project_resume, name="project_resume"),
    path("projects/<int:pk>/reopen/", endings.project_reopen, name="project_reopen"),
    path("customers/<int:customer_pk>/projects/", customer.customer_projects, name="customer_projects"),
]
ACCESS = {
    "project_new": "signed-in GET POST",
    "project_similar": "signed-in",
    "project_kind_of": "signed-in",
    "panel_brief": "project-read",
    "panel_team": "project-read",
    "panel_tasks": "project-read",
    "panel_origin": "project-read",
    "project_facts": "project-read",
    "project_facts_edit": "project-edit GET POST",
    "project_facts_confirm": "project-edit POST",
    "project_tender": "project-edit GET POST",
    "project_team": "project-read",
    "member_add": "project-lead GET POST",
    "member_remove": "project-lead POST",
    "hand_over": "project-lead GET POST",
    "stage_plan": "project-edit GET POST",
    "project_tasks": "project-read",
    "task_add": "project-edit GET POST",
    "task_take": "project-edit POST",
    "task": "project-read",
    "task_edit": "project-edit GET POST",
    "task_close": "project-edit POST",
    "task_reopen": "project-edit POST",
    "task_drop": "project-edit POST",
    "project_dates": "project-read",
    "project_sign_on": "project-edit GET POST",
    "project_criteria": "project-edit GET POST",
    "project_settings": "project-read",
    "project_edit": "project-edit GET POST",
    "project_level": "project-above GET POST",
    "project_kind": "project-lead GET POST",
    "project_qualify": "project-lead GET POST",
    "project_end": "project-lead GET POST",
    "project_hold": "project-lead GET POST",
    "project_resume": "project-lead POST",
    "project_reopen": "project-lead GET POST",
    "customer_projects": "customer-read",
}
