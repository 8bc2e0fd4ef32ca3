"""The components themselves: they look right, are accessible, and behave."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE
from tests.browser.looking import assert_accessible, assert_fits, drag, picture

Enters = Callable[..., Page]


@pytest.fixture
def styleguide(signed_in: Enters) -> Enters:
    def opens(width: int = WIDE, theme: str = "light") -> Page:
        page = signed_in("管理员", width, theme)
        page.goto("/styleguide/")
        return page

    return opens


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_components_are_accessible_and_fit(styleguide: Enters, width: int, theme: str) -> None:
    page = styleguide(width, theme)
    expect(page.locator("[data-island=chart] svg")).to_be_visible()
    assert_fits(page)
    picture(page, f"styleguide-{width}-{theme}")
    assert_accessible(page)


def test_a_sheet_opens_and_closes(styleguide: Enters) -> None:
    page = styleguide()
    page.get_by_role("link", name="打开侧页").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name=re.compile("关卡"))).to_be_visible()
    assert_accessible(page)
    sheet.get_by_role("button", name="关闭").click()
    expect(sheet).to_be_hidden()


def test_a_sheet_opened_plainly_is_a_page(styleguide: Enters) -> None:
    page = styleguide()
    page.goto("/styleguide/sheet/")
    expect(page.get_by_role("heading", name=re.compile("关卡"))).to_be_visible()
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()


def test_a_refusal_is_shown_in_the_sheet_it_came_from(styleguide: Enters) -> None:
    page = styleguide()
    page.get_by_role("link", name="打开侧页").click()
    page.get_by_role("dialog").get_by_role("button", name="通过").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("还差两条标准")


def test_a_question_comes_before_what_asks_for_one(styleguide: Enters) -> None:
    page = styleguide()
    page.get_by_role("button", name="会被拒绝").click()
    question = page.locator("dialog#confirm")
    expect(question).to_contain_text("确定吗")
    question.get_by_role("button", name="取消").click()
    expect(page.locator("main > [data-refusal]")).to_be_empty()
    page.get_by_role("button", name="会被拒绝").click()
    question.get_by_role("button", name="确定").click()
    expect(page.locator("main")).to_contain_text("还差两条标准，不能通过。")


def test_keys_open_palette_and_create(styleguide: Enters) -> None:
    page = styleguide()
    page.keyboard.press("Control+k")
    expect(page.locator("dialog#palette input")).to_be_focused()
    page.keyboard.type("流程")
    expect(page.locator("#palette [aria-selected=true]")).to_contain_text("流程手册")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#palette")).to_be_hidden()
    page.keyboard.press("c")
    expect(page.locator("dialog#create")).to_be_visible()


def test_a_card_moved_by_key_asks_the_server_and_stays(styleguide: Enters) -> None:
    page = styleguide()
    lane = page.locator("[data-lane='2']")
    lane.locator("[data-card]").first.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.get_by_role("dialog")).to_contain_text("关卡")
    expect(lane.locator("[data-card]")).to_have_count(2)


def test_a_card_dragged_to_another_lane_asks_the_server_and_stays(styleguide: Enters) -> None:
    page = styleguide()
    drag(page, page.locator("[data-lane='3'] [data-card]").first, page.locator("[data-lane='4'] [data-cards]"))
    expect(page.get_by_role("dialog")).to_contain_text("关卡")
    expect(page.locator("[data-lane='3'] [data-card]")).to_have_count(2)


def test_the_theme_is_kept(styleguide: Enters) -> None:
    page = styleguide()
    page.locator("[data-theme-switch]").first.click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_language_is_kept(styleguide: Enters) -> None:
    page = styleguide()
    page.locator("summary[aria-label='我的菜单']").click()
    page.locator("#me").get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Styleguide")).to_be_visible()
    page.locator("summary[aria-label='My menu']").click()
    page.locator("#me").get_by_role("button", name="简体中文").click()
    expect(page.get_by_role("heading", name="组件样张")).to_be_visible()


def test_what_is_copied_is_said(styleguide: Enters) -> None:
    page = styleguide()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制催办").click()
    expect(page.locator("#toasts")).to_contain_text("已复制")


def test_the_phone_has_its_bar_at_the_thumb(styleguide: Enters) -> None:
    page = styleguide(PHONE)
    bar = page.get_by_role("navigation", name="底部导航")
    expect(bar).to_contain_text("今日")
    bar.get_by_role("button", name="新建").click()
    expect(page.locator("dialog#create")).to_be_visible()


def test_a_missing_page_says_so_in_both_languages(signed_in: Enters) -> None:
    page = signed_in("销售")
    answer = page.goto("/there-is-no-such-page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading")).to_contain_text("找不到")
    expect(page.get_by_role("heading")).to_contain_text("Not found")
