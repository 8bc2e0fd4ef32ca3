"""Root URLs: each room hangs its own under here."""

from django.urls import URLPattern, URLResolver, include, path

from milepost.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", include("allauth.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
