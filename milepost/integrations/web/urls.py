"""Addresses of import, export and the baseline review."""

from django.urls import path

from milepost.integrations.web.baseline import views as baseline
from milepost.integrations.web.imports import views as imports

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/review/", baseline.review, name="baseline"),
    path("imports/export/<slug:kind>/", imports.export, name="export_kind"),
    path("imports/<int:import_pk>/", imports.one, name="import"),
    path("imports/<int:import_pk>/trial/", imports.trial, name="import_trial"),
    path("imports/<int:import_pk>/mapping/", imports.settle, name="import_mapping"),
    path("imports/<int:import_pk>/kind/", imports.kind, name="import_kind"),
    path("imports/<int:import_pk>/progress/", imports.progress, name="import_progress"),
    path("imports/<int:import_pk>/errors/", imports.errors, name="import_errors"),
    path("imports/<int:import_pk>/undo/", imports.undo, name="import_undo"),
]
_KEEPERS = "roles:admin,sales_ops"
_IMPORTERS = "roles:admin,sales_ops,sales_manager,sales_director,executive"
ACCESS = {
    "imports": f"{_IMPORTERS} GET POST",
    "baseline": f"{_IMPORTERS} GET POST",
    "export_kind": _IMPORTERS,
    "import": _KEEPERS,
    "import_trial": _KEEPERS,
    "import_mapping": f"{_KEEPERS} POST",
    "import_kind": f"{_KEEPERS} POST",
    "import_progress": _KEEPERS,
    "import_errors": _KEEPERS,
    "import_undo": f"{_KEEPERS} POST",
}
