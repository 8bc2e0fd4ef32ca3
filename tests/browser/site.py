"""A running Milepost of its own data: started by the command people use, on a free port."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180
CLOCK = Path(__file__).resolve().parent / "clock"
CLOCK_SETTLES = 0.5  # the processes look at the file ten times a second
DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Site:
    """Where it answers, where its data lies, who may sign in (``username``, ``password``, ``role_zh``…)."""

    url: str
    data: Path
    sign_ins: tuple[dict[str, str], ...]

    def later(self, days: float) -> None:
        """Let days go by for the server and the worker; only on a site that runs with ``clock``."""
        place = clock_file(self.data)
        before = float(place.read_text(encoding="ascii"))
        fresh = place.with_suffix(".fresh")
        fresh.write_text(str(before + days * DAY), encoding="ascii")
        fresh.replace(place)
        time.sleep(CLOCK_SETTLES)


@contextmanager
def running(data: Path, *, empty: bool = False, clock: bool = False) -> Iterator[Site]:
    """``milepost up`` on a data folder for the length of the block; the sample company unless ``empty``.

    With ``clock`` the test can let days go by (``Site.later``).
    """
    port = free_port()
    command = [sys.executable, "-m", "milepost", "up", "--json", "--port", str(port), "--data", str(data)]
    command += ["--empty"] if empty else []
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MILEPOST_", "DJANGO_"))}
    if clock:
        clock_file(data).write_text("0", encoding="ascii")
        environment |= {"PYTHONPATH": str(CLOCK), "BROWSER_TEST_CLOCK": str(clock_file(data))}
    with (data.parent / f"{data.name}.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
        )
        try:
            told = first_document(server)
            wait_until_it_answers(told["url"], server)
            yield Site(told["url"], data, tuple(told["sign_ins"]))
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)
            if server.stdout:
                server.stdout.close()


def clock_file(data: Path) -> Path:
    """Where the seconds stand by which a site is ahead of the day of the test."""
    return data.parent / f"{data.name}.clock"


def first_document(server: subprocess.Popen[str]) -> dict[str, Any]:
    """The JSON document the command prints once it is ready to serve."""
    lines: list[str] = []

    def read() -> None:
        for line in server.stdout or ():
            lines.append(line)
            if parsed("".join(lines)) is not None:
                return

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(PATIENCE)
    told = parsed("".join(lines))
    if told is None:
        raise RuntimeError(f"`milepost up` said nothing in {PATIENCE} seconds: {''.join(lines)[:500]!r}")
    return told


def parsed(text: str) -> dict[str, Any] | None:
    """The document, or None while it is not complete."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def wait_until_it_answers(url: str, server: subprocess.Popen[str]) -> None:
    """Ask ``/readyz`` until it says yes."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"`milepost up` ended with exit code {server.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{url} did not answer within {PATIENCE} seconds")


def copied(prepared: Path, to: Path) -> Path:
    """A data folder of one's own, as prepared."""
    shutil.copytree(prepared, to)
    return to
