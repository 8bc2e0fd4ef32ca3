"""A Chromium for the tests: the system's when there is one, else the locked npm package's.

The package holds compressed archives made for bare servers; they are unpacked once into ``build/``.
"""

import io
import os
import shutil
import tarfile
from pathlib import Path
from typing import NamedTuple

import brotli

ROOT = Path(__file__).resolve().parents[2]
PACKED = ROOT / "frontend" / "node_modules" / "@sparticuz" / "chromium" / "bin"
UNPACKED = ROOT / "build" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
]


class Browser(NamedTuple):
    """What playwright needs to start it."""

    executable: Path
    flags: list[str]
    environment: dict[str, str]


def find() -> Browser:
    """The browser of this machine. Raises RuntimeError that says what to run when there is none."""
    given = os.environ.get("MILEPOST_CHROMIUM")
    found = given or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return Browser(Path(found), FLAGS, dict(os.environ))
    if not PACKED.is_dir():
        raise RuntimeError("No Chromium: run `python3 dev.py setup`, which fetches one.")
    return _unpacked()


def _unpacked() -> Browser:
    version = (PACKED.parent / "package.json").read_text(encoding="utf-8")
    stamp = UNPACKED / "made-from.json"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != version:
        _unpack()
        stamp.write_text(version, encoding="utf-8")
    libraries = UNPACKED / "al2023" / "lib"
    environment = {
        **os.environ,
        "LD_LIBRARY_PATH": f"{libraries}:{os.environ.get('LD_LIBRARY_PATH', '')}",
        "FONTCONFIG_FILE": str(_font_list()),
    }
    return Browser(UNPACKED / "chromium", FLAGS, environment)


def _font_list() -> Path:
    """Only the packaged Latin font: Chinese must come from our own web font on every machine."""
    place = UNPACKED / "fonts.conf"
    folder, cache = UNPACKED / "fonts", UNPACKED / "font-cache"
    place.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return place


def _unpack() -> None:
    shutil.rmtree(UNPACKED, ignore_errors=True)
    UNPACKED.mkdir(parents=True)
    for packed in sorted(PACKED.glob("*.br")):
        content = brotli.decompress(packed.read_bytes())
        target = UNPACKED / packed.stem
        if packed.suffixes[0] == ".tar":
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                # The graphics libraries are looked for beside the binary.
                own = "" if packed.name.startswith("swiftshader") else packed.name.split(".")[0]
                archive.extractall(UNPACKED / own, filter="data")
        else:
            target.write_bytes(content)
            target.chmod(0o755)
