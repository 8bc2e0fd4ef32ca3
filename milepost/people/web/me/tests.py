"""One's own settings, through the page."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from milepost.people import actions, queries
from milepost.people.models import Deputy, Token, User

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-7"


@pytest.fixture
def admin() -> User:
    return actions.invite(
        None, now=timezone.now(), username="boss", name="周总", roles=[("admin", None)], unit=None, password=PASSWORD
    )


@pytest.fixture
def seller(admin: User) -> User:
    return actions.invite(
        admin, now=timezone.now(), username="lin", name="林一", roles=[("sales", None)], unit=None, password=PASSWORD
    )


@pytest.fixture
def page(client: Client, seller: User) -> Client:
    client.force_login(seller)
    return client


def test_page_shows_what_one_may_set(page):
    text = page.get("/settings/me/").text
    for word in ("林一", "销售", "语言和时区", "外出时的代理人", "两步验证", "接口令牌"):
        assert word in text


def test_language_chosen_changes_the_next_page(page, seller):
    assert page.post("/settings/me/preferences/", {"language": "en", "time_zone": "UTC"}).status_code == 302
    assert "Language and time zone" in page.get("/settings/me/").text
    refused = page.post("/settings/me/preferences/", {"language": "fr", "time_zone": "UTC"})
    assert refused.status_code == 422


def test_new_password_keeps_this_session_and_ends_the_others(page, seller):
    other = Client()
    other.force_login(seller)
    wrong = page.post("/settings/me/password/", {"old": "no", "password": "fresh-fish-99", "again": "fresh-fish-99"})
    assert (wrong.status_code, "现在的密码不对" in wrong.text) == (422, True)
    done = page.post("/settings/me/password/", {"old": PASSWORD, "password": "fresh-fish-99", "again": "fresh-fish-99"})
    assert done.status_code == 302
    assert page.get("/settings/me/").status_code == 200
    assert other.get("/settings/me/").status_code == 302
    seller.refresh_from_db()
    assert seller.check_password("fresh-fish-99")


def test_deputy_is_set_and_ended(page, seller, admin):
    today = timezone.localdate().isoformat()
    form = {"deputy": admin.pk, "from_on": today, "until_on": today}
    assert page.post("/settings/me/deputy/", form).status_code == 302
    assert queries.stands_for(admin, timezone.localdate()) == {admin.pk, seller.pk}
    assert "周总" in page.get("/settings/me/").text
    twice = page.post("/settings/me/deputy/", form)
    assert (twice.status_code, "已经安排了代理人" in twice.text) == (422, True)
    absence = Deputy.objects.get()
    assert page.post(f"/settings/me/deputy/{absence.pk}/end/").status_code == 302
    assert queries.stands_for(admin, timezone.localdate()) == {admin.pk}


def test_token_is_shown_once_and_revoked(page, seller):
    made = page.post("/settings/me/tokens/", {"label": "对账", "read_only": "yes"})
    found = re.search(r"mp_[\w-]+", made.text)
    assert found
    assert made["Cache-Control"] == "no-store"
    assert queries.user_of_token(found[0]) == seller
    assert found[0] not in page.get("/settings/me/").text
    token = Token.objects.get()
    assert page.post(f"/settings/me/tokens/{token.pk}/revoke/").status_code == 302
    assert queries.user_of_token(found[0]) is None


def test_tokens_and_absences_of_others_are_as_if_missing(page, admin):
    token, _ = actions.make_token(admin, now=timezone.now(), label="x")
    absence = Deputy.objects.create(
        user=admin, deputy=admin_deputy(admin), from_on=timezone.localdate(), until_on=timezone.localdate()
    )
    for path in (
        f"tokens/{token.pk}/revoke/",
        f"deputy/{absence.pk}/end/",
        "tokens/999999/revoke/",
        "deputy/999999/end/",
    ):
        assert page.post(f"/settings/me/{path}").status_code == 404


def admin_deputy(admin: User) -> User:
    return actions.invite(admin, now=timezone.now(), username="second", name="二", roles=[], unit=None)
