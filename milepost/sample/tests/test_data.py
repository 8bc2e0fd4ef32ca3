"""The data files fit one another and the playbook."""

import re
from collections import Counter
from pathlib import Path

import yaml

from milepost.playbook import queries as playbooks
from milepost.sample.rules import source

DIARY = [line for lines in source.read("diary").values() for line in lines]
STORIES = [line[1:] for one in source.read("stories") for line in one["diary"]]
PROJECTS = [one for part in source.read("projects").values() for one in part]


def playbook() -> dict[str, list[dict[str, object]]]:
    place = Path(playbooks.__file__).parent / "data" / "default.yaml"
    return yaml.safe_load(place.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_at_least_250_different_diary_lines_are_written() -> None:
    assert len({line[3] for line in [*DIARY, *STORIES]}) >= 250


def test_lines_use_known_kinds_outcomes_and_roles() -> None:
    words = playbook()
    outcomes = {one["key"] for one in words["call_outcomes"]}
    roles = {one["key"] for one in words["buying_roles"]}
    for kind, outcome, who, text, step in [*DIARY, *STORIES]:
        assert kind in {
            "call",
            "message",
            "visit",
            "meeting",
            "exec_meeting",
            "exchange",
            "demo",
            "reference_visit",
            "note",
        }
        assert outcome in outcomes
        assert who in roles
        assert 6 <= len(text) <= 80
        assert set(re.findall(r"{(.)}", text + step)) <= set("pqumr")


def test_every_standard_of_the_playbook_has_a_recipe() -> None:
    words = playbook()
    for stage in [*words["stages"], *words["delivery_milestones"]]:
        standards = {one["key"] for one in stage["verification"]}  # type: ignore[attr-defined]
        assert set(source.read("proofs")[stage["key"]]) == standards


def test_every_pasted_message_has_its_text() -> None:
    recipes = [one for stage, keys in source.read("proofs").items() if stage != "words" for one in keys.values()]
    titles = {piece["title"] for one in recipes for piece in one.get("pieces", ()) if piece["paper"] == "message"}
    assert titles == set(source.read("proofs")["words"]["messages"])


def test_projects_name_known_customers_owners_and_stories() -> None:
    sellers = {one["login"] for one in source.read("org")["people"] if one["roles"] == ["sales"]}
    assert {one["o"] for one in PROJECTS} == sellers
    assert all(source.kind_of(one["c"]) for one in PROJECTS)
    assert Counter(one["story"] for one in PROJECTS if "story" in one) == Counter(list(source.stories()))
    assert len({(one["c"], one["n"]) for one in PROJECTS}) == 106


def test_stories_are_told_in_both_languages() -> None:
    for one in source.read("stories"):
        assert not re.search(r"[一-鿿]", one["en"] + one["why_en"])
        assert one["zh"]
        assert one["why_zh"]
