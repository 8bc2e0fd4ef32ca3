"""Root URLs: each room hangs its own under here."""

from django.urls import URLPattern, URLResolver, include, path

from milepost.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("milepost.ui.urls")),
    path("", include("milepost.people.web.urls")),
    path("", include("milepost.playbook.web.urls")),
    path("", include("milepost.inbox.web.urls")),
    path("", include("milepost.shell.web.urls")),
    path("", include("milepost.shell.web.trail.urls")),
    path("", include("milepost.shell.web.settings.urls")),
    path("", include("milepost.workdays.web.urls")),
    path("", include("milepost.accounts.web.urls")),
    path("", include("milepost.projects.web.urls")),
    path("", include("milepost.diary.web.urls")),
    path("", include("milepost.evidence.web.urls")),
    path("", include("milepost.approvals.web.urls")),
    path("", include("milepost.control.web.urls")),
    path("", include("milepost.integrations.web.urls")),
    path("", include("milepost.sample.web.urls")),
    path("", include("milepost.api.urls")),
    path("", include("milepost.gates.web.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = "milepost.ui.failures.bad_request"
handler403 = "milepost.ui.failures.forbidden"
handler404 = "milepost.ui.failures.not_found"
handler500 = "milepost.ui.failures.server_error"
