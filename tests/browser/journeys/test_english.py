"""The same work in English: sign in, switch the language, a project, a note, evidence, a gate, the funnel, the playbook."""

import re

from playwright.sync_api import Page, expect

from tests.browser import looking, site
from tests.browser.conftest import Opens
from tests.browser.looking import assert_speaks


def enters(page_at: Opens, at: site.Site, username: str) -> Page:
    """Signed in by name and password, then switched to English by the menu."""
    page = page_at(at=at)
    password = next(one["password"] for one in at.sign_ins if one["username"] == username)
    looking.sign_in(page, username, password)
    page.locator("summary[aria-label='我的菜单']").click()
    page.locator("#me").get_by_role("button", name="English").click()
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()
    return page


def submitted(page: Page, button: str) -> None:
    """Send the sheet's form and arrive."""
    with page.expect_navigation():
        page.locator("dialog#sheet").get_by_role("button", name=button, exact=True).click()


def test_a_small_project_passes_its_first_gate_in_english(page_at: Opens, own_site: site.Site) -> None:
    seller = enters(page_at, own_site, "wang.lei")
    seller.get_by_role("button", name="New").first.click()
    seller.locator("dialog#create").get_by_role("link", name="New project").click()
    sheet = seller.locator("dialog#sheet")
    sheet.get_by_label("Customer", exact=True).fill("Riverside Clinic")
    sheet.get_by_label("What they buy").fill("Queue displays")
    sheet.get_by_text("What else is known?").click()
    sheet.get_by_label("Rough amount").fill("280,000")
    submitted(seller, "Create")
    address = re.search(r"/projects/\d+/", seller.url)
    assert address

    note = seller.locator("#timeline")
    note.get_by_label("What happened").fill("Called Mr Lee of IT: the budget is approved, they need it by December")
    note.get_by_role("button", name="Write").click()
    expect(note).to_contain_text("the budget is approved")

    seller.goto(f"{address[0]}gate/")
    seller.get_by_role("link", name="Add: Presales").click()
    sheet.locator(".ts-control").click()
    sheet.locator(".ts-dropdown .option").nth(1).click()
    submitted(seller, "Add")
    seller.get_by_role("link", name=re.compile("^Fill in")).click()
    sheet.get_by_role("textbox", name=re.compile("^Need ")).fill("Displays for six clinics")
    sheet.get_by_label("Budget up to").fill("300000")
    sheet.get_by_label("Needed by").fill("2028-12-01")
    submitted(seller, "Save")
    seller.get_by_role("link", name="Add evidence").first.click()
    sheet.get_by_label("Paste the text").fill("Call with Mr Lee of IT: 300,000 approved")
    options = sheet.get_by_label("What it is").locator("option").all_inner_texts()
    sheet.get_by_label("What it is").select_option(label=next(one for one in options if one.startswith("Call")))
    submitted(seller, "Add")
    with seller.expect_navigation():
        seller.get_by_role("button", name=re.compile("^Ask for “")).click()

    operations = enters(page_at, own_site, "peng.yue")
    operations.goto("/approvals/")
    row = operations.locator("main li.line", has_text="Queue displays")
    with operations.expect_navigation():
        row.get_by_role("button", name="Grant").click()
    seller.reload()
    with seller.expect_navigation():
        seller.get_by_role("button", name=re.compile("^Ask .* to pass it")).click()

    manager = enters(page_at, own_site, "lin.xiaofeng")
    manager.goto("/approvals/")
    manager.locator("main li.line", has_text="Queue displays").get_by_role("link", name="Review").click()
    manager.locator("dialog#sheet").get_by_label("What you judge by").fill("Read the note of the call")
    with manager.expect_navigation():
        manager.locator("dialog#sheet").get_by_role("button", name="Pass", exact=True).click()

    seller.goto(address[0])
    expect(seller.locator("[aria-current=step]")).to_contain_text("First contact")
    seller.get_by_role("link", name="Funnel").first.click()
    expect(seller.get_by_role("heading", level=1)).to_have_text("Funnel")
    seller.get_by_role("link", name="Playbook").first.click()
    expect(seller.get_by_role("heading", level=1)).to_contain_text("Playbook")
    assert_speaks(seller, "en")
