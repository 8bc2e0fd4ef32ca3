"""Pages of the shelf: camera file, pasted text, diary entry; opening, accepting, refusing, withdrawing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from milepost.diary import actions as diary
from milepost.evidence.models import Piece
from milepost.evidence.tests.world import World
from milepost.files.models import Opened, StoredFile
from milepost.people.models import User

Browser = Callable[[User], Client]
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 64


@pytest.fixture
def world(world: World) -> World:
    """The company as of today: pages ask the clock themselves."""
    world.now, world.frozen = timezone.localtime(), True
    return world


@pytest.fixture
def browser(world: World) -> Browser:
    """A browser signed in as a person."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def form(world: World, **given: object) -> dict[str, object]:
    return {"type": "customer_message", "happened_on": world.today.isoformat(), "text": "", "link": ""} | given


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def add(client: Client, project_pk: int, data: dict[str, object], query: str = "") -> Any:
    return client.post(reverse("evidence_add", args=[project_pk]) + query, data)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_form_offers_camera_text_link_and_diary_in_both_languages(
    world: World, browser: Browser, language: str
) -> None:
    User.objects.filter(pk=world.seller.pk).update(language=language)
    project = world.project("B")
    diary.write(world.seller, now=world.now, project=project, text="面谈王处长", kind="visit")
    query = "?serves=meeting_agreed&type=customer_message"
    shown = browser(world.seller).get(reverse("evidence_add", args=[project.pk]) + query).content.decode()
    for word in (
        ("拍照", "粘贴原文", "或选一条日志")
        if language == "zh-hans"
        else ("Take a photo", "Paste the text", "Or a diary entry")
    ):
        assert word in shown
    assert 'capture="environment"' in shown
    assert "面谈王处长" in shown
    assert 'value="meeting_agreed"' in shown.split("checked")[0][-200:]


def test_a_photo_becomes_a_piece_and_opens(world: World, browser: Browser) -> None:
    project = world.project("B")
    seller, manager = browser(world.seller), browser(world.sales_manager)
    photo = SimpleUploadedFile("签到.jpg", JPEG, content_type="text/html")
    response = add(
        seller,
        project.pk,
        form(world, type="attendance", file=photo, serves=["evaluators_engaged"]),
        "?serves=evaluators_engaged",
    )
    assert response.status_code == 302, response.content.decode()
    piece = Piece.objects.get()
    assert (piece.title, piece.strength) == ("签到.jpg", 2)
    shown = manager.get(reverse("piece", args=[piece.pk])).content.decode()
    assert "认可" in shown
    assert reverse("piece_file", args=[piece.pk]) in shown
    assert not Opened.objects.exists()
    file = manager.get(reverse("piece_file", args=[piece.pk]))
    assert (file["Content-Type"], file["Content-Disposition"].split(";")[0]) == ("image/jpeg", "inline")
    assert content(file) == JPEG
    assert Opened.objects.filter(user=world.sales_manager).count() == 1
    saved = manager.get(reverse("piece_file", args=[piece.pk]) + "?save")
    assert saved["Content-Disposition"].startswith("attachment")
    assert content(saved) == JPEG


def test_what_cannot_be_is_refused_at_its_field_and_keeps_what_was_typed(world: World, browser: Browser) -> None:
    project, seller = world.project(), browser(world.seller)
    nothing = add(seller, project.pk, form(world))
    program = add(seller, project.pk, form(world, file=SimpleUploadedFile("a.pdf", b"MZ\x90")))
    leaked = add(seller, project.pk, form(world, text="评标专家名单：张三"))
    named = SimpleUploadedFile("评标专家名单.pdf", b"%PDF-1.7")
    hidden = add(seller, project.pk, form(world, file=named))
    untyped = add(seller, project.pk, form(world, text="客户同意了", type=""))
    for response, word in (
        (nothing, "请拍照或选择文件"),
        (program, "程序"),
        (leaked, "保密"),
        (hidden, "保密"),
        (untyped, "客户同意了"),
    ):
        assert response.status_code == 422
        assert word in response.content.decode()
    assert not Piece.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_diary_entry_is_put_on_the_shelf_from_the_form(world: World, browser: Browser) -> None:
    project = world.project()
    entry = diary.write(world.seller, now=world.now, project=project, text="面谈两人", kind="visit")
    add(browser(world.seller), project.pk, form(world, type="visit_note", entry=entry.pk, serves=["two_met"]))
    assert Piece.objects.get().entry == entry


def test_only_who_works_on_the_project_adds(world: World, browser: Browser) -> None:
    project = world.project()
    assert add(browser(world.rival), project.pk, form(world, text="x")).status_code == 404
    assert add(browser(world.compliance), project.pk, form(world, text="x")).status_code == 422
    assert not Piece.objects.exists()


def test_accepting_refusing_serving_and_withdrawing_on_pages(world: World, browser: Browser) -> None:
    project = world.project("B")
    piece = world.piece(project, serves=["meeting_agreed"])
    seller, manager = browser(world.seller), browser(world.sales_manager)

    def send(client: Client, name: str, **data: object) -> int:
        return client.post(reverse(name, args=[piece.pk]), data).status_code

    assert send(seller, "piece_accept") == 422
    assert seller.get(reverse("piece_refuse", args=[piece.pk])).status_code == 422
    assert manager.get(reverse("piece_refuse", args=[piece.pk])).status_code == 200
    assert (send(manager, "piece_refuse", why=""), send(manager, "piece_refuse", why="看不清")) == (422, 302)
    assert "看不清" in seller.get(reverse("piece", args=[piece.pk])).content.decode()
    assert (send(manager, "piece_accept"), send(manager, "piece_accept")) == (302, 302)
    assert (send(seller, "piece_serve"), send(seller, "piece_serve", standards=["corroborated"])) == (422, 302)
    assert send(browser(world.presales), "piece_withdraw", why="x") == 422
    assert (send(seller, "piece_withdraw", why=""), send(seller, "piece_withdraw", why="发错")) == (422, 302)
    piece.refresh_from_db()
    assert (piece.accepted_by, piece.withdrawn_on) == (world.sales_manager, world.today)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_panel_shows_strength_state_and_remarks_in_both_languages(
    world: World, browser: Browser, language: str
) -> None:
    User.objects.update(language=language)
    project = world.project()
    panel = reverse("evidence_panel", args=[project.pk])
    empty = browser(world.seller).get(panel).content.decode()
    assert ("还没有证据" if language == "zh-hans" else "No evidence yet") in empty
    world.piece(project, title="同意面谈", serves=["need_answered"])
    world.piece(project, confidential=True)
    shown = browser(world.presales).get(panel).content.decode()
    for word in (
        ("同意面谈", "强度 2", "待认可", "没有写明客户方的人", "另有 1 份机密证据")
        if language == "zh-hans"
        else ("同意面谈", "Strength 2", "Not yet accepted", "Names nobody of the customer", "1 confidential pieces")
    ):
        assert word in shown
    assert browser(world.rival).get(panel).status_code == 404


def test_a_panel_of_many_pieces_asks_no_more_than_one_of_few(
    world: World, browser: Browser, django_assert_max_num_queries: Any
) -> None:
    project, client = world.project(), browser(world.seller)
    counts = []
    for many in (1, 5):
        for _ in range(many):
            world.piece(project, "signed_document", text="", file=world.file(project), serves=["signed_both"])
        with django_assert_max_num_queries(40) as captured:
            client.get(reverse("evidence_panel", args=[project.pk]))
        counts.append(len(captured))
    assert counts[0] == counts[1]
