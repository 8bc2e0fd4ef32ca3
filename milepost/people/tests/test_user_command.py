"""``milepost user``: from an empty installation to a token the API takes."""

import json

import pytest
from django.test import Client

from milepost.config.main import main
from milepost.people.models import Token, User

pytestmark = pytest.mark.django_db


def _told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(["user", *words, "--json"]) == 0
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def test_first_account_is_administrator_and_may_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    made = _told(capsys, "add", "guan", "--full-name", "关平")
    user = User.objects.get(username="guan")
    assert user.check_password(str(made["password"]))
    assert [held.role for held in user.roles_held.all()] == ["admin"]
    _told(capsys, "add", "wang")
    assert _told(capsys, "list")["users"] == [
        {"username": "wang", "name": "wang", "active": True, "roles": ["sales"]},
        {"username": "guan", "name": "关平", "active": True, "roles": ["admin"]},
    ]


def test_token_by_sign_in_or_full_name_opens_the_api(capsys: pytest.CaptureFixture[str]) -> None:
    _told(capsys, "add", "guan", "--full-name", "关平")
    for name in ("guan", "关平"):
        assert main(["user", "token", name]) == 0
        secret = capsys.readouterr().out.strip()
        answer = Client().get("/api/v1/projects", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 200
    assert Token.objects.filter(read_only=True).count() == 2


def test_password_roles_leaving_and_coming_back(capsys: pytest.CaptureFixture[str]) -> None:
    _told(capsys, "add", "guan")
    _told(capsys, "add", "wang")
    new = _told(capsys, "password", "wang")
    assert User.objects.get(username="wang").check_password(str(new["password"]))
    assert _told(capsys, "roles", "wang", "--role", "presales", "--role", "pm")["roles"] == ["presales", "pm"]
    assert _told(capsys, "deactivate", "wang")["active"] is False
    assert main(["user", "token", "wang"]) == 1
    assert _told(capsys, "activate", "wang")["active"] is True


@pytest.mark.parametrize(
    "words", [["token"], ["token", "nobody"], ["roles", "guan"], ["deactivate", "guan"], ["add", "guan"]]
)
def test_refuses_with_a_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    _told(capsys, "add", "guan")
    assert main(["user", *words, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["error"]
