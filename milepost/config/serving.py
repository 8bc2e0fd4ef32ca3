"""Where Milepost listens, the lock on its data folder, and the server itself."""

import io
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen and what people type."""

    host: str
    url: str
    lan: bool

    def environment(self) -> dict[str, str]:
        """What the application must know of it."""
        names = ["127.0.0.1", "localhost", "[::1]", *([self.url.split("//")[1].rsplit(":", 1)[0]] if self.lan else [])]
        return {
            "MILEPOST_URL": self.url,
            "MILEPOST_LAN": "1" if self.lan else "0",
            "MILEPOST_HOSTS": os.environ.get("MILEPOST_HOSTS", ",".join(names)),
        }


def address(port: int, *, lan: bool) -> Address:
    """Loopback, or with ``lan`` every interface under this machine's own address."""
    name = _own_address() if lan else "127.0.0.1"
    return Address("0.0.0.0" if lan else "127.0.0.1", f"http://{name}:{port}", lan)  # noqa: S104 (asked for by --lan)


def _own_address() -> str:
    # A datagram socket that is only connected sends nothing; the kernel tells which address it would use.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            name: str = probe.getsockname()[0]
        except OSError:
            return socket.gethostbyname(socket.gethostname())
        return name


def qr(url: str) -> str:
    """The address as a QR code of block characters for a terminal."""
    import segno

    out = io.StringIO()
    segno.make(url, error="m").terminal(out, compact=True)
    return out.getvalue()


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Only one ``up`` per data folder; the kernel lets go when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # systems without file locks of this kind run unlocked
        yield
        return
    with (folder / "up.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(
                Text(
                    f"这个数据目录已有一个里程碑在运行：{folder}",
                    f"Milepost already runs on this data folder: {folder}",
                )
            ) from error
        yield


def serve(*, port: int, host: str) -> None:
    """Serve until a signal stops it: two workers of four threads."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "milepost.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
