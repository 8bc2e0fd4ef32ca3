"""Routes of the API and of its description."""

from django.urls import path

from milepost.api.v1 import api
from milepost.api.web import views

urlpatterns = [
    path("api/v1/docs", views.docs, name="api_docs"),
    path("api/v1/", api.urls),
]
ACCESS = {
    "api_docs": "open",
    "openapi-json": "open",
    "api-root": "open",
    "api-v1:projects": "token",
    "api-v1:project": "token-project-read",
    "api-v1:project_brief": "token-project-read",
    "api-v1:project_brief_edit": "token-project-edit PATCH",
    "api-v1:project_move": "token-project-edit POST",
    "api-v1:me": "token",
    "api-v1:funnel": "token",
    "api-v1:customers": "token",
}
