"""Signing in: passwords, lock-out, second step, safe ways on, welcome links, viewing the sample."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from milepost.people import actions
from milepost.people.models import User
from milepost.people.web.sign_in.links import welcome_link
from milepost.trail import queries as trail

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-7"
LOGIN = "/sign-in/login/"


@pytest.fixture(autouse=True)
def _no_old_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def admin() -> User:
    return actions.invite(
        None, now=timezone.now(), username="boss", name="周总", roles=[("admin", None)], unit=None, password=PASSWORD
    )


def invite(admin: User, username: str, role: str, **more: object) -> User:
    return actions.invite(
        admin, now=timezone.now(), username=username, name=username, roles=[(role, None)], unit=None, **more
    )


def sign_in(client: Client, username: str = "boss", password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": username, "password": password, **more})


def test_a_visitor_is_sent_to_sign_in_and_back(client, admin):
    sent = client.get("/settings/me/?a=1")
    assert sent.status_code == 302
    assert sent["Location"] == "/sign-in/login/?next=/settings/me/%3Fa%3D1"
    done = client.post(sent["Location"], {"login": "boss", "password": PASSWORD})
    assert (done.status_code, done["Location"]) == (302, "/settings/me/?a=1")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(client, admin, elsewhere):
    done = sign_in(client, next=elsewhere)
    assert done.status_code == 302
    assert done["Location"] == "/"


def test_sign_in_page_speaks_chinese_first_and_english_when_chosen(client, admin):
    page = client.get(LOGIN)
    assert "登录名" in page.text
    assert 'lang="zh-Hans"' in page.text
    client.cookies["language"] = "en"
    page = client.get(LOGIN)
    assert "Sign-in name" in page.text
    assert "登录" not in page.text


def test_five_wrong_passwords_lock_the_account_for_a_while_in_plain_words(client, admin):
    for _ in range(5):
        assert "登录名或密码不对" in sign_in(client, password="wrong").text
    locked = sign_in(client)
    assert "15 分钟" in locked.text
    assert "_auth_user_id" not in client.session
    client.cookies["language"] = "en"
    assert "wait 15 minutes" in sign_in(client).text


def test_unknown_name_and_wrong_password_get_the_same_answer(client, admin):
    wrong = sign_in(client, password="wrong").text
    unknown = sign_in(client, username="nobody", password="wrong").text
    assert "登录名或密码不对" in wrong
    assert "登录名或密码不对" in unknown


def test_who_was_let_go_does_not_come_in(client, admin):
    seller = invite(admin, "lin", "sales", password=PASSWORD)
    assert sign_in(client, "lin")["Location"] == "/"
    assert client.get("/settings/me/").status_code == 200
    actions.deactivate(admin, now=timezone.now(), user=seller)
    assert client.get("/settings/me/").status_code == 302
    assert "已停用" in client.post(LOGIN, {"login": "lin", "password": PASSWORD}, follow=True).text
    assert "_auth_user_id" not in client.session


def test_signing_out_takes_a_post(client, admin):
    sign_in(client)
    assert "确定要退出吗" in client.get("/sign-in/logout/").text
    assert "_auth_user_id" in client.session
    client.post("/sign-in/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "confirm-email/", "password/set/"])
def test_doors_nobody_needs_are_not_there(client, admin, path):
    assert client.get(f"/sign-in/{path}").status_code == 404


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_second_step_from_switching_on_to_a_recovery_code(client, admin):
    sign_in(client)
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD, "next": "/sign-in/2fa/totp/activate/"})
    assert "扫描二维码" in client.get("/sign-in/2fa/totp/activate/").text
    secret = client.session["mfa.totp.secret"]
    done = client.post("/sign-in/2fa/totp/activate/", {"code": code_now(secret)})
    assert done["Location"] == "/sign-in/2fa/recovery-codes/"
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get("/sign-in/2fa/recovery-codes/").text
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    assert trail.of_object("user", admin.pk).first().action == "user.second-step-on"

    other = Client()
    half = sign_in(other)
    assert half["Location"].startswith("/sign-in/2fa/authenticate/")
    assert other.get("/settings/me/").status_code == 302
    assert "验证码不对" in other.post("/sign-in/2fa/authenticate/", {"code": "000000"}).text
    assert other.post("/sign-in/2fa/authenticate/", {"code": codes[0]})["Location"] == "/"
    assert other.get("/settings/me/").status_code == 200
    for page in ("/sign-in/2fa/", "/sign-in/2fa/totp/deactivate/", "/sign-in/2fa/recovery-codes/generate/"):
        assert client.get(page).status_code == 200
    assert client.post("/sign-in/2fa/totp/deactivate/").status_code == 302
    assert trail.of_object("user", admin.pk).first().action == "user.second-step-off"
    assert sign_in(Client())["Location"] == "/"


def test_second_step_is_set_up_only_after_the_password_once_more(client, admin):
    sign_in(client)
    sent = client.get("/sign-in/2fa/totp/activate/")
    assert sent["Location"].startswith("/sign-in/reauthenticate/")
    assert "再输一次密码" in client.get(sent["Location"]).text
    assert "密码不对" in client.post(sent["Location"], {"password": "wrong"}).text
    assert client.post(sent["Location"], {"password": PASSWORD})["Location"] == "/sign-in/2fa/totp/activate/"


def test_welcome_link_lets_choose_a_password_once(client, admin):
    seller = invite(admin, "lin", "sales")
    path = welcome_link(seller).removeprefix("http://127.0.0.1:8000")
    assert "lin" in client.get(path).text
    short = client.post(path, {"password": "short", "again": "short"})
    assert (short.status_code, "至少 10 个字符" in short.text) == (422, True)
    differs = client.post(path, {"password": PASSWORD, "again": PASSWORD + "x"})
    assert "两次输入不一样" in differs.text
    assert client.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert client.get(path).status_code == 404
    assert sign_in(client, "lin")["Location"] == "/"


@pytest.mark.parametrize("path", ["/sign-in/welcome/MQ/x-y/", "/sign-in/welcome/!!/x/", "/sign-in/welcome/OTk5OTk/x/"])
def test_made_up_welcome_links_lead_nowhere(client, admin, path):
    assert client.get(path).status_code == 404


@pytest.fixture
def sample(admin: User) -> User:
    invite(admin, "s-sales", "sales", is_sample=True)
    invite(admin, "s-pre", "presales", is_sample=True)
    return invite(admin, "s-head", "sales_director", is_sample=True)


def test_sample_company_is_entered_with_one_click_on_this_machine(client, sample):
    page = client.get(LOGIN, HTTP_HOST="127.0.0.1:8000").text
    assert page.index("/try/sales_director/") < page.index("/try/sales/") < page.index("/try/presales/")
    done = client.post("/try/sales_director/", HTTP_HOST="127.0.0.1:8000")
    assert (done.status_code, done["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(sample.pk)


def test_language_chosen_before_entering_the_sample_stays(client, sample):
    client.post("/language/", {"language": "en"}, HTTP_HOST="127.0.0.1:8000")
    client.post("/try/sales_director/", HTTP_HOST="127.0.0.1:8000")
    assert client.get("/settings/me/", HTTP_HOST="127.0.0.1:8000")["Content-Language"] == "en"


@pytest.mark.parametrize(
    "reached",
    [
        {"REMOTE_ADDR": "192.168.1.20", "HTTP_HOST": "127.0.0.1:8000"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "testserver"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"REMOTE_ADDR": "", "HTTP_HOST": "127.0.0.1:8000"},
    ],
)
def test_nobody_enters_the_sample_from_elsewhere(client, sample, reached):
    assert "/try/" not in client.get(LOGIN, **reached).text
    assert client.post("/try/sales_director/", **reached).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("setting", ["MILEPOST_LAN", "MILEPOST_BEHIND_PROXY"])
def test_sample_needs_passwords_on_the_network(client, sample, settings, setting):
    setattr(settings, setting, True)
    assert "/try/" not in client.get(LOGIN, HTTP_HOST="localhost:8000").text
    assert client.post("/try/sales_director/", HTTP_HOST="localhost:8000").status_code == 404


def test_without_sample_people_there_is_nothing_to_enter(client, admin):
    assert "/try/" not in client.get(LOGIN, HTTP_HOST="localhost:8000").text
    assert client.post("/try/admin/", HTTP_HOST="localhost:8000").status_code == 404


def test_looking_at_the_address_enters_nothing(client, sample):
    assert client.get("/try/sales_director/", HTTP_HOST="localhost:8000").status_code == 405
