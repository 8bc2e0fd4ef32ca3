"""The two commands: one JSON document, honest exit codes, a dry run that keeps nothing."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from milepost.accounts.tests.company import Company
from milepost.files.models import StoredFile
from milepost.integrations.commands import export, import_
from milepost.integrations.models import Import
from milepost.integrations.tests.test_landing import TRACKER
from milepost.kernel import terminal
from milepost.kernel.errors import Refused
from milepost.projects.models import Project


def _run(module: Any, *words: str) -> int:
    parser = argparse.ArgumentParser()
    terminal.common(parser)
    module.arguments(parser)
    code: int = module.run(parser.parse_args(words))
    return code


@pytest.fixture
def tracker(tmp_path: Path) -> str:
    (tmp_path / "表.csv").write_text(TRACKER, "utf-8")
    return str(tmp_path / "表.csv")


def test_json_is_one_document_of_the_promised_shape(
    company: Company, tracker: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(import_, "projects", tracker, "--json") == terminal.REFUSED
    document = json.loads(capsys.readouterr().out)
    promised = {"rows", "ok", "created", "updated", "unchanged", "incomplete", "rejected", "mapping", "import_id"}
    assert promised <= set(document)
    assert document["rows"] == document["ok"] + len(document["rejected"]) == 7
    assert set(document["rejected"][0]) == {"row", "column", "value", "reason"}
    assert _run(export, "projects", "--json") == terminal.DONE
    landed = json.loads(capsys.readouterr().out)
    assert landed["count"] == document["created"] == 6


def test_a_dry_run_keeps_not_even_the_file(company: Company, tracker: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(import_, "projects", tracker, "--dry-run", "--json")
    document = json.loads(capsys.readouterr().out)
    assert (document["created"], document["import_id"]) == (6, None)
    assert not Import.objects.exists()
    assert not StoredFile.objects.exists()
    assert not Project.objects.exists()


def test_a_mapping_file_and_the_error_file(
    company: Company, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.json").write_text(
        json.dumps({"Firma": "customer", "Sache": "name", "Wert": "amount", "amount_unit": "万元"}), "utf-8"
    )
    (tmp_path / "t.csv").write_text("Firma,Sache,Wert\n甲,软件,12\n乙,网络,很多\n", "utf-8")
    assert (
        _run(
            import_,
            "projects",
            str(tmp_path / "t.csv"),
            "--mapping",
            str(tmp_path / "m.json"),
            "--errors",
            str(tmp_path / "e.csv"),
        )
        == 1
    )
    assert "新建 1" in capsys.readouterr().out
    assert Project.objects.get().amount_fen == 12_0000_00
    assert "很多" in (tmp_path / "e.csv").read_text("utf-8-sig")


def test_undo_and_files(company: Company, tracker: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _run(import_, "projects", tracker, "--as", "yun", "--json")
    number = json.loads(capsys.readouterr().out)["import_id"]
    for suffix in ("json", "csv", "xlsx"):
        assert _run(export, "projects", "--out", str(tmp_path / f"o.{suffix}")) == terminal.DONE
        assert (tmp_path / f"o.{suffix}").stat().st_size > 100
    assert _run(import_, "undo", str(number), "--as", "yun") == terminal.DONE
    assert not Project.objects.exists()


def test_wrong_files_are_refused_with_a_sentence(company: Company, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        _run(import_, "projects", str(tmp_path / "missing.csv"))
    (tmp_path / "m.json").write_text("[]", "utf-8")
    with pytest.raises(Refused):
        _run(import_, "projects", str(tmp_path / "missing.csv"), "--mapping", str(tmp_path / "m.json"))
    with pytest.raises(Refused):
        _run(import_, "undo", "first")
