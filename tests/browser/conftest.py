"""What a browser test asks for: a site, pages of a width, everything watched for faults."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium, looking, site

HERE = Path(__file__).parent
WIDE, PHONE = 1440, 390
HEIGHTS = {WIDE: 900, PHONE: 844}
PATIENCE_MS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Opens(Protocol):
    """Opens a page: width, language, theme, and which site when it is not the shared one."""

    def __call__(
        self, width: int = WIDE, language: str = "zh-hans", theme: str = "light", at: site.Site | None = None
    ) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    found = chromium.find()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found.executable, args=found.flags, env=dict(found.environment)
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample company, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("prepared") / "data"
    folder.mkdir()
    with site.running(folder):
        pass
    return folder


@pytest.fixture(scope="session")
def shared_site(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Site]:
    """The sample company for tests that only look, or change nothing that others count."""
    with site.running(site.copied(prepared, tmp_path_factory.mktemp("shared") / "data")) as running:
        yield running


@pytest.fixture(scope="module")
def own_site(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Site]:
    """A sample company for the tests of one file alone: journeys change it as they like."""
    with site.running(site.copied(prepared, tmp_path_factory.mktemp("own") / "data")) as running:
        yield running


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[site.Site]:
    """An installation without the sample: one administrator."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    folder.mkdir()
    with site.running(folder, empty=True) as running:
        yield running


@pytest.fixture
def page_at(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Opens]:
    """Pages, each in a browser context of its own; a fault the browser reports fails the test."""
    contexts, faults = [], []

    def opens(width: int = WIDE, language: str = "zh-hans", theme: str = "light", at: site.Site | None = None) -> Page:
        where = at or request.getfixturevalue("shared_site")
        phone = width < 768
        context = browser.new_context(
            base_url=where.url, viewport={"width": width, "height": HEIGHTS[width]}, is_mobile=phone, has_touch=phone,
            locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_MS)
        cookies = {"theme": theme, "language": language}
        context.add_cookies([{"name": name, "value": value, "url": where.url} for name, value in cookies.items()])
        page = context.new_page()
        contexts.append(context)
        faults.append(looking.watch_faults(page))
        return page

    yield opens
    for context in contexts:
        context.close()
    found = [fault for list_ in faults for fault in list_]
    assert not found, "the browser reported:\n" + "\n".join(found)


@pytest.fixture(scope="session")
def signed_in_before() -> dict[str, Any]:
    """The cookies of each role on the shared site: signing in once is enough for tests that only look."""
    return {}


@pytest.fixture
def signed_in(page_at: Opens, signed_in_before: dict[str, Any]) -> Callable[..., Page]:
    """A page signed in as a role of the sample company, named by its Chinese label."""

    def opens(role: str, width: int = WIDE, theme: str = "light", at: site.Site | None = None) -> Page:
        page = page_at(width, theme=theme, at=at)
        if at is None and role in signed_in_before:
            page.context.add_cookies(signed_in_before[role])
            return page
        looking.sign_in_as(page, role)
        if at is None:
            own = ("milepost", "milepost-csrf")
            signed_in_before[role] = [one for one in page.context.cookies() if one["name"] in own]
        return page

    return opens
