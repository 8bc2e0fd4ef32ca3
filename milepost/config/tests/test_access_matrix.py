"""Every route, asked by everybody about everything: thirteen roles, seven relations, visitors and leavers."""

import os
import zlib

import pytest

from milepost.config import access
from milepost.config.access import Route, Rule
from milepost.config.tests import world as worlds
from milepost.config.tests.asking import BODIES, EXAMPLES, Answer, address, ask, ask_by_token
from milepost.config.tests.expectations import EVERY_ROLE, RELATIONS, allowed
from milepost.config.tests.world import MISSING, World
from milepost.people.models import User

pytestmark = pytest.mark.django_db
ROUTES = access.routes()
RULED = [route for route in ROUTES if route.rule]
OBJECT_RULES = frozenset(
    {
        "project-read",
        "project-edit",
        "project-lead",
        "project-above",
        "customer-read",
        "customer-edit",
        "gate-decide",
        "approval-decide",
        "piece-read",
    }
)
REFUSED = frozenset({403, 404, 422})
SIGN_IN = "/sign-in/login/"
FULL = os.environ.get("MILEPOST_MATRIX") == "full"


def test_every_route_has_a_rule():
    missing = sorted(route.name or route.path for route in ROUTES if route.rule is None)
    assert not missing, f"add these to ACCESS in the web/urls.py that owns them: {missing}"


def test_every_argument_has_a_maker(world):
    unknown = {
        f"{route.name}: {name}"
        for route in RULED
        if route.rule and route.rule.name in {*OBJECT_RULES, "roles", "signed-in"}
        for name in route.arguments
        if name not in worlds.ARGUMENTS and f"{route.name}.{name}" not in worlds.ARGUMENTS
    }
    assert not unknown, f"add makers to ARGUMENTS in config/tests/world.py: {sorted(unknown)}"


def _of(*rules: str) -> list[object]:
    return [pytest.param(route, id=route.name) for route in RULED if route.rule and route.rule.name in rules]


@pytest.mark.parametrize("route", _of(*OBJECT_RULES))
def test_what_belongs_to_a_project_answers_by_role_and_relation(world, route):
    wrong: list[str] = []
    for role in EVERY_ROLE:
        user = world.people[role]
        for method in route.rule.methods:
            missing = _ask(world, user, method, route, None)
            for relation in _relations(route, role, method):
                fault = _fault(route, role, relation, method, _ask(world, user, method, route, relation), missing)
                if fault:
                    wrong.append(f"{role} / {relation} / {method}: {fault}")
    assert not wrong, _told(route, wrong)


def _relations(route: Route, role: str, method: str) -> list[str]:
    """Every relation in which the person must be refused, and one in which he is let in (or may at least read).

    The one changes from route to route, so that over all routes every role is let in by every relation that lets
    him in; being let in draws a whole page. ``MILEPOST_MATRIX=full`` asks every relation on every route.
    """
    assert route.rule
    rule = "project-read" if method == "GET" else route.rule.name
    open_to_him = [one for one in RELATIONS if allowed(rule, role, one) is not False]
    if FULL or not open_to_him:
        return list(RELATIONS)
    turn = zlib.crc32(f"{route.name} {role}".encode()) % len(open_to_him)
    return [one for one in RELATIONS if one not in open_to_him or one == open_to_him[turn]]


def _told(route: Route, wrong: list[str]) -> str:
    """The faults of one route, those alike together."""
    alike: dict[str, list[str]] = {}
    for one in wrong:
        where, _, fault = one.partition(": ")
        alike.setdefault(fault, []).append(where)
    assert route.rule
    lines = [f"{fault}: {len(where)}× ({'; '.join(where[:6])})" for fault, where in alike.items()]
    return f"{route.name} ({route.rule.name}):\n" + "\n".join(lines)


def _ask(world: World, user: User, method: str, route: Route, relation: str | None) -> Answer:
    project = world.project(relation, _role_of(world, user)) if relation else None
    example = EXAMPLES.get(route.name)
    data = example(world, project) if example and project and method == "POST" else None
    return ask(world, user, method, address(world, route, project), data)


def _role_of(world: World, user: User) -> str:
    return next(role for role, one in world.people.items() if one == user)


def _fault(route: Route, role: str, relation: str, method: str, answer: Answer, missing: Answer) -> str:
    assert route.rule
    verdict = allowed(route.rule.name, role, relation)
    seen = allowed("project-read", role, relation)
    if answer.status >= 500:
        return f"failed with {answer.status}"
    if answer.wrote:
        return f"GET wrote {answer.wrote[0]}"
    if not seen:
        return (
            ""
            if (answer.status, answer.body) == (404, missing.body)
            else f"answers {answer.status}, unlike a missing one"
        )
    if verdict is False and method == "GET":
        return "" if answer.status < 500 and not answer.changed else f"reading failed or changed: {answer.status}"
    if verdict is False:
        return (
            "" if answer.status in REFUSED and not answer.changed else f"not refused: {answer.status} {answer.changed}"
        )
    if verdict and answer.status in {401, 403, 404, 405}:
        return f"refused with {answer.status}"
    return ""


@pytest.mark.parametrize("route", _of("roles"))
def test_what_is_for_some_roles_is_missing_for_the_others(world, route):
    wrong = []
    for role in EVERY_ROLE:
        for method in route.rule.methods:
            answer = ask(world, world.people[role], method, address(world, route, world.project("owner", role)))
            good = role in route.rule.roles
            if answer.status >= 500 or answer.wrote or (answer.status in {401, 403, 404}) == good:
                wrong.append(f"{role} / {method}: {answer.status} {answer.wrote}")
            if not good and answer.changed:
                wrong.append(f"{role} / {method}: changed {answer.changed}")
    assert not wrong, _told(route, wrong)


@pytest.mark.parametrize("route", _of("signed-in"))
def test_what_is_for_everybody_who_signed_in(world, route):
    wrong = []
    for role in EVERY_ROLE:
        for method in route.rule.methods:
            answer = ask(world, world.people[role], method, address(world, route, world.project("owner", role)))
            if answer.status in {401, 403, 404, 405} or answer.status >= 500 or answer.wrote:
                wrong.append(f"{role} / {method}: {answer.status} {answer.wrote}")
    assert not wrong, _told(route, wrong)


@pytest.mark.parametrize("route", _of("own"))
def test_what_is_ones_own_is_missing_for_others(world, route):
    own = worlds.own_arguments(world, route.arguments)
    for method in route.rule.methods:
        mine = ask(world, own.owner, method, address(world, route, world.projects["foreign", ""], **own.values))
        assert mine.status < 500
        missing = ask(world, own.other, method, address(world, route, None, **dict.fromkeys(own.values, MISSING)))
        theirs = ask(world, own.other, method, address(world, route, world.projects["foreign", ""], **own.values))
        assert (theirs.status, theirs.body, theirs.changed) == (404, missing.body, ())


@pytest.mark.parametrize("route", _of("token"))
def test_tokens_open_what_is_for_everybody_who_has_one(world, route):
    for role in EVERY_ROLE:
        answer = ask_by_token(world, role, "GET", address(world, route, None))
        assert (answer.status, answer.wrote) == (200, ())


@pytest.mark.parametrize("route", _of("token-project-read", "token-project-edit"))
def test_the_api_sees_and_changes_no_more_than_the_pages(world, route):
    wrong = []
    (method,) = route.rule.methods
    body, rule = BODIES.get(route.name), route.rule.name.removeprefix("token-")
    as_page = Route(route.name, route.path, route.arguments, Rule(rule, route.rule.methods))
    for role in EVERY_ROLE:
        missing = ask_by_token(world, role, method, address(world, route, None), body)
        for relation in _relations(as_page, role, method):
            answer = ask_by_token(world, role, method, address(world, route, world.project(relation, role)), body)
            fault = _fault(as_page, role, relation, method, answer, missing)
            if fault:
                wrong.append(f"{role} / {relation} / {method}: {fault}")
    assert not wrong, _told(route, wrong)


@pytest.mark.parametrize("route", [pytest.param(route, id=route.name) for route in RULED])
def test_visitors_and_leavers_only_pass_open_doors(world, route):
    by_token = route.rule.name.startswith("token")
    for user in (None, world.others["gone"]):
        for method in route.rule.methods:
            path = _some_address(world, route)
            answer = ask_by_token(world, None, method, path) if by_token else ask(world, user, method, path)
            assert answer.status < 500 or route.name == "readyz", "only readyz may say that it is not ready"
            assert not answer.changed, f"{method} {route.name} changed {answer.changed}"
            assert not answer.wrote
            if route.rule.name in {"open", "secret-link", "loopback"}:
                continue
            expected = 401 if by_token else 302
            assert answer.status == expected, f"{method} {route.name} answers a visitor with {answer.status}"
            assert expected == 401 or answer.location.startswith(SIGN_IN)


def _some_address(world: World, route: Route) -> str:
    made = worlds.ARGUMENTS.keys()
    known = {
        name: 1 if f"<int:{name}>" in route.path else "x"
        for name in route.arguments
        if not {name, f"{route.name}.{name}"} & made
    }
    return address(world, route, world.projects["owner", "sales"], **known)


@pytest.mark.parametrize(
    "route",
    [
        one
        for one in _of(*OBJECT_RULES)
        if len(one.values[0].arguments) > 1 and one.values[0].arguments[0] in {"pk", "project_pk"}
    ],  # type: ignore[attr-defined]
)
def test_a_foreign_part_is_not_reached_through_ones_own_project(world, route):
    user = world.people["sales"]
    mine, foreign = world.project("owner", "sales"), world.projects["foreign", ""]
    _first, *rest = route.arguments
    parts = {name: world.argument(route.name, name, foreign) for name in rest}
    if all(world.argument(route.name, name, mine) == value for name, value in parts.items()):
        return
    for method in route.rule.methods:
        answer = ask(world, user, method, address(world, route, mine, **parts))
        assert (answer.status, answer.changed) == (404, ()), f"{method} {route.name} reaches a foreign {rest}"


def test_the_matrix_is_as_large_as_it_claims(world):
    objects = [route for route in RULED if route.rule and route.rule.name in OBJECT_RULES]
    cases = sum(len(route.rule.methods) for route in objects if route.rule) * len(EVERY_ROLE) * len(RELATIONS)
    print(f"{len(ROUTES)} routes, {len(objects)} bound to objects, {cases} cases by role and relation")
    assert len(EVERY_ROLE) == 13
