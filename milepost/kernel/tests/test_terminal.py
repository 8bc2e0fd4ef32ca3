"""What commands print."""

import argparse
import json

import pytest

from milepost.kernel import terminal
from milepost.kernel.text import Text


def options(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    terminal.common(parser)
    return parser.parse_args(list(given))


def test_json_prints_one_document_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    code = terminal.answer(options("--json"), {"rows": 3}, [Text("三行", "three rows")], terminal.REFUSED)
    assert code == 1
    assert json.loads(capsys.readouterr().out) == {"rows": 3}


def test_sentences_come_in_the_chosen_language(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.answer(options("--lang", "en"), {}, [Text("三行", "three rows")])
    assert capsys.readouterr().out == "three rows\n"


def test_a_refusal_goes_to_stderr_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    code = terminal.refuse(options(), Text("不行", "no"), Text("因为", "because"))
    printed = capsys.readouterr()
    assert (code, printed.out, printed.err) == (1, "", "不行\n因为\n")


def test_a_refusal_is_a_document_with_json(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.refuse(options("--json"), Text("不行", "no"))
    assert json.loads(capsys.readouterr().out) == {"error": "不行", "details": []}
