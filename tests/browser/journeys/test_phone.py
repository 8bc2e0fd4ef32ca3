"""On a phone between two visits: a photo as evidence, a note, an approval by the thumb."""

import re

from playwright.sync_api import Page, expect

from tests.browser import looking, site
from tests.browser.conftest import PHONE, Opens
from tests.browser.looking import assert_fits

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)
TAPS_TO_APPROVE = 2
LACKS_A_PIECE = "中药房追溯"


def on_a_phone(page_at: Opens, at: site.Site, role: str) -> Page:
    """Somebody with a phone."""
    page = page_at(PHONE, at=at)
    looking.sign_in_as(page, role)
    return page


def test_a_photo_becomes_evidence(page_at: Opens, own_site: site.Site) -> None:
    page = on_a_phone(page_at, own_site, "销售")
    page.goto("/projects/")
    page.locator("main [data-card]").get_by_role("link", name=LACKS_A_PIECE, exact=True).tap()
    page.get_by_role("link", name="补齐证据").tap()
    expect(page).to_have_url(re.compile("/gate/$"))
    assert_fits(page)
    page.get_by_role("link", name="添加证据").first.tap()
    sheet = page.locator("dialog#sheet")
    camera = sheet.locator("input[type=file][capture=environment]")
    expect(sheet.get_by_text("拍照", exact=True)).to_be_visible()
    camera.set_input_files({"name": "签到表.png", "mimeType": "image/png", "buffer": PIXEL})
    expect(sheet.locator("[data-chosen]")).to_contain_text("签到表.png")
    options = sheet.get_by_label("这是什么").locator("option").all_inner_texts()
    sheet.get_by_label("这是什么").select_option(label=next(one for one in options if one.startswith("签到表")))
    assert_fits(page)
    with page.expect_navigation():
        sheet.get_by_role("button", name="添加", exact=True).tap()
    expect(page.locator("main")).to_contain_text("签到表.png")


def test_a_visit_is_written_down(page_at: Opens, own_site: site.Site) -> None:
    page = on_a_phone(page_at, own_site, "销售")
    page.get_by_role("navigation", name="底部导航").get_by_role("button", name="新建").tap()
    page.locator("dialog#create").get_by_role("link", name="记一笔").tap()
    sheet = page.locator("dialog#sheet")
    name = sheet.get_by_label("项目").locator("option").first.inner_text()
    sheet.get_by_label("发生了什么").fill("下午拜访设备科，测试间已经腾出来，下周一进场")
    with page.expect_navigation():
        sheet.get_by_role("button", name="记下").tap()
    page.goto("/projects/")
    page.locator("main [data-card]").get_by_role("link", name=name.split(" · ")[-1], exact=True).tap()
    expect(page.locator("#timeline")).to_contain_text("测试间已经腾出来")


def test_an_approval_takes_two_taps(page_at: Opens, own_site: site.Site) -> None:
    page = on_a_phone(page_at, own_site, "销售总监")
    row = page.locator("main li.line", has_text="请您审批").first
    name = row.locator(".line-title").inner_text()
    taps = 0
    row.get_by_role("link", name="去审").tap()
    taps += 1
    waiting = page.locator("main li.line", has_text=name).filter(has=page.get_by_role("button", name="批准"))
    with page.expect_navigation():
        waiting.get_by_role("button", name="批准").tap()
    taps += 1
    assert taps <= TAPS_TO_APPROVE
    expect(waiting).to_have_count(0)
    page.goto("/approvals/?view=decided")
    expect(page.locator("main")).to_contain_text(name)
