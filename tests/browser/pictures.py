"""Pictures of the sample company for the README: ``python tests/browser/pictures.py`` writes ``docs/pictures``."""

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests.browser import chromium, looking, site  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 250 * 1024
WIDE, PHONE = (1440, 900), (390, 844)


def at(address: str) -> Callable[[Page], None]:
    """A page by its address."""

    def go(page: Page) -> None:
        page.goto(address)

    return go


def project(page: Page) -> None:
    """The project page of one of the stories."""
    page.goto("/projects/")
    page.locator("main [data-card]").get_by_role("link", name="移动护理升级", exact=True).click()


def gate(page: Page) -> None:
    """A gate that waits for its approver, opened from the inbox."""
    page.goto("/approvals/")
    page.get_by_role("link", name="去审").first.click()
    page.locator("dialog#sheet").get_by_role("button", name="通过").wait_for()


class Picture(NamedTuple):
    """Who looks at what, how large."""

    role: str
    shows: Callable[[Page], None]
    size: tuple[int, int] = WIDE


ALL = {
    "board": Picture("销售总监", at("/projects/")),
    "today": Picture("销售", at("/")),
    "landing": Picture("销售总监", at("/")),
    "gate": Picture("销售总监", gate),
    "project": Picture("销售", project),
    "funnel": Picture("销售总监", at("/funnel/")),
    "handbook": Picture("销售", at("/handbook/")),
    "phone": Picture("销售", project, PHONE),
}


def take(browser: Browser, where: site.Site, name: str, one: Picture) -> None:
    """One picture, once everything on the page has loaded."""
    width, height = one.size
    phone = one.size == PHONE
    context = browser.new_context(
        base_url=where.url, viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai",
        reduced_motion="reduce", is_mobile=phone, has_touch=phone, device_scale_factor=2 if phone else 1,
    )  # fmt: skip
    page = context.new_page()
    looking.sign_in_as(page, one.role)
    one.shows(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_function("document.querySelectorAll('[aria-busy=true]').length === 0")
    place = PICTURES / f"{name}.png"
    shot = Image.open(io.BytesIO(page.screenshot()))
    shot.convert("RGB").quantize(256).save(place, optimize=True)
    context.close()
    if place.stat().st_size > LARGEST:
        raise SystemExit(f"{place} has {place.stat().st_size // 1024} KiB, allowed are {LARGEST // 1024}")


def main() -> None:
    """All pictures, or those named on the command line."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or list(ALL)
    found = chromium.find()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        data.mkdir()
        browser = playwright.chromium.launch(
            executable_path=found.executable, args=found.flags, env=dict(found.environment)
        )
        with site.running(data) as where:
            for name in wanted:
                take(browser, where, name, ALL[name])
        browser.close()


if __name__ == "__main__":
    main()
