"""The funnel, customers, and whose token this is."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from milepost.accounts import queries as accounts
from milepost.accounts.models import Customer
from milepost.api import paging, shapes
from milepost.api.auth import user_of
from milepost.api.faults import with_faults
from milepost.control import queries
from milepost.control.queries import Line, Step
from milepost.control.rules.filters import Filters
from milepost.people import queries as people
from milepost.playbook import queries as playbooks
from milepost.search import queries as search
from milepost.ui.text import say

router = Router()


class FunnelQuery(shapes.Strict):
    """Whose funnel: a unit with all below it, an owner, one currency."""

    team: Annotated[str, Field(pattern=r"^([0-9]{4}){0,16}$")] = ""
    owner: Annotated[int, Field(ge=0, le=2**53)] = 0
    currency: Annotated[str, Field(pattern=r"^([A-Z]{3})?$")] = ""


class CustomerQuery(shapes.Strict):
    """A search over customers."""

    q: shapes.Words = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=100)] = ""


@router.get("/me", response=with_faults(shapes.Me), url_name="me", summary="Whose token this is", tags=["me"])
def me(request: HttpRequest) -> dict[str, Any]:
    """The person a token belongs to, and whether it may write."""
    user = user_of(request)
    roles = sorted(people.role_keys(user))
    named = {name: getattr(user, name) for name in ("username", "name", "language")}
    return named | {"id": user.pk, "roles": roles, "read_only": request.auth.read_only}  # type: ignore[attr-defined]


@router.get("/funnel", response=with_faults(shapes.FunnelWhole), url_name="funnel", summary="Funnel", tags=["figures"])
def funnel(request: HttpRequest, asked: Query[FunnelQuery]) -> dict[str, Any]:
    """Count, claimed and proved amounts per stage, and how many went on from it."""
    shapes.refuse_unknown(request, FunnelQuery)
    playbook = playbooks.live_playbook()
    chosen = Filters(**asked.model_dump())
    made = queries.funnel(user_of(request), chosen, [stage.key for stage in playbook.stages], timezone.localdate())
    names = {stage.key: say(stage.name) for stage in playbook.stages}
    return {
        "count": made.count,
        "sums": _sums(made.lines),
        "steps": [_step(step, names[step.stage]) for step in made.steps],
    }


def _step(step: Step, name: str) -> dict[str, Any]:
    plain = {key: getattr(step, key) for key in ("stage", "count", "age_days", "went_on", "ended_here", "conversion")}
    return plain | {"name": name, "sums": _sums(step.lines)}


def _sums(lines: list[Line]) -> list[dict[str, Any]]:
    names = ("currency", "count", "amount_fen", "claimed_fen", "earned_fen")
    return [{name: getattr(line, name) for name in names} for line in lines]


@router.get(
    "/customers",
    response=with_faults(shapes.Customers),
    url_name="customers",
    summary="Customers you see",
    tags=["customers"],
)
def customers(request: HttpRequest, asked: Query[CustomerQuery]) -> dict[str, Any]:
    """Customers, oldest first, a page at a time; ``q`` finds by name, also by pinyin initials."""
    shapes.refuse_unknown(request, CustomerQuery)
    found = accounts.customers_visible(user_of(request))
    if asked.q.strip():
        found = found.filter(pk__in=search.find_ids("customer", asked.q))
    shown = list(_after(found, asked.cursor).order_by("pk")[: asked.limit + 1])
    more = str(shown[asked.limit - 1].pk) if len(shown) > asked.limit else ""
    items = [_customer(one) for one in shown[: asked.limit]]
    return {"count": found.count(), "next": paging.wrapped(more), "items": items}


def _after(found: QuerySet[Customer], cursor: str) -> QuerySet[Customer]:
    if not cursor:
        return found
    mark = paging.unwrapped(cursor)
    if not mark.isdecimal() or len(mark) > 18:
        raise paging.wrong()
    return found.filter(pk__gt=int(mark))


def _customer(one: Customer) -> dict[str, Any]:
    plain = {
        name: getattr(one, name) for name in ("name", "credit_code", "industry", "region", "website", "external_id")
    }
    owner = {"id": one.owner.pk, "name": one.owner.name} if one.owner else None
    return plain | {"id": one.pk, "owner": owner}
