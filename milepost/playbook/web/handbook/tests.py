"""The handbook as a page, as a file, and its tools."""

import html
import re
import zlib

import pytest
from django.test import Client
from django.utils import timezone

from milepost.people import actions as people
from milepost.people.models import User
from milepost.playbook import actions as playbooks
from milepost.playbook.rules import load
from milepost.playbook.web.handbook import book
from milepost.ui import assets

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> User:
    """Somebody who may read."""
    playbooks.ensure_default(now=timezone.now())
    return people.invite(None, now=timezone.now(), username="reader", name="读者", roles=[("admin", None)], unit=None)


@pytest.fixture
def client(reader: User) -> Client:
    """Signed in as the reader."""
    client = Client()
    client.force_login(reader)
    return client


def read(client: Client, address: str) -> str:
    """The page's text as a reader sees it."""
    return html.unescape(client.get(address).content.decode())


def _opened(pdf: bytes) -> bytes:
    """The PDF with its compressed parts unpacked, as far as they are plain zlib."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(part) for part in parts if part[:1] == b"x")


def english(reader: User) -> None:
    reader.language = "en"
    reader.save()


def test_the_page_shows_every_stage_with_strategy_before_technique(client: Client) -> None:
    body = read(client, "/handbook/")
    for stage in load.default().all_stages:
        assert stage.name.zh in body
        for task in stage.tasks:
            assert body.index(task.strategy.zh) < body.index(task.technique.zh)


def test_the_page_is_complete_in_english(client: Client, reader: User) -> None:
    english(reader)
    body = read(client, "/handbook/")
    for stage in load.default().stages:
        assert all(standard.name.en in body for standard in stage.standards)


def test_a_procurement_method_leaves_its_standards_out(client: Client) -> None:
    variant = next(one for one in load.default().variants if "matrix_full" in one.skip_standards)
    whole, chosen = (read(client, f"/handbook/{query}") for query in ("", f"?method={variant.key}"))
    anchor = 'id="standard-matrix_full"'
    assert anchor in whole
    assert anchor not in chosen


def test_an_unknown_version_is_missing(client: Client) -> None:
    assert client.get("/handbook/?version=9.9.9").status_code == 404


def test_the_book_is_one_html_file_that_needs_nothing_else(client: Client) -> None:
    response = client.get("/handbook/book.html")
    body = response.content.decode()
    assert response["Content-Disposition"].endswith('.html"')
    assert "变更记录" in body
    assert "http" not in body.replace("http-equiv", "")
    assert "<script" not in body


def test_the_book_is_a_pdf_with_chinese_glyphs(client: Client) -> None:
    assert (assets.BUILD / "fonts" / "noto-sans-sc-print.woff2").exists()
    body = client.get("/handbook/book.pdf?method=inquiry").content
    if not book.can_set_pdf():
        assert "pango" in body.decode()
        return
    assert body.startswith(b"%PDF-")
    assert b"Book-Hans" in _opened(body)


@pytest.mark.parametrize("key", [tool.key for tool in load.default().tools])
def test_every_tool_opens_and_offers_only_what_is_there(client: Client, key: str) -> None:
    tool = load.default().tool(key)
    body = read(client, f"/handbook/tools/{key}/")
    assert tool.name.zh in body
    filled = bool(tool.template or tool.form or tool.checklist) and tool.available == "now"
    assert (f"/handbook/tools/{key}/template/" in body) == filled
    assert ("稍后提供" in body) == (tool.available != "now")
    assert client.get(f"/handbook/tools/{key}/template/").status_code == (200 if filled else 404)


def test_forms_ask_for_at_most_six_things() -> None:
    assert all(len(tool.form) <= 6 for tool in load.default().tools)


def test_a_tool_that_does_not_exist_is_missing(client: Client) -> None:
    assert client.get("/handbook/tools/nothing/").status_code == 404
