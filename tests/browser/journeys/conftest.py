"""People of the sample company at their own browsers, on a site whose clock moves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import looking, site
from tests.browser.conftest import WIDE, Opens
from tests.browser.effort import Person

Enters = Callable[..., Person]


@pytest.fixture(scope="module")
def moving_site(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Site]:
    """A sample company of its own whose days a journey lets go by."""
    with site.running(site.copied(prepared, tmp_path_factory.mktemp("moving") / "data"), clock=True) as running:
        yield running


@pytest.fixture
def enters(moving_site: site.Site, page_at: Opens) -> Enters:
    """Somebody, signed in as a role of the sample company."""

    def person(name: str, role: str, width: int = WIDE) -> Person:
        page = page_at(width, at=moving_site)
        looking.sign_in_as(page, role)
        return Person(name, page)

    return person


@pytest.fixture
def papers(tmp_path: Path) -> Callable[[str], Path]:
    """A file of this name, with content of its own."""

    def paper(name: str) -> Path:
        place = tmp_path / name
        place.write_bytes(b"%PDF-1.4\n% " + name.encode() + b"\n%%EOF\n")
        return place

    return paper
