"""Addresses of today, the board, the list, a project, the funnel and the palette."""

from django.urls import path

from milepost.shell.web.board import views as board
from milepost.shell.web.capture import views as capture
from milepost.shell.web.funnel import views as funnel
from milepost.shell.web.listing import views as listing
from milepost.shell.web.odds import views as odds
from milepost.shell.web.palette import views as palette
from milepost.shell.web.project import views as project
from milepost.shell.web.today import views as today

urlpatterns = [
    path("", today.today, name="today"),
    path("today/waiting/", today.waiting, name="today_waiting"),
    path("today/copies/", today.copies, name="today_copies"),
    path("capture/", capture.capture, name="capture"),
    path("projects/", board.board, name="board"),
    path("projects/more/", board.more, name="board_more"),
    path("projects/list/", listing.project_list, name="project_list"),
    path("projects/list/owners/", listing.owners, name="project_owners"),
    path("projects/list/export/", listing.export, name="project_export"),
    path("projects/list/many/", listing.many, name="project_many"),
    path("projects/list/views/", listing.save_view, name="view_save"),
    path("projects/list/views/<int:view_pk>/drop/", listing.drop_view, name="view_drop"),
    path("projects/odds/", odds.low_odds, name="low_odds"),
    path("projects/<int:pk>/", project.project, name="project"),
    path("projects/<int:pk>/move/", board.move, name="project_move"),
    path("funnel/", funnel.funnel, name="funnel"),
    path("funnel/export/", funnel.export, name="funnel_export"),
    path("palette/", palette.palette, name="palette"),
]
ACCESS = {
    "today": "signed-in",
    "today_waiting": "signed-in",
    "today_copies": "signed-in",
    "capture": "signed-in GET POST",
    "board": "signed-in",
    "board_more": "signed-in",
    "project_list": "signed-in",
    "project_owners": "signed-in",
    "project_export": "signed-in",
    "project_many": "signed-in POST",
    "view_save": "signed-in POST",
    "view_drop": "own POST",
    "low_odds": "signed-in",
    "project": "project-read",
    "project_move": "project-edit GET POST",
    "funnel": "signed-in",
    "funnel_export": "signed-in",
    "palette": "signed-in",
}
