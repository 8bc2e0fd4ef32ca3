"""People are invited, given roles, let go and let back in; the last administrator stays."""

import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from milepost.kernel.errors import Refused
from milepost.people import actions, permissions, queries
from milepost.people.models import Grant, Unit, User
from milepost.trail import queries as trail

pytestmark = pytest.mark.django_db
PASSWORD = "very-long-password-7"


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def root(now: dt.datetime) -> Unit:
    return actions.create_unit(None, now=now, name="远景集成", name_en="Vista Systems")


@pytest.fixture
def admin(now: dt.datetime, root: Unit) -> User:
    return actions.invite(
        None, now=now, username="root", name="管理员", roles=[("admin", None)], unit=root, password=PASSWORD
    )


@pytest.fixture
def seller(now: dt.datetime, admin: User, root: Unit) -> User:
    return actions.invite(
        admin, now=now, username="lin", name="林一", roles=[("sales", None)], unit=root, password=PASSWORD
    )


def test_first_person_needs_no_inviter_and_the_second_does(now, admin, root):
    with pytest.raises(Refused):
        actions.invite(None, now=now, username="x", name="X", roles=[], unit=root)
    with pytest.raises(Refused):
        actions.create_unit(None, now=now, name="Y")


def test_only_an_administrator_invites(now, seller, root):
    with pytest.raises(Refused):
        actions.invite(seller, now=now, username="x", name="X", roles=[], unit=root)
    assert not User.objects.filter(username="x").exists()


def test_invitation_is_in_the_trail(now, admin, seller):
    entry = trail.of_object("user", seller.pk).get()
    assert (entry.action, entry.actor_id, entry.actor_name) == ("user.invite", admin.pk, "管理员")
    assert entry.values.after["username"] == "lin"
    assert "password" not in entry.values.after


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("username", {"username": "LIN"}),
        ("username", {"username": "a b"}),
        ("name", {"name": " "}),
        ("email", {"email": "nowhere"}),
        ("language", {"language": "fr"}),
        ("roles", {"roles": [("emperor", None)]}),
        ("password", {"password": "short"}),
    ],
)
def test_wrong_invitations_are_refused_at_their_field(now, admin, seller, root, field, changes):
    good = {"username": "wu", "name": "吴", "roles": [("sales", None)], "unit": root, "password": PASSWORD}
    with pytest.raises(Refused) as refusal:
        actions.invite(admin, now=now, **(good | changes))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("password", "zh", "en"),
    [
        ("short", "至少 10 个字符", "at least 10 characters"),
        ("83746152908", "只有数字", "digits only"),
        ("password123", "太常见", "too common"),
        ("my-root-password", "登录名", "sign-in name"),
    ],
)
def test_refusal_of_a_password_speaks_both_languages(now, admin, password, zh, en):
    with pytest.raises(Refused) as refusal:
        actions.set_password(admin, now=now, user=admin, password=password)
    assert zh in refusal.value.text.zh
    assert en in refusal.value.text.en


def test_roles_are_replaced_and_seen_at_once(now, admin, seller, root):
    team = actions.create_unit(admin, now=now, name="一部", parent=root)
    actions.set_roles(admin, now=now, user=seller, roles=[("sales_manager", team), ("sales", None), ("sales", None)])
    assert queries.role_keys(seller) == {"sales", "sales_manager"}
    assert queries.sight(seller).spans == (("00010001", "00010002"),)
    entry = trail.of_object("user", seller.pk).first()
    assert (entry.values.before, entry.values.after) == (
        {"roles": [["sales", None]]},
        {"roles": [["sales", None], ["sales_manager", team.pk]]},
    )


def test_last_administrator_keeps_the_role(now, admin, seller):
    with pytest.raises(Refused):
        actions.set_roles(admin, now=now, user=admin, roles=[("sales", None)])
    actions.set_roles(admin, now=now, user=seller, roles=[("admin", None)])
    actions.set_roles(admin, now=now, user=admin, roles=[("sales", None)])
    assert not permissions.may_manage_people(admin)
    with pytest.raises(Refused):
        actions.set_roles(seller, now=now, user=seller, roles=[])


def test_who_was_let_go_changes_nothing_and_nobody_lets_himself_go(now, admin, seller):
    actions.set_roles(admin, now=now, user=seller, roles=[("admin", None)])
    actions.deactivate(seller, now=now, user=admin)
    admin.refresh_from_db()
    with pytest.raises(Refused):
        actions.reactivate(admin, now=now, user=admin)
    with pytest.raises(Refused):
        actions.deactivate(seller, now=now, user=seller)


def test_letting_go_ends_sessions_tokens_grants_and_deputies_at_once(now, admin, seller):
    session = SessionStore()
    session["_auth_user_id"] = str(seller.pk)
    session.save()
    other = SessionStore()
    other["_auth_user_id"] = str(admin.pk)
    other.save()
    _, secret = actions.make_token(seller, now=now, label="报表")
    actions.grant(admin, now=now, user=seller, kind="project", object_id=7, why="team")
    actions.set_deputy(admin, now=now, user=admin, deputy=seller, from_on=now.date(), until_on=now.date())
    assert queries.user_of_token(secret) == seller

    actions.deactivate(admin, now=now, user=seller, why="离职")

    assert [one.pk for one in Session.objects.all()] == [other.session_key]
    assert queries.user_of_token(secret) is None
    assert not Grant.objects.filter(user=seller).exists()
    assert queries.stands_for(seller, now.date()) == {seller.pk}
    seller.refresh_from_db()
    assert queries.sight(seller) == queries.Sight(False, ())
    entry = trail.of_object("user", seller.pk).first()
    assert (entry.action, entry.why) == ("user.deactivate", "离职")
    assert entry.values.after == {"sessions": 1, "tokens": 1, "grants": 1, "deputies": 1}


def test_coming_back_restores_roles_but_neither_tokens_nor_grants(now, admin, seller):
    _, secret = actions.make_token(seller, now=now, label="报表")
    actions.deactivate(admin, now=now, user=seller)
    actions.reactivate(admin, now=now, user=seller)
    assert seller.is_active
    assert queries.has_role(seller, "sales")
    assert queries.user_of_token(secret) is None


def test_new_password_ends_the_sessions(now, admin, seller):
    session = SessionStore()
    session["_auth_user_id"] = str(seller.pk)
    session.save()
    actions.set_password(seller, now=now, user=seller, password="another-password-9")
    assert not Session.objects.exists()
    seller.refresh_from_db()
    assert seller.check_password("another-password-9")
    with pytest.raises(Refused):
        actions.set_password(seller, now=now, user=admin, password="another-password-9")


def test_everybody_sets_his_own_language_and_zone(now, admin, seller):
    actions.set_preferences(seller, now=now, language="en", time_zone="Europe/Berlin")
    seller.refresh_from_db()
    assert (seller.language, seller.time_zone) == ("en", "Europe/Berlin")
    with pytest.raises(Refused):
        actions.set_preferences(admin, now=now, user=seller, language="zh-hans")
    with pytest.raises(Refused):
        actions.set_preferences(seller, now=now, time_zone="Mars/Olympus")


def test_erasing_a_leaver_empties_account_and_trail_and_leaves_the_chain_true(now, admin, seller):
    actions.set_preferences(seller, now=now, language="en")
    with pytest.raises(Refused):
        actions.erase(admin, now=now, user=seller, why="个人信息保护法")
    actions.deactivate(admin, now=now, user=seller)
    actions.erase(admin, now=now, user=seller, why="个人信息保护法")
    seller.refresh_from_db()
    assert "林" not in seller.name + seller.username
    about = list(trail.of_object("user", seller.pk))
    assert not any("林一" in str((one.values.before, one.values.after, one.actor_name)) for one in about)
    assert {one.actor_name for one in about} == {"管理员", f"#{seller.pk}"}
    assert trail.first_broken() is None


def test_an_ordinary_person_only_looks_after_himself(now, admin, seller):
    from django.http import Http404

    assert permissions.user_for(seller, seller.pk) == seller
    assert permissions.user_for(admin, seller.pk) == seller
    with pytest.raises(Http404):
        permissions.user_for(seller, admin.pk)
    with pytest.raises(Http404):
        permissions.user_for(seller, 999_999)
