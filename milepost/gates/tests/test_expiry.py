"""Expiry helps and does not harass: a 60-day tender walked day by day through real models."""

import datetime as dt

from milepost.diary import actions as diary
from milepost.evidence import actions as evidence
from milepost.evidence.models import Piece
from milepost.evidence.tests.world import World
from milepost.gates import queries
from milepost.gates.tests.pilot import Pilot, pilot
from milepost.playbook import queries as playbooks
from milepost.playbook.rules.judge.verdict import StandardVerdict


def earned(flight: Pilot, day: dt.date) -> int:
    weight = queries.weight(flight.project, day)
    assert weight is not None
    return weight.earned


def judged(flight: Pilot, day: dt.date, stage: str) -> dict[str, StandardVerdict]:
    return {verdict.key: verdict for verdict in queries.verdicts(flight.project, day, stage)}


def in_commercial(world: World) -> Pilot:
    """A B project whose 商务突破 was verified today: 80 %."""
    flight = pilot(world, "B")
    flight.through("discovery", "contact", "technical", "commercial")
    assert earned(flight, world.today) == 80
    return flight


def test_a_sixty_day_tender_loses_nothing_from_deadline_to_award(world: World) -> None:
    flight = in_commercial(world)
    notice = world.today + dt.timedelta(days=5)
    deadline = dt.datetime.combine(notice + dt.timedelta(days=20), dt.time(9, 30), world.now.tzinfo)
    award = deadline.date() + dt.timedelta(days=60)
    flight.tender(deadline_at=deadline.isoformat())
    day, seen = world.today, set()
    while day < award:
        seen.add(earned(flight, day))
        day += dt.timedelta(days=1)
    assert seen == {80}
    assert judged(flight, award, "commercial")["majority_ours"].counts
    world.later((award - world.today).days)
    flight.tender(award_notice_on=award.isoformat())
    assert earned(flight, award + dt.timedelta(days=400)) == 80


def test_during_the_tender_only_a_recorded_fact_turns_a_standard(world: World) -> None:
    flight = in_commercial(world)
    deadline = world.now + dt.timedelta(days=10)
    flight.tender(deadline_at=deadline.isoformat())
    world.later(40)
    assert earned(flight, world.today) == 80
    funds = Piece.objects.get(project=flight.project, tags=["funds"])
    evidence.withdraw(world.seller, now=world.now, piece=funds, why="预算批复作废")
    assert earned(flight, world.today) == 50
    other = flight.piece("public_notice", "funds_proved", tags=("funds",))
    evidence.accept(world.sales_manager, now=world.now, piece=other)
    assert earned(flight, world.today) == 80


def test_without_a_tender_notice_then_review_then_only_the_stages_own_weight_falls(world: World) -> None:
    flight = in_commercial(world)
    gate = playbooks.compiled(flight.project.playbook_id).gate
    assert (gate.notice_days, gate.review_days) == (7, 14)
    start = world.today
    states = {}
    for days in range(60):
        day = start + dt.timedelta(days=days)
        verdict = judged(flight, day, "commercial")["majority_ours"]
        states[days] = ("review" if verdict.under_review else verdict.state, earned(flight, day))
    assert states[23] == ("met", 80)
    assert states[24] == ("expiring", 80)
    assert states[30] == ("expiring", 80)
    assert states[31] == ("review", 80)
    assert states[44] == ("review", 80)
    assert states[45] == ("expired", 50)
    assert states[59] == ("expired", 50)


def test_a_matching_diary_contact_renews_by_itself(world: World) -> None:
    flight = pilot(world, "B")
    flight.prepare("discovery")
    notice = Piece.objects.get(project=flight.project, type="public_notice")
    evidence.withdraw(world.seller, now=world.now, piece=notice, why="用电话印证代替")
    people = [world.contact(flight.project, name) for name in ("王处长", "李科长")]
    for person in people:
        diary.write(world.seller, now=world.now, project=flight.project, text="电话核实", kind="call", people=[person])
    flight.decide(flight.request())
    world.later(86)
    before = judged(flight, world.today, "discovery")["corroborated"]
    assert before.state == "expiring"
    for person in people:
        diary.write(
            world.seller, now=world.now, project=flight.project, text="电话再核实", kind="call", people=[person]
        )
    after = judged(flight, world.today, "discovery")["corroborated"]
    assert (after.state, after.valid_until) == ("met", world.today + dt.timedelta(days=90))


def test_only_the_last_verified_stage_is_watched(world: World) -> None:
    flight = in_commercial(world)
    late = world.today + dt.timedelta(days=44)
    assert judged(flight, late + dt.timedelta(days=60), "contact")["roles_met"].state == "expired"
    assert earned(flight, late) == 80
