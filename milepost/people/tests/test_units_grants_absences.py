"""Units move with everything below them; grants, absences and tokens say who may do what meanwhile."""

import datetime as dt

import pytest
from django.utils import timezone

from milepost.kernel.errors import Refused
from milepost.people import actions, permissions, queries
from milepost.people.models import Grant, Unit, User
from milepost.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def admin(now: dt.datetime) -> User:
    return actions.invite(None, now=now, username="root", name="管理员", roles=[("admin", None)], unit=None)


def person(
    admin: User, username: str, role: str = "sales", unit: Unit | None = None, held_in: Unit | None = None
) -> User:
    return actions.invite(
        admin, now=timezone.now(), username=username, name=username, roles=[(role, held_in)], unit=unit
    )


def test_units_get_the_next_free_path(now, admin):
    root = actions.create_unit(admin, now=now, name="公司")
    one = actions.create_unit(admin, now=now, name="一部", parent=root)
    two = actions.create_unit(admin, now=now, name="二部", parent=root)
    assert [root.path, one.path, two.path] == ["0001", "00010001", "00010002"]
    with pytest.raises(Refused):
        actions.create_unit(admin, now=now, name="一部", parent=root)
    with pytest.raises(Refused):
        actions.create_unit(admin, now=now, name="  ", parent=root)


def test_a_moved_unit_takes_its_subtree_along_and_says_so(now, admin):
    root = actions.create_unit(admin, now=now, name="公司")
    one = actions.create_unit(admin, now=now, name="一部", parent=root)
    two = actions.create_unit(admin, now=now, name="二部", parent=root)
    leaf = actions.create_unit(admin, now=now, name="一组", parent=one)
    actions.move_unit(admin, now=now, unit=one, parent=two)
    leaf.refresh_from_db()
    assert leaf.path == "0001000200010001"
    told = Event.objects.get(kind="people.unit-moved")
    assert told.payload == {"old": "00010001", "new": "000100020001"}
    one.refresh_from_db()
    leaf.refresh_from_db()
    with pytest.raises(Refused):
        actions.move_unit(admin, now=now, unit=one, parent=leaf)


def test_a_seller_draws_no_org_tree(now, admin):
    seller = person(admin, "lin")
    unit = actions.create_unit(admin, now=now, name="公司")
    for act in (
        lambda: actions.create_unit(seller, now=now, name="X"),
        lambda: actions.rename_unit(seller, now=now, unit=unit, name="X"),
        lambda: actions.move_unit(seller, now=now, unit=unit, parent=None),
    ):
        with pytest.raises(Refused):
            act()


def test_granting_twice_moves_the_last_day_only(now, admin):
    seller = person(admin, "lin")
    today = now.date()
    actions.grant(admin, now=now, user=seller, kind="project", object_id=3, why="approval:1", until_on=today)
    actions.grant(admin, now=now, user=seller, kind="project", object_id=3, why="approval:1")
    assert list(Grant.objects.values_list("user_id", "until_on")) == [(seller.pk, None)]
    assert list(queries.granted_ids(seller, "project")) == [3]
    assert actions.revoke_grants(admin, now=now, kind="project", object_id=3, why="approval:1") == 1
    assert actions.revoke_grants(admin, now=now, kind="project", object_id=3, why="approval:1") == 0
    assert list(queries.granted_ids(seller, "project")) == []


def test_a_grant_ends_with_its_last_day(now, admin):
    seller = person(admin, "lin")
    today = timezone.localdate(now)
    actions.grant(admin, now=now, user=seller, kind="project", object_id=3, why="legal", until_on=today)
    assert list(queries.granted_ids(seller, "project")) == [3]
    assert list(queries.granted_ids(seller, "project", today + dt.timedelta(days=1))) == []


def test_deputy_decides_while_the_manager_is_away_and_not_a_day_longer(now, admin):
    root = actions.create_unit(admin, now=now, name="公司")
    manager = person(admin, "boss", "sales_manager", root, root)
    deputy = person(admin, "stand-in", "sales", root)
    today = now.date()
    absence = actions.set_deputy(
        manager, now=now, user=manager, deputy=deputy, from_on=today, until_on=today + dt.timedelta(days=3)
    )
    assert queries.deciders("sales_manager", root.path, today=today) == [deputy]
    assert queries.stands_for(deputy, today) == {deputy.pk, manager.pk}
    assert queries.deciders("sales_manager", root.path, today=today + dt.timedelta(days=4)) == [manager]
    actions.end_deputy(manager, now=now, absence=absence)
    assert queries.deciders("sales_manager", root.path, today=today) == [manager]


@pytest.mark.parametrize(("days", "field"), [((1, 0), "until_on"), ((0, 5), "from_on")])
def test_impossible_absences_are_refused(now, admin, days, field):
    one, two = person(admin, "one"), person(admin, "two")
    today = now.date()
    actions.set_deputy(one, now=now, user=one, deputy=two, from_on=today, until_on=today)
    start, end = (today + dt.timedelta(days=n) for n in days)
    with pytest.raises(Refused) as refusal:
        actions.set_deputy(one, now=now, user=one, deputy=two, from_on=start, until_on=end)
    assert refusal.value.field == field
    with pytest.raises(Refused):
        actions.set_deputy(one, now=now, user=one, deputy=one, from_on=today, until_on=today)
    with pytest.raises(Refused):
        actions.set_deputy(one, now=now, user=two, deputy=one, from_on=today, until_on=today)


def test_where_requester_and_approver_are_one_it_goes_one_up(now, admin):
    root = actions.create_unit(admin, now=now, name="公司")
    team = actions.create_unit(admin, now=now, name="一部", parent=root)
    manager = person(admin, "boss", "sales_manager", team, team)
    director = person(admin, "head", "sales_director", root, root)
    assert queries.deciders("sales_manager", team.path, today=now.date()) == [manager]
    assert queries.deciders("sales_manager", team.path, today=now.date(), never=frozenset({manager.pk})) == [director]


def test_a_token_is_kept_as_a_digest_and_dies_when_revoked(now, admin):
    token, secret = actions.make_token(admin, now=now, label="对账", read_only=False)
    assert secret not in token.digest
    assert queries.token_of(secret) == token
    assert queries.token_of(secret[:-1]) is None
    assert queries.token_of("") is None
    with pytest.raises(Refused):
        actions.make_token(admin, now=now, label="x", user=person(admin, "lin"))
    with pytest.raises(Refused):
        actions.make_token(admin, now=now, label=" ")
    actions.mark_used(token, now=now)
    token.refresh_from_db()
    assert token.last_used_on == now.date()
    actions.revoke_token(admin, now=now, token=token)
    assert queries.user_of_token(secret) is None


def test_nobody_revokes_the_token_of_somebody_else(now, admin):
    from django.http import Http404

    seller = person(admin, "lin")
    token, secret = actions.make_token(admin, now=now, label="对账")
    with pytest.raises(Refused):
        actions.revoke_token(seller, now=now, token=token)
    with pytest.raises(Http404):
        permissions.token_for(seller, token.pk)
    assert queries.user_of_token(secret) == admin
