"""Every route of the product with its rule of access, collected from the rooms' own ``web/urls.py``.

A room says beside its ``urlpatterns``::

    ACCESS = {"project": "project-read", "project_rename": "project-edit POST", "imports": "roles:admin,sales_ops"}

The rule comes first, then the methods the view takes (``GET`` when none is named). The access matrix in
``config/tests`` asks every route as everybody and fails for a route without a rule.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

HERE: Mapping[str, str] = {
    "healthz": "open",
    "readyz": "open",
    "ui:language": "open POST",
    "ui:styleguide": "roles:admin",
    "ui:styleguide-sheet": "roles:admin",
    "ui:styleguide-move": "roles:admin POST",
}
"""Routes that no room above the design system owns."""
RULES = frozenset(
    {
        "open",
        "signed-in",
        "own",
        "secret-link",
        "loopback",
        "project-read",
        "project-edit",
        "project-lead",
        "project-above",
        "customer-read",
        "customer-edit",
        "gate-decide",
        "approval-decide",
        "piece-read",
        "token",
        "token-project-read",
        "token-project-edit",
    }
)
"""Rules beside ``roles:a,b``; what each promises is written in ``config/tests/expectations.py``."""
METHODS = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE"})


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a route, with which methods. ``roles`` is filled for ``roles:…`` rules only."""

    name: str
    methods: tuple[str, ...]
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Route:
    """One URL pattern: its full name, its path, the names of its arguments, its rule when it has one."""

    name: str
    path: str
    arguments: tuple[str, ...]
    rule: Rule | None


def read(text: str) -> Rule:
    """A rule from its words. Raises ValueError for a rule or a method that is not known."""
    first, *methods = text.split()
    unknown = set(methods) - METHODS
    if unknown:
        raise ValueError(f"unknown methods {sorted(unknown)} in access rule {text!r}")
    taken = tuple(methods) or ("GET",)
    if first.startswith("roles:"):
        return Rule("roles", taken, frozenset(first.removeprefix("roles:").split(",")))
    if first not in RULES:
        raise ValueError(f"unknown access rule {first!r}; known: {sorted(RULES)} and roles:a,b")
    return Rule(first, taken)


def routes() -> list[Route]:
    """Every named or nameless route, in the order of the resolver."""
    patterns = get_resolver().url_patterns
    return list(_walk(patterns, "", "", (HERE,)))


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, space: str, tables: tuple[Mapping[str, str], ...]
) -> Iterator[Route]:
    for one in patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one.url_patterns, path, inner, (_table(one), *tables))
        else:
            name = f"{space}{one.name}" if one.name else ""
            yield Route(name, path, _arguments(one), _rule(tables, name, one.name or ""))


def _arguments(pattern: URLPattern) -> tuple[str, ...]:
    return tuple(pattern.pattern.converters) or tuple(pattern.pattern.regex.groupindex)


def _table(resolver: URLResolver) -> Mapping[str, str]:
    table: Mapping[str, str] = getattr(resolver.urlconf_name, "ACCESS", {})
    return table


def _rule(tables: tuple[Mapping[str, str], ...], name: str, short: str) -> Rule | None:
    for table in tables:
        text = table.get(name) or table.get(short)
        if text:
            return read(text)
    return None
