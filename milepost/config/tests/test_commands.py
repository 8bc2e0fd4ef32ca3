"""The command line: help, exit codes, and clear sentences where a start is not possible."""

import socket
from pathlib import Path

import pytest

from milepost.config import main, serving
from milepost.kernel.errors import Refused


@pytest.mark.parametrize("command", sorted(main.COMMANDS))
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main([command, "--help"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert "--json" in printed
    assert len(printed.splitlines()) > 5


@pytest.mark.parametrize("words", [[], ["fly"], ["up", "--port", "many"], ["judge"]])
def test_wrong_use_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_a_port_in_use_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MILEPOST_DATA", "MILEPOST_URL", "MILEPOST_LAN", "MILEPOST_HOSTS"):
        monkeypatch.setenv(name, "")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main.main(["up", "--port", str(port), "--data", str(tmp_path), "--lang", "en"]) == 1
    assert capsys.readouterr().err.strip() == f"Port {port} is in use or not allowed: choose another with --port"


def test_a_folder_that_is_a_file_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MILEPOST_DATA", "MILEPOST_URL", "MILEPOST_LAN", "MILEPOST_HOSTS"):
        monkeypatch.setenv(name, "")
    (tmp_path / "file").touch()
    assert main.main(["up", "--data", str(tmp_path / "file"), "--lang", "en"]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_only_one_server_runs_on_a_data_folder(tmp_path: Path) -> None:
    with serving.lock(tmp_path), pytest.raises(Refused, match="already runs"), serving.lock(tmp_path):
        pass


def test_on_the_local_network_the_address_is_not_loopback_and_becomes_a_code() -> None:
    address = serving.address(8123, lan=True)
    assert address.host == "0.0.0.0"
    assert address.url.endswith(":8123")
    assert "▀" in serving.qr(address.url) or "▄" in serving.qr(address.url)
