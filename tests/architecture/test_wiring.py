"""The wiring screen: every place leads somewhere and has an icon; every route is reached by a rule."""

from django.urls import reverse

from milepost.config import wiring
from milepost.ui.assets import require_icon


def places() -> list[wiring.Place]:
    return [*wiring.NAVIGATION, *wiring.CREATE, *wiring.ACCOUNT_MENU]


def test_every_place_leads_to_a_page_and_has_an_icon() -> None:
    for place in places():
        assert reverse(place.url)
        assert require_icon(place.icon)


def test_navigation_has_at_most_seven_places_with_their_own_keys() -> None:
    keys = [place.key for place in wiring.NAVIGATION]
    assert len(keys) == len(set(keys)) <= 7
    assert {"today", "projects", "customers"} <= set(keys)


def test_the_palette_has_somewhere_to_ask() -> None:
    assert reverse(wiring.SEARCH)
