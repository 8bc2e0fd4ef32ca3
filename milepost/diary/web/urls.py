"""Routes of the diary."""

from django.urls import path

from milepost.diary.web.composer import views as composer
from milepost.diary.web.tool import views as tool
from milepost.diary.web.week import views as week

urlpatterns = [
    path("projects/<int:pk>/panel/timeline/", composer.panel_timeline, name="panel_timeline"),
    path("projects/<int:pk>/diary/", composer.diary_write, name="diary_write"),
    path("diary/<int:entry_pk>/edit/", composer.diary_edit, name="diary_edit"),
    path("diary/<int:entry_pk>/withdraw/", composer.diary_withdraw, name="diary_withdraw"),
    path("tasks/<int:task_pk>/form/", tool.task_form, name="task_form"),
    path("diary/week/", week.weekly_report, name="weekly_report"),
]
ACCESS = {
    "panel_timeline": "project-read",
    "diary_write": "project-edit GET POST",
    "diary_edit": "project-lead GET POST",
    "diary_withdraw": "project-lead GET POST",
    "task_form": "project-edit GET POST",
    "weekly_report": "signed-in",
}
