"""What lists, boards and sums may be filtered by: a closed list, read from and written to a query string."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from milepost.kernel import period

STATUSES = ("open", "won", "lost", "suspended", "no_decision", "delivered")
ENDED = ("lost", "suspended", "no_decision")
STATUS_GROUPS = {"closed": ("delivered", *ENDED), "ended": ENDED, "all": STATUSES}
KINDS = ("project", "account", "channel")
SIGNS = ("month", "quarter", "late", "none")
GATES = ("pending", "returned")


@dataclass(frozen=True, slots=True)
class Filters:
    """One choice of projects. Empty means: not narrowed; ``status`` starts at the open ones.

    ``team`` is a unit path with everything below it, ``standard`` a standard the project lacks in its
    stage, ``beyond`` the order of a stage it went past, ``reached`` that of
    the furthest stage it came to, ``amount_min`` and ``amount_max`` whole yuan.
    """

    q: str = ""
    status: str = "open"
    stage: str = ""
    team: str = ""
    owner: int = 0
    mine: bool = False
    level: str = ""
    kind: str = ""
    currency: str = ""
    standard: str = ""
    beyond: int = 0
    reached: int = 0
    sign: str = ""
    gate: str = ""
    amount_min: int = 0
    amount_max: int = 0
    still: bool = False
    expiring: bool = False
    unproved: bool = False
    incomplete: bool = False
    held: bool = False
    proved: bool = False

    def statuses(self) -> tuple[str, ...]:
        """The statuses wanted."""
        return STATUS_GROUPS.get(self.status, (self.status,))

    def kept(self) -> bool:
        """True when kept sums can answer: nothing narrows but place, owner, stage, status, currency, standard."""
        only = dataclasses.replace(
            self,
            status="open",
            stage="",
            team="",
            owner=0,
            mine=False,
            kind="",
            currency="",
            standard="",
            beyond=0,
            reached=0,
        )
        return only == Filters()

    def query(self, **changes: object) -> str:
        """The query string of these filters with some changed; what stands at its start is left out."""
        changed = dataclasses.replace(self, **changes)  # type: ignore[arg-type]
        start = Filters()
        pairs = {f.name: getattr(changed, f.name) for f in dataclasses.fields(Filters)}
        return urlencode({k: _written(v) for k, v in pairs.items() if v != getattr(start, k)})


def _written(value: object) -> object:
    return "1" if value is True else value


def read(given: Mapping[str, str]) -> Filters:
    """Filters out of a query string. What is unknown or malformed is left out, never an error."""
    return Filters(
        q=given.get("q", "").strip()[:60],
        status=_one(given, "status", (*STATUSES, *STATUS_GROUPS)) or "open",
        stage=_word(given, "stage"),
        team=given.get("team", "") if given.get("team", "").isdigit() else "",
        owner=_number(given, "owner"),
        level=_one(given, "level", ("A", "B", "C")),
        kind=_one(given, "kind", KINDS),
        currency=given.get("currency", "") if _currency(given.get("currency", "")) else "",
        standard=_word(given, "standard"),
        beyond=_number(given, "beyond"),
        reached=_number(given, "reached"),
        sign=_one(given, "sign", SIGNS),
        gate=_one(given, "gate", GATES),
        amount_min=_number(given, "amount_min"),
        amount_max=_number(given, "amount_max"),
        **{name: given.get(name) == "1" for name in FLAGS},
    )


FLAGS = ("mine", "still", "expiring", "unproved", "incomplete", "held", "proved")


def _one(given: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = given.get(name, "")
    return value if value in allowed else ""


def _word(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "")
    return value if value.replace("_", "").isalnum() and value.isascii() and len(value) <= 60 else ""


def _currency(value: str) -> bool:
    return len(value) == 3 and value.isascii() and value.isupper()


def _number(given: Mapping[str, str], name: str) -> int:
    value = given.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 12 else 0


def sign_span(sign: str, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """First and last day meant by ``month``, ``quarter`` or ``late`` (until yesterday)."""
    if sign == "month":
        return period.month(today)
    if sign == "quarter":
        return period.quarter(today)
    return None, today - dt.timedelta(days=1)


def replaced(chosen: Filters, **changes: object) -> Filters:
    """The filters with some changed."""
    return dataclasses.replace(chosen, **changes)  # type: ignore[arg-type]
