"""Addresses of the gate sheet and its siblings, the inbox of everything that waits, and enforcement."""

from django.urls import path

from milepost.gates.web.adding import views as adding
from milepost.gates.web.deciding import views as deciding
from milepost.gates.web.enforcement import views as enforcement
from milepost.gates.web.judging import views as judging
from milepost.gates.web.moving import views as moving
from milepost.gates.web.panel import views as panel
from milepost.gates.web.sheet import views as sheet
from milepost.gates.web.waivers import views as waivers

urlpatterns = [
    path("projects/<int:pk>/gate/", sheet.gate_sheet, name="gate_sheet"),
    path("projects/<int:pk>/gate/ask/", sheet.gate_ask, name="gate_ask"),
    path("gates/<int:request_pk>/decide/", sheet.gate_decide, name="gate_decide"),
    path("gates/<int:request_pk>/withdraw/", sheet.gate_withdraw, name="gate_withdraw"),
    path("projects/<int:pk>/gate/skip/", moving.gate_skip, name="gate_skip"),
    path("projects/<int:pk>/gate/back/", moving.gate_back, name="gate_back"),
    path("projects/<int:pk>/gate/facts/", adding.gate_facts, name="gate_facts"),
    path("projects/<int:pk>/judge/", judging.judge, name="judge"),
    path("projects/<int:pk>/waivers/ask/", waivers.waiver_ask, name="waiver_ask"),
    path("waivers/<int:waiver_pk>/", waivers.waiver, name="waiver"),
    path("waivers/<int:waiver_pk>/decide/", waivers.waiver_decide, name="waiver_decide"),
    path("waivers/<int:waiver_pk>/end/", waivers.waiver_end, name="waiver_end"),
    path("projects/<int:pk>/panel/standards/", panel.standards_panel, name="standards_panel"),
    path("approvals/", deciding.approvals, name="approvals"),
    path("settings/enforcement/", enforcement.enforcement, name="enforcement"),
]
ACCESS = {
    "gate_sheet": "project-read",
    "gate_ask": "project-edit POST",
    "gate_decide": "gate-decide POST",
    "gate_withdraw": "project-edit POST",
    "gate_skip": "project-edit GET POST",
    "gate_back": "project-edit GET POST",
    "gate_facts": "project-edit GET POST",
    "judge": "gate-decide GET POST",
    "waiver_ask": "project-edit GET POST",
    "waiver": "project-read",
    "waiver_decide": "gate-decide POST",
    "waiver_end": "project-edit POST",
    "standards_panel": "project-read",
    "approvals": "signed-in",
    "enforcement": "roles:admin,sales_ops,sales_director,executive GET POST",
}
