"""A form writes its own fields and nothing a stranger adds to it."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from milepost.config import access
from milepost.config.access import Route
from milepost.config.tests.asking import BODIES, EXAMPLES, address, ask, ask_by_token
from milepost.config.tests.world import World
from milepost.people.models import User

pytestmark = pytest.mark.django_db
STRANGE = {
    "id": "1", "pk": "1", "owner_id": "1", "owner": "1", "unit": "1", "unit_path": "0001", "stage": "contract",
    "status": "won", "earned_weight": "100", "claimed_weight": "100", "amount_approved": "1", "is_active": "on",
    "is_staff": "on", "is_superuser": "on", "is_sample": "on", "roles": "admin", "admin": "on", "password": "x",
    "username": "root", "by": "1", "by_id": "1", "at": "2001-01-01", "created_at": "2001-01-01", "created_by": "1",
    "accepted_on": "2026-01-01", "accepted_by": "1", "decided_by": "1", "state": "granted", "approver": "1",
    "requester": "1", "project": "1", "project_id": "1", "customer": "1", "closed_on": "2026-01-01", "imported": "on",
    "withdrawn_on": "2026-01-01", "strength_given": "3", "earned_fen": "1", "name_key": "x", "external_id": "x",
    "code": "P-1", "playbook": "1", "parent": "1", "nonsense": "x",
}  # fmt: skip
"""Columns that no form may write unless it shows them itself; a form's own fields keep their value."""
ROUTES = {route.name: route for route in access.routes()}


def _who(world: World, route: Route) -> User:
    rule = route.rule
    assert rule
    return world.people["admin"] if rule.name == "roles" or rule.name == "project-above" else world.people["sales"]


def _own_fields(body: bytes) -> set[str]:
    return set(re.findall(r'name="([^"]+)"', body.decode()))


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_what_is_added_to_a_form_changes_nothing(world, name):
    route = ROUTES[name]
    user = _who(world, route)
    role = next(role for role, one in world.people.items() if one == user)
    project = world.project("owner", role)
    path, good = address(world, route, project), dict(EXAMPLES[name](world, project))
    plain = ask(world, user, "POST", path, good)
    assert plain.changed, f"the example of {name} is no longer good: {plain.status}"
    shown = ask(world, user, "GET", path).body if "GET" in (route.rule.methods if route.rule else ()) else b""
    added = {key: value for key, value in STRANGE.items() if key not in good and key not in _own_fields(shown)}
    polluted = ask(world, user, "POST", path, good | added)
    assert (polluted.status, polluted.values) == (plain.status, plain.values)


@pytest.mark.parametrize("name", sorted(BODIES))
def test_the_api_refuses_what_is_added(world, name):
    route = ROUTES[name]
    project, (method,) = world.project("owner", "sales"), route.rule.methods if route.rule else ("",)
    good = ask_by_token(world, "sales", method, address(world, route, project), BODIES[name])
    assert good.status == 200
    for key in STRANGE:
        added = ask_by_token(world, "sales", method, address(world, route, project), BODIES[name] | {key: STRANGE[key]})
        assert (added.status, added.changed) == (422, ()), key


def test_no_form_is_made_from_a_table():
    """ModelForm writes columns that a field list forgot to leave out; every form here names its fields."""
    for path in Path(settings.PACKAGE).glob("*/**/*.py"):
        names = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not names & {"ModelForm", "modelform_factory", "modelformset_factory"}, path
