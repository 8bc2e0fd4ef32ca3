"""The outside of a backup archive: its mark, its fingerprint, and reading it through without touching anything.

Knows neither Django nor the database, so that a damaged archive is refused before either is opened.
"""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import IO, Any

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

MARK = b"MILEPOST-BACKUP-1\n"
HEAD = len(MARK) + 65
CHUNK = 1024 * 1024


def secret_fingerprint(secret: str) -> str:
    """Tells two secrets apart without telling either."""
    return hashlib.sha256(b"milepost-secret:" + secret.encode()).hexdigest()[:16]


def verify(place: Path) -> dict[str, Any]:
    """Read the whole archive without touching anything; its manifest, or Refused when it is damaged."""
    try:
        with place.open("rb") as file:
            head = file.read(HEAD)
            if not head.startswith(MARK):
                raise _damaged(place, "not a Milepost backup")
            if head[len(MARK) : -1].decode() != digest_after_head(file):
                raise _damaged(place, "its fingerprint does not fit")
        with zipfile.ZipFile(place) as box:
            manifest: dict[str, Any] = json.loads(box.read("manifest.json"))
            _check_files(box, manifest["files"], place)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise _damaged(place, str(error)) from error
    return manifest


def _check_files(box: zipfile.ZipFile, files: dict[str, str], place: Path) -> None:
    for name, sha256 in files.items():
        with box.open(f"files/{name}") as file:
            if _digest(file) != sha256:
                raise _damaged(place, f"files/{name}")


def _damaged(place: Path, what: str) -> Refused:
    return Refused(
        Text(
            f"备份文件已损坏或不完整，什么都没有改动：{place}（{what}）",
            f"The backup is damaged or incomplete; nothing was touched: {place} ({what})",
        )
    )


def digest_after_head(file: IO[bytes]) -> str:
    """SHA-256 of everything behind the head."""
    file.seek(HEAD)
    return _digest(file)


def _digest(file: IO[bytes]) -> str:
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()
