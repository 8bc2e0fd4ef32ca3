"""What the API takes and gives. Money is whole fen with a currency; days are ISO dates; weights are percent."""

import datetime as dt
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

# No control characters: PostgreSQL refuses NUL, and no name holds any.
Words = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]
Key = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z0-9_-]*$")]
Number = Annotated[int, Field(ge=1, le=2**53)]


class Strict(Schema):
    """A body or a query that takes nothing but its own fields."""

    model_config = ConfigDict(extra="forbid")


def refuse_unknown(request: HttpRequest, query: type[Schema]) -> None:
    """Raises Refused for a parameter the query does not know: a misspelt filter must not widen the answer."""
    unknown = sorted(set(request.GET) - set(query.model_fields))
    if unknown:
        names = ", ".join(unknown)[:80]
        raise Refused(Text(f"没有参数：{names}。", f"No such parameter: {names}."), field=unknown[0][:40])


class Fault(Schema):
    """What went wrong, in the language asked for."""

    code: str
    message: str
    field: str | None = None
    details: list[str] = []


class Problem(Schema):
    """Every error answers with this."""

    error: Fault


class Person(Schema):
    """A colleague."""

    id: int
    name: str


class Me(Schema):
    """Whose token this is and what it may do."""

    id: int
    username: str
    name: str
    roles: list[str]
    language: str
    read_only: bool


class Sum(Schema):
    """Sums of one currency; amounts of different currencies are never added."""

    currency: str
    count: int
    amount_fen: int
    claimed_fen: int
    earned_fen: int


class Project(Schema):
    """One project as lists show it. ``claimed`` counts the stage it stands in, ``earned`` what was verified."""

    id: int
    code: str
    name: str
    customer: str
    owner: Person
    kind: str
    status: str
    stage: str
    level: str
    amount_fen: int
    currency: str
    claimed_weight: int
    earned_weight: int
    claimed_fen: int
    earned_fen: int
    expected_sign_on: dt.date | None
    stage_entered_on: dt.date
    stage_limit_on: dt.date | None
    required: int
    counting: int
    by_hand: int
    missing: list[str]
    expiring: list[str]
    expired: list[str]
    next_step: str
    next_on: dt.date | None
    last_contact_on: dt.date | None
    gate_state: str
    on_hold: bool
    incomplete: bool


class Projects(Schema):
    """A page of projects. ``count`` and ``sums`` cover every project that answers the filters, not the page."""

    count: int
    sums: list[Sum]
    next: str | None
    items: list[Project]


class Member(Schema):
    """Somebody of the deal team."""

    user: Person
    role: str


class Passed(Schema):
    """The newest word on a stage: verified, skipped, claimed or revoked."""

    stage: str
    result: str
    on: dt.date


class ProjectWhole(Project):
    """One project with its customer, team and passes."""

    customer_id: int
    external_id: str
    team: list[Member]
    passes: list[Passed]


class Brief(Schema):
    """What is known of the project; null is unknown. ``version`` is also the ETag."""

    version: int
    need_summary: str | None
    need_by: dt.date | None
    trigger: str | None
    budget_min_fen: int | None
    budget_max_fen: int | None
    funding_source: str | None
    payment_record: str | None
    procurement_method: str | None
    agency: str | None
    expected_notice_on: dt.date | None
    expected_award_on: dt.date | None
    confirmed_on: dt.date | None


Fen = Annotated[int, Field(ge=0, le=2**53)]
Long = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
Short = Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00]*$")]


class BriefChanges(Strict):
    """Fields that were learned; what is left out stays, null makes a field unknown again."""

    need_summary: Long | None = None
    need_by: dt.date | None = None
    trigger: Long | None = None
    budget_min_fen: Fen | None = None
    budget_max_fen: Fen | None = None
    funding_source: Short | None = None
    payment_record: Key | None = None
    procurement_method: Key | None = None
    agency: Short | None = None
    expected_notice_on: dt.date | None = None
    expected_award_on: dt.date | None = None


class BriefEdit(Strict):
    """A change of the brief, with its source. A date or budget that moves needs ``reason``."""

    changes: BriefChanges
    source: Short = ""
    strength: Annotated[int, Field(ge=0, le=3)] = 0
    dated_on: dt.date | None = None
    reason: Short = ""


class MoveTo(Strict):
    """Where the card is to go."""

    to_stage: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_-]+$")]


class Lacking(Schema):
    """A standard that is not met."""

    standard: str
    name: str


class Moved(Schema):
    """What came of it: ``asked`` (an approver has to decide), ``passed`` (it stands there now), or ``sheet`` (it may not pass yet)."""

    result: Literal["asked", "passed", "sheet"]
    kind: str
    stage: str
    missing: list[Lacking]
    missing_roles: list[str]
    request_id: int | None


class FunnelStep(Schema):
    """One stage of the funnel."""

    stage: str
    name: str
    count: int
    sums: list[Sum]
    age_days: int | None
    went_on: int
    ended_here: int
    conversion: int | None


class FunnelWhole(Schema):
    """The funnel of open projects; the steps add up to ``count`` and ``sums``."""

    count: int
    sums: list[Sum]
    steps: list[FunnelStep]


class Customer(Schema):
    """An organisation sold to."""

    id: int
    name: str
    credit_code: str
    industry: str
    region: str
    website: str
    external_id: str
    owner: Person | None


class Customers(Schema):
    """A page of customers; ``count`` covers all that answer the search."""

    count: int
    next: str | None
    items: list[Customer]
