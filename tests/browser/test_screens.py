"""Every main screen, wide and on a phone: it fits, it is accessible, the browser reports nothing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, Opens
from tests.browser.looking import assert_accessible, assert_fits, picture

Enters = Callable[..., Page]
PLACES = {
    "today": ("销售", "/"),
    "landing": ("销售总监", "/"),
    "board": ("销售总监", "/projects/"),
    "list": ("销售总监", "/projects/list/"),
    "odds": ("销售总监", "/projects/odds/"),
    "approvals": ("销售经理", "/approvals/"),
    "customers": ("销售", "/customers/"),
    "funnel": ("销售总监", "/funnel/"),
    "handbook": ("销售", "/handbook/"),
    "notices": ("销售", "/inbox/"),
    "me": ("销售", "/settings/me/"),
    "settings": ("管理员", "/settings/"),
    "people": ("管理员", "/settings/people/"),
    "workdays": ("管理员", "/settings/workdays/"),
    "sample": ("管理员", "/settings/sample/"),
    "method": ("销售运营", "/settings/method/"),
    "enforcement": ("销售运营", "/settings/enforcement/"),
    "import": ("销售总监", "/imports/"),
}
OWN = "电子病历五级改造"
WIDTHS = pytest.mark.parametrize("width", [WIDE, PHONE])


def settled(page: Page) -> None:
    """Everything that loads by itself is there."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def looks_right(page: Page, name: str, width: int) -> None:
    """Fits, accessible; a picture is kept in ``build/screens``."""
    settled(page)
    picture(page, f"{name}-{width}")
    assert_fits(page)
    assert_accessible(page)


@WIDTHS
def test_the_sign_in_page(page_at: Opens, width: int) -> None:
    page = page_at(width)
    page.goto("/sign-in/login/")
    looks_right(page, "sign-in", width)


@WIDTHS
@pytest.mark.parametrize("name", PLACES)
def test_a_main_screen(signed_in: Enters, name: str, width: int) -> None:
    role, address = PLACES[name]
    page = signed_in(role, width)
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok, f"{address} answered {answer.status}"
    looks_right(page, name, width)


@WIDTHS
def test_a_project_and_its_gate_for_the_owner(signed_in: Enters, width: int) -> None:
    page = signed_in("销售", width)
    page.goto("/projects/")
    page.locator("main [data-card]").get_by_role("link", name=OWN, exact=True).click()
    for tab in ("work", "facts", "files", "team", "origin"):
        page.goto(f"{page.url.partition('?')[0]}?tab={tab}")
        looks_right(page, f"project-{tab}", width)
    page.goto(f"{page.url.partition('?')[0]}gate/")
    looks_right(page, "gate-owner", width)


@WIDTHS
def test_a_gate_for_its_approver(signed_in: Enters, width: int) -> None:
    page = signed_in("销售总监", width)
    page.goto("/approvals/")
    page.get_by_role("link", name="去审").first.click()
    expect(page.locator("dialog#sheet").get_by_role("button", name="通过")).to_be_visible()
    looks_right(page, "gate-approver", width)


@WIDTHS
def test_a_customer(signed_in: Enters, width: int) -> None:
    page = signed_in("销售", width)
    page.goto("/customers/")
    page.locator("main tbody .cell-title a").first.click()
    expect(page).to_have_url(re.compile(r"/customers/\d+/"))
    looks_right(page, "customer", width)


@WIDTHS
def test_a_new_project(signed_in: Enters, width: int) -> None:
    page = signed_in("销售", width)
    page.goto("/projects/new/")
    page.get_by_label("客户", exact=True).press_sequentially("云溪第一人民医院")
    expect(page.locator("#similar")).to_contain_text("云溪市第一人民医院")
    looks_right(page, "new-project", width)


@pytest.mark.parametrize("address", ["/", "/projects/", "/funnel/", "/customers/", "/approvals/"])
def test_in_english_and_dark(page_at: Opens, address: str) -> None:
    page = page_at(WIDE, "en", "dark")
    page.goto("/sign-in/login/")
    page.get_by_role("button", name="Executive", exact=True).click()
    expect(page).not_to_have_url(re.compile("/sign-in/login/"))
    page.goto(address)
    looks_right(page, f"en-dark-{address.strip('/') or 'landing'}", WIDE)


def test_the_palette_finds_a_project_by_its_initials(signed_in: Enters) -> None:
    page = signed_in("销售总监")
    page.goto("/projects/")
    page.keyboard.press("Control+k")
    expect(page.locator("dialog#palette input")).to_be_focused()
    page.keyboard.type("dzbl")
    found = page.locator("#palette-found").get_by_role("option", name=re.compile("电子病历"))
    expect(found.first).to_be_visible()
    looks_right(page, "palette", WIDE)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/projects/\d+/$"))


def test_a_card_that_may_not_pass_opens_its_gate_by_keys(signed_in: Enters) -> None:
    page = signed_in("销售")
    page.goto("/projects/")
    card = page.locator("main [data-card]", has_text="集成平台与数据中心")
    card.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("dialog#sheet")).to_contain_text("过关")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#sheet")).to_be_hidden()


def test_the_main_actions_are_reached_by_tab(signed_in: Enters) -> None:
    page = signed_in("销售")
    page.goto("/projects/")
    settled(page)
    reached = []
    for _ in range(45):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText")
        )
    told = " | ".join(str(one).strip() for one in reached)
    for wanted in ("今日", "项目", "新建", "列表", "康复评定系统"):
        assert wanted in told, f"{wanted} is not reached by Tab: {told}"


def test_the_gate_is_decided_by_keys_alone(signed_in: Enters) -> None:
    page = signed_in("销售总监")
    page.goto("/approvals/")
    page.get_by_role("link", name="去审").first.focus()
    page.keyboard.press("Enter")
    sheet = page.locator("dialog#sheet")
    expect(sheet.get_by_role("button", name="通过")).to_be_visible()
    for _ in range(60):
        if page.evaluate("document.activeElement.value") == "pass":
            break
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText.trim()") == "通过"
