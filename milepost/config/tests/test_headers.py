"""What every answer carries, whatever it answers: page, error, redirect, API, file of ours."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
PATHS = ["/sign-in/login/", "/no-such-page/", "/settings/me/", "/healthz", "/api/v1/projects"]


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_guarding_headers(visitor, path):
    answer = visitor.get(path)
    policy = answer["Content-Security-Policy"]
    directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    assert directives["default-src"] == ["'self'"]
    assert directives["script-src"] == ["'self'"]
    assert directives["style-src"] == ["'self'"]
    assert directives["object-src"] == directives["base-uri"] == directives["frame-ancestors"] == ["'none'"]
    assert directives["form-action"] == ["'self'"]
    assert "unsafe-eval" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert "no-cache" in answer["Cache-Control"] or "no-store" in answer["Cache-Control"]
    assert answer["X-Request-Id"]
    assert "Server" not in answer


def test_unsafe_inline_is_allowed_for_style_attributes_only(visitor):
    policy = visitor.get("/sign-in/login/")["Content-Security-Policy"]
    allowing = [part.split()[0] for part in policy.split(";") if "unsafe-inline" in part]
    assert allowing == ["style-src-attr"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(visitor):
    visitor.get("/sign-in/login/")
    for cookie in visitor.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


def test_a_post_without_the_token_is_refused():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "安全检查" in answer.text


def test_an_unknown_host_gets_nothing(visitor):
    assert visitor.get("/sign-in/login/", HTTP_HOST="evil.example").status_code == 400


def test_debug_is_off_unless_asked_for():
    assert settings.DEBUG is False


def test_deployment_check_is_clean_over_https(tmp_path):
    """Django's own list for production, in a process of its own with the settings of an https installation."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "MILEPOST_DATA": str(tmp_path),
        "MILEPOST_HTTPS": "1",
        "MILEPOST_HOSTS": "milepost.example",
        "MILEPOST_URL": "https://milepost.example",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=env, capture_output=True, text=True, check=False, cwd=settings.PACKAGE.parent,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_https_settings_mark_cookies_secure_and_name_them_for_this_host(tmp_path):
    code = (
        "from milepost.config import settings as s;"
        "assert s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE and s.SECURE_SSL_REDIRECT;"
        "assert s.SESSION_COOKIE_NAME.startswith('__Host-') and s.CSRF_COOKIE_NAME.startswith('__Host-');"
        "assert s.SECURE_HSTS_SECONDS >= 31536000"
    )
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "MILEPOST_DATA": str(tmp_path), "MILEPOST_HTTPS": "1"}
    subprocess.run([sys.executable, "-c", code], env=env, check=True, cwd=settings.PACKAGE.parent)
