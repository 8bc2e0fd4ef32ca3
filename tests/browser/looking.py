"""Looking at a page: accessibility, faults the browser reports, pictures, sign-in."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
# An answer of 4xx is a thing the page deals with; the browser reports it as a fault all the same.
NOT_A_FAULT = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


def watch_faults(page: Page) -> list[str]:
    """A list that fills with what the browser reports: script errors, refused scripts and styles."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"{page.url}: {message.text}")
            if message.type == "error" and not NOT_A_FAULT.match(message.text)
            else None
        ),
    )
    return faults


def assert_accessible(page: Page) -> None:
    """Axe finds nothing; the message names rule, element and why."""
    found = Axe().run(page).response["violations"]
    lines = [
        f"{violation['id']} ({violation['impact']}): {node['target']} {node['failureSummary'].splitlines()[-1]}"
        for violation in found
        for node in violation["nodes"][:4]
    ]
    assert not found, f"{page.url}\n" + "\n".join(lines)


def assert_fits(page: Page) -> None:
    """Nothing makes the page wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than the screen"


def assert_speaks(page: Page, language: str) -> None:
    """An English page shows no Chinese but names and texts people wrote (marked ``data-own``)."""
    if language != "en":
        return
    text = page.evaluate("""() => {
        const copy = document.body.cloneNode(true);
        copy.querySelectorAll('[data-own], [lang=zh-Hans], script, template').forEach((e) => e.remove());
        return copy.innerText;
    }""")
    found = re.findall(r"[一-鿿]+", text)
    assert not found, f"{page.url} shows Chinese on an English page: {found[:20]}"


def picture(page: Page, name: str) -> Path:
    """A picture of the whole page in ``build/screens``."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    place = SCREENS / f"{name}.png"
    page.screenshot(path=place, full_page=True)
    return place


def sign_in_as(page: Page, role: str) -> None:
    """Choose a role of the sample company on the sign-in page, as a visitor does; ``role`` is its label."""
    page.goto("/sign-in/login/")
    page.get_by_role("button", name=role, exact=True).click()
    expect(page).not_to_have_url(re.compile("/sign-in/login/"))


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in with name and password."""
    page.goto("/sign-in/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    expect(page).not_to_have_url(re.compile("/sign-in/login/"))


def drag(page: Page, what: Locator, onto: Locator) -> None:
    """Drag with the mouse as a hand does: press, travel in steps, let go."""
    what.scroll_into_view_if_needed()
    start, end = what.bounding_box(), onto.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 24, start["y"] + 40)
    page.mouse.down()
    page.mouse.move(start["x"] + 60, start["y"] + 50, steps=4)
    page.mouse.move(end["x"] + 40, end["y"] + 30, steps=12)
    page.mouse.up()
