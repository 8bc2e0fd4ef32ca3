"""An impatient hand: what is pressed twice is done once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import looking, site
from tests.browser.conftest import Opens


@pytest.mark.parametrize("gap", [0, 30, 150])
def test_a_project_is_made_once_however_often_the_button_is_pressed(
    own_site: site.Site, page_at: Opens, gap: int
) -> None:
    page = page_at(at=own_site)
    looking.sign_in_as(page, "销售")
    page.goto("/projects/new/")
    page.locator("[name=customer_name]").fill(f"急脾气医院{gap}")
    button = page.locator("main form button[type=submit]").last
    button.evaluate("(button, gap) => { button.click(); setTimeout(() => button.click(), gap); }", gap)
    page.wait_for_url(re.compile(r"/projects/\d+/$"))
    page.goto(f"/projects/list/?q=急脾气医院{gap}")
    expect(page.locator("main tbody tr")).to_have_count(1)
