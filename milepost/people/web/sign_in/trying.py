"""One-click viewing of the sample company: who may, and as whom."""

import ipaddress
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest

from milepost.people.models import RoleHeld, User
from milepost.people.rules.roles import ROLES

FIRST = ("sales_director", "sales", "presales")
LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


def is_offered(request: HttpRequest) -> bool:
    """True on this very machine only: never with --lan, behind a proxy, or under another name."""
    if settings.MILEPOST_LAN or settings.MILEPOST_BEHIND_PROXY or _came_through_proxy(request):
        return False
    name = request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    return name in LOOPBACK_NAMES and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _came_through_proxy(request: HttpRequest) -> bool:
    return any(name in request.headers for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def person(role: str) -> User | None:
    """The sample person shown for a role: the first who holds it; None without sample data."""
    held = RoleHeld.objects.filter(role=role, user__is_sample=True, user__is_active=True)
    first = held.select_related("user").order_by("user_id").first()
    return first.user if first else None


def roles_with_people() -> list[str]:
    """Roles of the sample company that somebody holds: director, seller, presales first."""
    held = RoleHeld.objects.filter(user__is_sample=True, user__is_active=True)
    return _in_order(held.values_list("role", flat=True).distinct())


def _in_order(found: Iterable[str]) -> list[str]:
    order = [*FIRST, *(role for role in ROLES if role not in FIRST)]
    return sorted(set(found), key=order.index)
