"""``milepost up``: everything needed to use Milepost on this machine, with one command."""

import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path

from milepost.config import serving
from milepost.kernel import terminal
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

HELP = Text("启动里程碑：数据库、样例、服务与后台处理", "start Milepost: database, sample company, server and worker")
NEEDS_DATABASE = False


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen and which data to use."""
    parser.add_argument("--port", type=int, default=8000, help="端口 / port (8000)")
    parser.add_argument("--data", type=Path, help="数据目录 / data folder (MILEPOST_DATA, ~/.milepost)")
    parser.add_argument("--empty", action="store_true", help="不装样例公司 / without the sample company")
    parser.add_argument(
        "--lan", action="store_true", help="局域网可访问，须用密码 / listen on the local network, passwords required"
    )


def run(options: argparse.Namespace) -> int:
    """Prepare, print the address and the sign-ins, serve until stopped."""
    if options.data:
        os.environ["MILEPOST_DATA"] = str(options.data.expanduser().resolve())
    address = serving.address(options.port, lan=options.lan)
    os.environ |= address.environment()
    with serving.lock(_folder()):
        _free(options.port, address.host)
        lines = _prepare(options, address)
        terminal.answer(options, {"url": address.url, "sign_ins": lines}, _words(address, lines))
        sys.stdout.flush()
        return _serve(options.port, address.host)


def _folder() -> Path:
    from milepost.config import env

    folder = env.data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Refused(
            Text(
                f"数据目录不可写：{folder}。请换一个（--data DIR）",
                f"The data folder cannot be written: {folder}. Choose another with --data DIR",
            )
        ) from error
    return folder


def _free(port: int, host: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                Text(
                    f"端口 {port} 已被占用或不可用，请换一个（--port）",
                    f"Port {port} is in use or not allowed: choose another with --port",
                )
            ) from error


def _prepare(options: argparse.Namespace, address: serving.Address) -> list[dict[str, str]]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    django.setup()
    from milepost.config import first_run
    from milepost.config.commands.migrate import migrate

    migrate()
    return first_run.prepare(with_sample=not options.empty)


def _words(address: serving.Address, sign_ins: list[dict[str, str]]) -> list[Text]:
    lines = [Text(f"里程碑已启动：{address.url}", f"Milepost is up: {address.url}")]
    if address.lan:
        code = serving.qr(address.url)
        lines += [Text("手机扫码打开：", "Scan with a phone:"), Text(code, code)]
    lines += [
        Text(
            f"  {one['role_zh']}  {one['username']} / {one['password']}",
            f"  {one['role_en']}  {one['username']} / {one['password']}",
        )
        for one in sign_ins
    ]
    return [*lines, Text("按 Ctrl-C 停止", "Press Ctrl-C to stop")]


def _serve(port: int, host: str) -> int:
    worker = subprocess.Popen([sys.executable, "-m", "milepost", "work"], stdout=subprocess.DEVNULL)
    try:
        serving.serve(port=port, host=host)
    finally:
        worker.terminate()
        worker.wait(timeout=20)
    return terminal.DONE
