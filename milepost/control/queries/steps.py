"""The funnel: per stage how many, claimed, proved, how long, how many went on; per team and per seller."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from milepost.control.queries import sums
from milepost.control.queries.sums import Grouped, Line
from milepost.control.rules.cells import NOTHING, Sums
from milepost.control.rules.filters import ENDED, Filters
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import Unit, User
from milepost.people.rules import paths

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: its open projects, their mean age in it, and of those decided here how many went on.

    ``filters`` choose the open projects, ``beyond`` those that went on, ``ended`` those that ended here.
    """

    stage: str
    filters: Filters
    lines: list[Line]
    count: int
    age_days: int | None
    went_on: int
    ended_here: int
    beyond: Filters
    ended: Filters

    @property
    def conversion(self) -> int | None:
        """Percent that went on, of those that went on or ended here; None when nothing was decided yet."""
        decided = self.went_on + self.ended_here
        return self.went_on * 100 // decided if decided else None


@dataclass(frozen=True, slots=True)
class Part:
    """A team or a seller: its sums, and the filters that choose its projects; ``deeper``: it has parts itself."""

    name: Text
    filters: Filters
    lines: list[Line]
    count: int
    deeper: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """Steps from first to last, their whole, and the parts it is made of."""

    steps: list[Step]
    lines: list[Line]
    count: int
    parts: list[Part]
    by_owner: bool


def funnel(user: User, chosen: Filters, stages: Sequence[str], today: dt.date) -> Funnel:
    """The funnel of the projects chosen by team, owner or currency. Steps and parts add up to ``lines``."""
    plain = replace(chosen, kind="project", stage="", status="all", standard="", beyond=0, reached=0)
    found = sums.grouped(user, plain, today, ("status", "stage", "reached_order"))
    standing = {key: value for key, value in found.items() if key[0] == "open"}
    steps = [_step(plain, stage, at, found, today) for at, stage in enumerate(stages, 1)]
    lines = sums.as_lines(standing)
    split, by_owner = parts(user, replace(plain, status="open"), today)
    return Funnel(steps, lines, sums.total_of(lines), split, by_owner)


def _step(plain: Filters, stage: str, order: int, found: Grouped, today: dt.date) -> Step:
    here = {key: value for key, value in found.items() if key[:2] == ("open", stage)}
    whole = _added(here.values())
    lines = sums.as_lines(here)
    beyond = _count(found, lambda status, reached: reached > order or status in ("won", "delivered"))
    ended = _count(found, lambda status, reached: reached == order and status in ENDED)
    return Step(
        stage=stage,
        filters=replace(plain, status="open", stage=stage),
        lines=lines,
        count=whole.count,
        age_days=_age(whole, today),
        went_on=beyond,
        ended_here=ended,
        beyond=replace(plain, beyond=order),
        ended=replace(plain, status="ended", reached=order),
    )


def _added(all_sums: "Iterable[Sums]") -> Sums:
    whole = NOTHING
    for one in all_sums:
        whole = whole.plus(one)
    return whole


def _count(found: Grouped, wanted: Callable[[str, int], bool]) -> int:
    return sum(value.count for (status, _, reached, _), value in found.items() if wanted(status, reached))


def _age(whole: Sums, today: dt.date) -> int | None:
    if not whole.count or not whole.entered_days:
        return None
    return today.toordinal() - round(whole.entered_days / whole.count)


def parts(user: User, chosen: Filters, today: dt.date) -> tuple[list[Part], bool]:
    """The chosen projects split by the units one level down, or by owner where there is one unit only."""
    return split(sums.grouped(user, chosen, today, ("unit_path", "owner_id")), chosen)


def split(groups: Grouped, chosen: Filters, units: Sequence[Unit] | None = None) -> tuple[list[Part], bool]:
    """The same from groups of unit path, owner and currency; ``units`` when the caller has read them already."""
    places = {key[0] for key in groups}
    level = _level(places, chosen.team)
    if len({path[:level] for path in places}) < 2:
        return _owners(_split(groups, lambda key: key[1]), chosen), True
    named = {unit.path: unit for unit in (people.units_in_order() if units is None else units)}
    made = _split(groups, lambda key: key[0][:level])
    return [_team(path, named, places, chosen, part) for path, part in sorted(made.items())], False


def _level(places: set[str], chosen: str) -> int:
    """The shortest prefix, below the chosen unit, at which the places differ."""
    longest = max((len(path) for path in places), default=0)
    for length in range(len(chosen) or paths.WIDTH, longest + 1, paths.WIDTH):
        if len({path[:length] for path in places}) > 1:
            return length
    return longest


def _split(groups: Grouped, part_of: Callable[[tuple[Any, ...]], Any]) -> dict[Any, Grouped]:
    made: dict[Any, Grouped] = defaultdict(lambda: defaultdict(lambda: NOTHING))
    for key, value in groups.items():
        into = made[part_of(key)]
        into[(key[-1],)] = into[(key[-1],)].plus(value)
    return made


def _team(path: str, units: dict[str, Any], places: set[str], chosen: Filters, groups: Grouped) -> Part:
    unit = units.get(path)
    lines = sums.as_lines(groups)
    deeper = any(place != path and place.startswith(path) for place in places)
    name = Text(unit.name, unit.name_en or unit.name) if unit else Text(path, path)
    return Part(name, replace(chosen, team=path), lines, sums.total_of(lines), deeper)


def _owners(made: dict[Any, Grouped], chosen: Filters) -> list[Part]:
    names = dict(User.objects.filter(pk__in=made).values_list("pk", "name"))
    found = [(names[owner], owner, sums.as_lines(groups)) for owner, groups in made.items()]
    found.sort(key=lambda part: -sum(line.claimed_fen for line in part[2]))
    return [
        Part(Text(name, name), replace(chosen, owner=owner), lines, sums.total_of(lines), False)
        for name, owner, lines in found
    ]
