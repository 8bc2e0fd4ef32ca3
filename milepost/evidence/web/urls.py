"""Addresses of the evidence shelf."""

from django.urls import path

from milepost.evidence.web.add import views as add
from milepost.evidence.web.panel import views as panel
from milepost.evidence.web.piece import views as piece

urlpatterns = [
    path("projects/<int:pk>/evidence/add/", add.evidence_add, name="evidence_add"),
    path("projects/<int:pk>/panel/evidence/", panel.evidence_panel, name="evidence_panel"),
    path("evidence/<int:piece_pk>/", piece.piece, name="piece"),
    path("evidence/<int:piece_pk>/file/", piece.piece_file, name="piece_file"),
    path("evidence/<int:piece_pk>/accept/", piece.piece_accept, name="piece_accept"),
    path("evidence/<int:piece_pk>/refuse/", piece.piece_refuse, name="piece_refuse"),
    path("evidence/<int:piece_pk>/withdraw/", piece.piece_withdraw, name="piece_withdraw"),
    path("evidence/<int:piece_pk>/serve/", piece.piece_serve, name="piece_serve"),
]
ACCESS = {
    "evidence_add": "project-edit GET POST",
    "evidence_panel": "project-read",
    "piece": "piece-read",
    "piece_file": "piece-read",
    "piece_accept": "gate-decide POST",
    "piece_refuse": "gate-decide GET POST",
    "piece_withdraw": "piece-read GET POST",
    "piece_serve": "project-edit GET POST",
}
