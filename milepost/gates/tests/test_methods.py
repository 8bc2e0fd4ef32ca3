"""The procurement method selects the standards of the bidding stage."""

import pytest

from milepost.evidence.tests.world import World
from milepost.gates import queries
from milepost.gates.tests.pilot import pilot

FULL = {"bid_decided", "released", "submitted", "awarded", "matrix_attached"}


@pytest.mark.parametrize(
    ("method", "wanted"),
    [
        ("open_tender", FULL),
        ("invited_tender", FULL),
        ("competitive_consultation", FULL),
        ("competitive_negotiation", FULL),
        ("inquiry", FULL - {"matrix_attached"}),
        ("single_source", FULL - {"matrix_attached"}),
        ("enterprise_compare", {"released", "selected_in_writing"}),
        ("framework_order", {"released", "selected_in_writing"}),
        ("undecided", FULL | {"selected_in_writing"}),
    ],
)
def test_the_method_selects_what_the_bidding_gate_asks(world: World, method: str, wanted: set[str]) -> None:
    flight = pilot(world, "C")
    flight.brief(procurement_method=method)
    sheet = queries.sheet(flight.project, world.seller, world.today, stage="bidding")
    assert {row.key for row in sheet.rows} == wanted


def test_a_direct_purchase_is_won_without_a_tender(world: World) -> None:
    flight = pilot(world, "C")
    flight.through("discovery", "contact", "technical", "commercial")
    flight.brief(procurement_method="enterprise_compare")
    flight.ask("fatal_check_first", "fatal_check_second")
    flight.granted("fatal_check_first", "fatal_check_second")
    flight.piece("customer_message", "selected_in_writing", tags=("selection",))
    flight.decide(flight.request())
    flight.project.refresh_from_db()
    weight = queries.weight(flight.through("contract"), world.today)
    assert weight is not None
    assert (flight.project.status, weight.earned) == ("won", 100)
