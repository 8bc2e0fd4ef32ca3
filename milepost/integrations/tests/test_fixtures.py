"""Every tracker of the fixtures reads as its truth beside it says, row by row."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from milepost.integrations.rules import mapping, read, source, table
from milepost.integrations.rules.rows import Row
from milepost.integrations.tests import books

TODAY = dt.date(2026, 11, 25)


def _reading(name: str) -> tuple[read.Reading, list[Row], dict[str, Any]]:
    data, file_name, truth = books.load(name)
    given = mapping.read_given(truth["kind"], truth["given"]) if "given" in truth else None
    reading = read.read(source.open_source(data, file_name), truth["kind"], given, today=TODAY)
    return reading, list(reading.rows()), truth


def _told(row: Row, wanted: dict[str, Any]) -> dict[str, Any]:
    """The row in the words of the truth, reduced to what the truth speaks of."""
    v = row.values
    amount, when = v.get("amount"), v.get("expected_sign_on")
    told = {key: v.get(key) for key in wanted}
    told |= {"row": row.number, "sheet": row.sheet, "owner": v["owner"].name if v.get("owner") else None}
    told |= {
        "helpers": [person.name for person in v.get("helpers", [])],
        "stage": v["place"].key if "place" in v else None,
    }
    told |= {
        "yuan": amount.fen / 100 if amount else None,
        "high": amount.high_fen / 100 if amount and amount.high_fen else None,
    }
    told |= {
        "currency": amount.currency if amount else None,
        "sign": [when.first.isoformat(), when.last.isoformat()] if when else None,
    }
    told |= {"diary": [[line.on.isoformat(), line.kind, line.text, line.person] for line in v.get("diary", [])]}
    return {key: told[key] for key in wanted}


@pytest.mark.parametrize("name", books.fixture_names())
def test_tracker_reads_as_its_truth_says(name: str) -> None:
    reading, rows, truth = _reading(name)
    landed = [row for row in rows if row.rejected is None]
    assert [_told(row, wanted) for row, wanted in zip(landed, truth["rows"], strict=True)] == truth["rows"]
    assert sum(1 for row in landed if row.incomplete) == truth["incomplete"]
    refused = [{"row": p.row, "column": p.column, "value": p.value} for row in rows if (p := row.rejected)]
    assert refused == truth["rejected"]
    assert Counter(each.reason for each in reading.dropped) == truth.get("dropped", {})
    for words in truth.get("warnings", []):
        assert any(words in text.zh for text in reading.warnings), words


@pytest.mark.parametrize("name", [name for name in books.fixture_names() if (books.FIXTURES / f"{name}.csv").exists()])
def test_encoding_and_separator_are_found(name: str) -> None:
    data, file_name, truth = books.load(name)
    found = table.open_table(source.open_source(data, file_name))
    assert (found.encoding, found.separator) == (truth["encoding"], truth.get("separator", ","))


def test_kind_is_guessed_from_the_titles() -> None:
    for name in books.fixture_names():
        data, file_name, truth = books.load(name)
        if "given" not in truth:
            assert read.guess_kind(source.open_source(data, file_name)) == truth["kind"], name


def test_the_mapping_given_back_reads_the_same_again() -> None:
    for name in books.fixture_names():
        reading, rows, truth = _reading(name)
        data, file_name, _ = books.load(name)
        given = mapping.read_given(truth["kind"], reading.mapping_json())
        again = read.read(source.open_source(data, file_name), truth["kind"], given, today=TODAY)
        keys = ("name", "customer", "amount", "owner")
        assert [[r.values.get(k) for k in keys] for r in again.rows()] == [
            [r.values.get(k) for k in keys] for r in rows
        ], name


def test_there_are_at_least_eight_trackers() -> None:
    assert len(books.fixture_names()) >= 8
