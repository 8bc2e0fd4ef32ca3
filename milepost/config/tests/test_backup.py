"""A backup is one file; a restore gives the same data, or refuses before touching anything."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from milepost.config import sealed
from milepost.kernel.errors import Refused

SEED = """
import django; django.setup()
from django.utils import timezone
from milepost.people import actions as people
from milepost.accounts.models import Customer
from milepost.trail import actions as trail
from milepost.files.models import StoredFile
from django.conf import settings
import hashlib, pathlib
now = timezone.now()
root = people.create_unit(None, now=now, name="总部", parent=None)
user = people.invite(None, now=now, username="wang", name="王伟", roles=[("admin", None)], unit=root, password="correct-horse")
made = Customer.objects.create(name="滨海市第一医院", name_key="滨海市第一医院", owner=user, unit_path=root.path, created_at=now)
trail.record(user, now=now, action="accounts.create", kind="customer", object_id=made.pk, after={"name": made.name})
body = b"minutes"
place = pathlib.Path(settings.MEDIA_ROOT); place.mkdir(parents=True, exist_ok=True)
(place / "ab1").write_bytes(body)
StoredFile.objects.create(name="纪要.txt", place="ab1", sha256=hashlib.sha256(body).hexdigest(), size=len(body), content_type="text/plain", by=user, at=now)
"""


def milepost(data: Path, *words: str, script: str = "") -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MILEPOST_")}
    environment |= {"MILEPOST_DATA": str(data), "DJANGO_SETTINGS_MODULE": "milepost.config.settings"}
    command = [sys.executable, "-c", script] if script else [sys.executable, "-m", "milepost", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small installation and its backup, with its secret beside it."""
    home = tmp_path_factory.mktemp("home")
    assert milepost(home, "migrate").returncode == 0
    seeded = milepost(home, script=SEED)
    assert seeded.returncode == 0, seeded.stderr
    made = milepost(home, "backup", "--out", str(home / "one.backup"), "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["files"] == 1
    return home / "one.backup"


def rows(place: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(place) as box:
        return {name: box.read(name) for name in box.namelist() if name != "manifest.json"}


def test_a_restore_into_an_empty_place_gives_the_same_rows_and_files(archive: Path, tmp_path: Path) -> None:
    home = tmp_path / "new"
    secret = str(archive.parent / "secret.key")
    back = milepost(home, "restore", str(archive), "--secret", secret)
    assert back.returncode == 0, back.stderr
    assert milepost(home, "backup", "--out", str(tmp_path / "two.backup")).returncode == 0
    assert rows(tmp_path / "two.backup") == rows(archive)
    checked = milepost(home, "check", "--json")
    assert checked.returncode == 0, checked.stdout


def test_a_restore_refuses_a_place_that_holds_data(archive: Path) -> None:
    refused = milepost(archive.parent, "restore", str(archive), "--lang", "en")
    assert refused.returncode == 1
    assert "an empty place only" in refused.stderr


def test_a_restore_refuses_the_wrong_secret_and_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    refused = milepost(tmp_path / "new", "restore", str(archive), "--lang", "en")
    assert refused.returncode == 1
    assert "secret.key" in refused.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", range(0, 100, 7))
def test_one_flipped_bit_anywhere_is_refused(archive: Path, tmp_path: Path, place: int) -> None:
    body = bytearray(archive.read_bytes())
    body[len(body) * place // 100] ^= 1
    (tmp_path / "bad").write_bytes(body)
    with pytest.raises(Refused, match="damaged"):
        sealed.verify(tmp_path / "bad")


@pytest.mark.parametrize("percent", [0, 1, 10, 50, 90, 99])
def test_a_truncated_archive_is_refused(archive: Path, tmp_path: Path, percent: int) -> None:
    body = archive.read_bytes()
    (tmp_path / "cut").write_bytes(body[: len(body) * percent // 100])
    with pytest.raises(Refused, match="damaged"):
        sealed.verify(tmp_path / "cut")


def test_a_damaged_archive_touches_nothing(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(archive.read_bytes()[:-1])
    refused = milepost(tmp_path / "new", "restore", str(tmp_path / "bad"))
    assert refused.returncode == 1
    assert not (tmp_path / "new").exists()


def test_a_backup_never_overwrites(archive: Path) -> None:
    refused = milepost(archive.parent, "backup", "--out", str(archive), "--lang", "en")
    assert refused.returncode == 1
    assert "not overwritten" in refused.stderr


def test_the_secret_is_not_in_the_archive(archive: Path) -> None:
    secret = (archive.parent / "secret.key").read_bytes().strip()
    assert all(secret not in body for body in rows(archive).values())
    with zipfile.ZipFile(archive) as box:
        assert secret not in box.read("manifest.json")


def test_an_installation_starts_with_the_shipped_working_days(archive: Path) -> None:
    days = rows(archive)["rows/workdays.specialday.jsonl"].decode()
    assert all(f'"{year}-10-01"' in days for year in (2024, 2025, 2026))
