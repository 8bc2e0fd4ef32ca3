"""Uploads: what is kept, what is refused, what leaves the house."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from milepost.files import actions, queries
from milepost.files.models import Opened, StoredFile
from milepost.files.rules import content, names
from milepost.files.web import answer
from milepost.kernel.errors import Refused
from milepost.people.models import User

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


@pytest.fixture
def user(db: None, settings: Any, tmp_path: Path) -> User:
    settings.MEDIA_ROOT = tmp_path
    return User.objects.create(username="li", name="李", joined_at=NOW)


def test_an_upload_is_kept_whole_under_a_place_nobody_can_guess(user: User) -> None:
    file = actions.store(user, now=NOW, upload=ContentFile(PNG), name="../照片.png")
    assert queries.path(file).read_bytes() == PNG
    assert (file.name, file.content_type, file.size) == ("照片.png", "image/png", len(PNG))
    assert "照片" not in file.place


def test_the_type_comes_from_the_bytes_not_from_the_name(user: User) -> None:
    file = actions.store(user, now=NOW, upload=b"%PDF-1.7 ...", name="photo.png")
    assert file.content_type == "application/pdf"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00", "合同.pdf"),
        (b"\x7fELF\x02", "notes.txt"),
        (b"#!/bin/sh\n", "notes.txt"),
        (b"<!DOCTYPE html><p>", "page.txt"),
        ("\ufeff  <svg onload=x>".encode(), "logo.png"),
        ("<html>".encode("utf-16"), "a.txt"),
        (b"plain words", "run.bat"),
        (b"plain words", "logo.svg"),
    ],
)
def test_programs_scripts_and_pages_are_refused_and_leave_nothing(
    user: User, data: bytes, name: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        actions.store(user, now=NOW, upload=data, name=name)
    assert refused.value.field == "file"
    assert not StoredFile.objects.exists()
    assert not [found for found in tmp_path.rglob("*") if found.is_file()]


def test_empty_and_oversized_files_are_refused_before_a_byte_is_written(
    user: User, settings: Any, tmp_path: Path
) -> None:
    settings.MILEPOST_MAX_UPLOAD = 10
    for data in (b"", b"x" * 11):
        with pytest.raises(Refused):
            actions.store(user, now=NOW, upload=data, name="a.txt")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("head", "name", "type_"),
    [
        (b"PK\x03\x04....", "报价.xlsx", content._OFFICE["xlsx"]),
        (b"PK\x03\x04....", "通知书.ofd", "application/ofd"),
        (b"PK\x03\x04....", "a.bin", "application/zip"),
        (b"\x00\x00\x00\x18ftypheic", "IMG.HEIC", "image/heic"),
        (b"#!AMR\n", "录音.amr", "audio/amr"),
        ("会议纪要：客户同意".encode("gb18030"), "a.txt", "text/plain"),
        ("会议纪要".encode()[:-1], "a.txt", "text/plain"),
        (b"\x01\x00\x02", "a", content.BINARY),
    ],
)
def test_common_office_and_phone_files_are_recognised(head: bytes, name: str, type_: str) -> None:
    assert content.recognise(head, name).type == type_


def test_names_lose_folders_marks_and_length_but_keep_their_ending() -> None:
    assert names.clean("C:\\x\\合同.pdf") == "合同.pdf"
    assert names.clean("a\u202egnp.exe") == "a gnp.exe"
    assert names.clean("字" * 300 + ".pdf").endswith("字.pdf")
    assert len(names.clean("字" * 300 + ".pdf")) == names.LONGEST
    assert names.clean("..") == "file"


def test_the_same_bytes_are_found_wherever_they_were_used(user: User) -> None:
    first = actions.store(user, now=NOW, upload=PNG, name="a.png", project_id=1)
    second = actions.store(user, now=NOW, upload=PNG, name="b.png", project_id=2)
    other = actions.store(user, now=NOW, upload=b"words", name="c.txt")
    assert queries.same_content(first) == [second.pk]
    assert queries.copies([first, second, other]) == {first.pk: 1, second.pk: 1, other.pk: 0}


def test_opening_is_noted_once_per_person(user: User) -> None:
    file = actions.store(user, now=NOW, upload=PNG, name="a.png")
    actions.mark_opened(user, now=NOW, file=file)
    actions.mark_opened(user, now=NOW + dt.timedelta(hours=1), file=file)
    assert queries.opened_ids(user, [file]) == {file.pk}
    assert Opened.objects.get().at == NOW


def test_a_file_leaves_as_attachment_unless_it_is_harmless(user: User) -> None:
    picture = actions.store(user, now=NOW, upload=PNG, name="照片.png")
    archive = actions.store(user, now=NOW, upload=b"PK\x03\x04zz", name="a.zip")
    shown, saved, asked = answer(picture, True), answer(archive, True), answer(picture, False)
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"].startswith("attachment")
    assert asked["Content-Disposition"].startswith("attachment")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert shown["X-Content-Type-Options"] == "nosniff"
    for response in (shown, saved, asked):
        assert b"".join(response.streaming_content)  # type: ignore[arg-type]
        response.close()


def test_sweeping_removes_only_old_content_without_a_row(user: User, tmp_path: Path) -> None:
    kept = actions.store(user, now=NOW, upload=b"words", name="a.txt")
    lost = tmp_path / "aa" / "bb" / "lost"
    fresh = tmp_path / "aa" / "bb" / "fresh"
    lost.parent.mkdir(parents=True, exist_ok=True)
    for place in (lost, fresh):
        place.write_bytes(b"x")
    old = (timezone.now() - dt.timedelta(days=3)).timestamp()
    for place in (lost, queries.path(kept)):
        os.utime(place, (old, old))
    assert actions.sweep(now=timezone.now()) == 1
    assert queries.path(kept).exists()
    assert fresh.exists()
    assert not lost.exists()
