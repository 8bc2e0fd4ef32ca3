"""Every kind of mistake is found, with its line, its place and a plain sentence; the default has none."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from milepost.playbook.rules import edit, load, validate
from milepost.playbook.rules.source import Finding, from_data

TEXT = load.DEFAULT_FILE.read_text(encoding="utf-8")
Data = dict[str, Any]


def findings(change: Callable[[Data], Any]) -> list[Finding]:
    data = copy.deepcopy(dict(load.default().data))
    change(data)
    return validate.findings(from_data(data))


def said(change: Callable[[Data], Any]) -> list[tuple[str, str]]:
    return [(finding.path, finding.text.en) for finding in findings(change)]


def stage(data: Data, key: str) -> Data:
    return next(one for one in data["stages"] if one["key"] == key)


def standard(data: Data, key: str) -> Data:
    return next(one for s in data["stages"] for one in s["verification"] if one["key"] == key)


def alert(data: Data, key: str) -> Data:
    return next(one for s in data["stages"] for one in s["alerts"] if one["key"] == key)


def test_the_default_playbook_has_no_findings() -> None:
    assert validate.check(TEXT) == []


def put(key: str, **values: Any) -> Callable[[Data], None]:
    return lambda data: standard(data, key).update(values)


def check(**values: Any) -> Callable[[Data], None]:
    """Replace the check of one standard."""
    return put("man_passed", auto=values)


WHERE = "stages[discovery].verification[man_passed]"
COUNT = {"check": "count_min", "of": "stakeholders", "min": 1}

CASES: list[tuple[Callable[[Data], Any], str, str]] = [
    # the language of checks
    (check(check="count_most", of="man"), f"{WHERE}.auto.check", "Unknown check count_most"),
    (check(check="count_min", of="people", min=1), f"{WHERE}.auto.of", "Unknown collection people"),
    (check(**COUNT, where={"mood": 1}), f"{WHERE}.auto.where.mood", "stakeholders has no field mood"),
    (check(**COUNT, where={"coverage__over": 1}), f"{WHERE}.auto.where.coverage__over", "Unknown operator over"),
    (check(**COUNT, where={"roles__has": "boss"}), f"{WHERE}.auto.where.roles__has", "roles never is boss"),
    (check(**COUNT, where={"roles": "user"}), f"{WHERE}.auto.where.roles", "roles holds several values; write roles__has"),
    (check(**COUNT, where={"power__has": "veto"}), f"{WHERE}.auto.where.power__has", "power holds one value; has does not apply"),
    (check(**COUNT, where={"org_unit__gte": 1}), f"{WHERE}.auto.where.org_unit__gte", "org_unit cannot be compared in size"),
    (check(**COUNT, where={"changed_on": "2026-01-01"}), f"{WHERE}.auto.where.changed_on", "Of the date changed_on only its age can be asked"),
    (check(**COUNT, where={"coverage__within_days": 3}), f"{WHERE}.auto.where.coverage__within_days", "coverage is not a date"),
    (check(**COUNT, where={"changed_on__within_days": -1}), f"{WHERE}.auto.where.changed_on__within_days", "Days must be a whole number, not negative"),
    (check(**COUNT, where={"changed_on__within_days": [1, 2]}), f"{WHERE}.auto.where.changed_on__within_days", "Only an alert may have several steps of days"),
    (check(**COUNT, where={"attended_exchange": "yes"}), f"{WHERE}.auto.where.attended_exchange", "yes does not suit attended_exchange"),
    (check(**COUNT, where={"power__in": "veto"}), f"{WHERE}.auto.where.power__in", "in takes a list"),
    (check(**COUNT, where={"stakes__filled": 1}), f"{WHERE}.auto.where.stakes__filled", "filled must be true or false"),
    (check(**COUNT, distinct="dept"), f"{WHERE}.auto.distinct", "stakeholders has no field dept"),
    (check(**COUNT, calender="working"), f"{WHERE}.auto.calender", "count_min takes no calender"),
    (check(**COUNT, calendar="bank"), f"{WHERE}.auto.calendar", "The calendar can only be working"),
    (check(check="count_min", of="stakeholders"), f"{WHERE}.auto", "count_min lacks min"),
    (check(check="fields_filled", of="man", fields=["mony"]), f"{WHERE}.auto.fields[0]", "man has no field mony"),
    (check(check="number_min", of="stakeholders", field="coverage", min=1), f"{WHERE}.auto.of", "stakeholders has many records, so it holds no single number"),
    (check(check="number_min", of="contract", field="scope", min=1), f"{WHERE}.auto.field", "scope is not a number"),
    (check(check="none_open", of="activities"), f"{WHERE}.auto.of", "activities has no closing date, so nothing in it can be open"),
    (check(check="sum_equals", of="payments", field="amount", value="contract.total"), f"{WHERE}.auto.value", "contract has no field total"),
    (check(check="sum_equals", of="payments", field="amount", value="bonds.amount"), f"{WHERE}.auto.value", "bonds has many records and cannot be named like this"),
    (check(check="date_within", field="today", not_after="tender.date"), f"{WHERE}.auto.not_after", "tender has no field date"),
    (check(check="date_within", field="today"), f"{WHERE}.auto", "Name either limits or ahead_days"),
    (check(check="evidence_min", types=["rumour"], count=1), f"{WHERE}.auto.types", "Unknown type of evidence rumour"),
    (check(check="evidence_min", tag="gossip", count=1), f"{WHERE}.auto.tag", "Unknown evidence tag gossip"),
    (check(check="evidence_min", count=0), f"{WHERE}.auto.count", "This must be a positive whole number"),
    (check(check="document_state", type="diary", state="filled"), f"{WHERE}.auto.type", "Unknown document diary"),
    (check(check="document_state", type="srs", state="lost"), f"{WHERE}.auto.state", "Unknown document state lost"),
    (check(check="approval_granted", kind="holiday"), f"{WHERE}.auto.kind", "Unknown approval holiday"),
    (put("man_passed", auto={"any": []}), f"{WHERE}.auto.any", "This must be a list of checks"),
    (put("man_passed", auto={"any": [COUNT], "of": "man"}), f"{WHERE}.auto.of", "of cannot stand beside any"),
    (put("man_passed", auto="always"), f"{WHERE}.auto", "This must be a check"),
    (lambda d: alert(d, "man_zero").update(when={"check": "manual"}), "stages[discovery].alerts[man_zero].when", "Only a standard can be judged by a person"),
    # standards no fact can ever meet
    (check(**COUNT | {"min": 6}, distinct="key_roles"), f"{WHERE}.auto", "No fact can ever meet this standard: there are at most 5 different values"),
    (check(**COUNT, where={"coverage__gte": 5}), f"{WHERE}.auto", "No fact can ever meet this standard: coverage lies between 0 and 4"),
    (check(**COUNT, where={"influence__gte": 3, "influence__lte": 2}), f"{WHERE}.auto", "No fact can ever meet this standard: the conditions on influence exclude each other"),
    (check(**COUNT, where={"power": "veto", "power__not_in": ["veto"]}), f"{WHERE}.auto", "No fact can ever meet this standard: the conditions on power exclude each other"),
    (check(**COUNT, where={"stakes__filled": False, "stakes": "x"}), f"{WHERE}.auto", "No fact can ever meet this standard: the conditions on stakes exclude each other"),
    (check(**COUNT, where={"changed_on__within_days": 5, "changed_on__older_than_days": 9}), f"{WHERE}.auto", "No fact can ever meet this standard: the conditions on changed_on exclude each other"),
    (check(check="count_min", of="contract", min=2), f"{WHERE}.auto", "No fact can ever meet this standard: there is at most one record in contract"),
    (check(check="count_min", of="activities", newest=3, min=4), f"{WHERE}.auto", "No fact can ever meet this standard: the newest 3 are never 4"),
    (check(check="count_max", of="activities", max=-1), f"{WHERE}.auto", "No fact can ever meet this standard: a number of records is never below 0"),
    (check(check="ratio_min", of="stakeholders", where={}, over={}, min=1.1), f"{WHERE}.auto", "No fact can ever meet this standard: a share is never above 1"),
    (check(check="number_min", of="man", field="total", min=13), f"{WHERE}.auto", "No fact can ever meet this standard: total is at most 12"),
    (check(check="number_max", of="power_balance", field="our_share", max=1, negate=True), f"{WHERE}.auto", "No fact can ever meet this standard: our_share is never above 1"),
    (put("meeting_agreed", min_strength=3, auto={"check": "evidence_min", "types": ["call_note"], "count": 1}), "stages[discovery].verification[meeting_agreed].auto", "No fact can ever meet this standard: such evidence has strength 1 at most, 3 is asked"),
    (check(check="approval_granted", kind="filing", other_than="filing"), f"{WHERE}.auto", "No fact can ever meet this standard: nobody differs from himself"),
    (check(check="document_state", type="srs", state="signed", without="signed"), f"{WHERE}.auto", "No fact can ever meet this standard: the same state is both asked and excluded"),
    (put("man_passed", auto=[COUNT | {"min": 3}, {"check": "count_max", "of": "stakeholders", "max": 2}]), f"{WHERE}.auto[1]", "No fact can ever meet this standard: it contradicts a check before it"),
    (put("man_passed", auto=[COUNT, COUNT | {"negate": True}]), f"{WHERE}.auto[1]", "No fact can ever meet this standard: it contradicts a check before it"),
    (put("man_passed", required_for=["D"]), f"{WHERE}.required_for[0]", "Unknown level D"),
    (put("man_passed", required_for=[]), f"{WHERE}.required_for", "No level needs this standard"),
    # shape and words
    (put("man_passed", requird_for=["A"]), f"{WHERE}.requird_for", "Unknown key requird_for"),
    (put("man_passed", kind="guess"), f"{WHERE}.kind", "Unknown kind guess"),
    (put("man_passed", valid_days=0), f"{WHERE}.valid_days", "The validity must be positive"),
    (put("man_passed", min_strength=4), f"{WHERE}.min_strength", "Evidence strength runs from 0 to 3"),
    (put("man_passed", en="MAN 合计"), f"{WHERE}.en", "The English text holds Chinese characters"),
    (lambda d: standard(d, "man_passed").pop("en"), f"{WHERE}.en", "The English text is missing"),
    (lambda d: standard(d, "man_passed").pop("zh"), f"{WHERE}.zh", "The Chinese text is missing"),
    (lambda d: standard(d, "man_passed").pop("auto"), f"{WHERE}.auto", "auto is missing"),
    (lambda d: standard(d, "filed").update(key="man_passed"), f"{WHERE}", "man_passed stands twice"),
    (lambda d: standard(d, "two_met").update(key="man_passed"), "stages[contact].verification[man_passed]", "The standard man_passed stands in two stages"),
    (lambda d: stage(d, "contact").update(weight=5), "stages[contact].weight", "The weight 5 does not rise above the stage before"),
    (lambda d: stage(d, "contract").update(weight=99), "stages[contract].weight", "The weight of the last stage must be 100"),
    (lambda d: stage(d, "contact").pop("milestone"), "stages[contact].milestone", "milestone is missing"),
    (lambda d: stage(d, "contact").update(verification=[], tasks=[]), "stages[contact].verification", "The stage has no standards"),
    (lambda d: stage(d, "contact").update(tasks=[]), "stages[contact].tasks", "The stage has no tasks"),
    (lambda d: stage(d, "contact").update(order=1), "stages[contact].order", "Two stages have the same place in the order"),
    (lambda d: stage(d, "contact")["norm_days"].update(C=90), "stages[contact].norm_days", "Norm days do not rise with size (A at least B at least C)"),
    (lambda d: stage(d, "contact")["norm_days"].pop("C"), "stages[contact].norm_days", "Norm days lack a level"),
    (lambda d: stage(d, "contact")["tasks"][0].update(role="wizard"), "stages[contact].tasks[plan_visits].role", "Unknown role wizard"),
    (lambda d: stage(d, "contact")["tasks"][0].update(tools=["wand"]), "stages[contact].tasks[plan_visits].tools[0]", "Unknown tool wand"),
    (lambda d: stage(d, "contact")["tasks"][0].update(standards=["filed"]), "stages[contact].tasks[plan_visits].standards[0]", "Unknown standard of this stage filed"),
    (lambda d: alert(d, "man_zero").update(notify=["wizard"]), "stages[discovery].alerts[man_zero].notify[0]", "Unknown role wizard"),
    (lambda d: alert(d, "man_zero").update(severity="huge"), "stages[discovery].alerts[man_zero].severity", "Unknown severity huge"),
    (lambda d: d["gate"]["waiver"]["never_waivable"].append("nothing"), "gate.waiver.never_waivable[10]", "Unknown standard nothing"),
    (lambda d: d["gate"]["enforcement"].update(A="strict"), "gate.enforcement.A", "Unknown enforcement strict"),
    (lambda d: d["gate"]["one_level_up"].update(wizard="executive"), "gate.one_level_up.wizard", "Unknown role wizard"),
    (lambda d: d["project_levels"][0].update(gate_approver="wizard"), "project_levels[A].gate_approver", "Unknown role wizard"),
    (lambda d: d["project_levels"][1]["any_of"].update(amount_min=9_000_000), "project_levels", "Amount limits must fall from A to B to C"),
    (lambda d: d["project_levels"].pop(), "project_levels", "Level C is missing"),
    (lambda d: d["approval_matrix"][0].update(A="wizard"), "approval_matrix[filing].A", "Unknown role wizard"),
    (lambda d: d["procurement_variants"][0].update(skip_standards=["nothing"]), "procurement_variants[open_tender].skip_standards[0]", "Unknown standard nothing"),
    (lambda d: d["procurement_variants"][0].update(prep_rule="soon"), "procurement_variants[open_tender].prep_rule", "Unknown rule soon"),
    (lambda d: d["failure_patterns"][0].update(watch_stages=["party"]), "failure_patterns[information_island].watch_stages[0]", "Unknown stage party"),
    (lambda d: d["failure_patterns"][0]["indicators"][0].update(weight=24), "failure_patterns[information_island].indicators", "The total must be 100, it is 99"),
    (lambda d: d["failure_patterns"][0].update(bands={"warn": 60, "alarm": 40}), "failure_patterns[information_island].bands", "The warning must lie below the alarm"),
    (lambda d: d["failure_patterns"][0]["tasks"].append("dance"), "failure_patterns[information_island].tasks[5]", "Unknown task dance"),
    (lambda d: d["loss_reasons"][0].update(pattern="bad_luck"), "loss_reasons[approver_missed].pattern", "Unknown failure pattern bad_luck"),
    (lambda d: d["control_score"]["measures"].pop("c1"), "control_score.measures", "c1 has no measure"),
    (lambda d: d["tools"][0].update(form=[{"key": f"f{n}", "zh": "栏", "en": "Field"} for n in range(7)]), "tools[lead_net_map].form", "A form has at most six fields"),
    (lambda d: d["payment_plans"][0]["items"].pop(), "payment_plans[p30_30_30_10].items", "The total must be 100, it is 90"),
    (lambda d: d["roles"].append({"key": "sales", "zh": "又一个", "en": "Another"}), "roles[sales]", "sales stands twice"),
    (lambda d: d.update(stags=[]), "stags", "Unknown section stags"),
    (lambda d: d.pop("stages"), "stages", "stages is missing"),
    (lambda d: d.update(tools="none"), "tools", "tools must be a list"),
    (lambda d: d["evidence_tags"].append("funds"), "evidence_tags[22]", "funds stands twice"),
    (lambda d: d["raci"]["columns"].append("wizard"), "raci.columns[11]", "Unknown role wizard"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "path", "sentence"), CASES, ids=[f"{p}: {s}"[:90] for _, p, s in CASES])
def test_each_mistake_is_named(change: Callable[[Data], Any], path: str, sentence: str) -> None:
    assert (path, sentence) in said(change)


def test_every_finding_speaks_both_languages() -> None:
    for change, _, _ in CASES:
        for finding in findings(change):
            assert finding.text.zh
            assert finding.text.en


def test_all_mistakes_are_found_at_once() -> None:
    def spoil(data: Data) -> None:
        for change, _, _ in (CASES[0], CASES[60], CASES[-1]):
            change(data)

    found = said(spoil)
    assert all((path, sentence) in found for _, path, sentence in (CASES[0], CASES[60], CASES[-1]))


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_a_finding_names_file_and_line() -> None:
    text = TEXT.replace("kind: filing}", "kind: filling}", 1)
    (finding,) = validate.check(text, "ours.yaml")
    assert (finding.file, finding.line) == ("ours.yaml", line_of(text, "kind: filling}"))
    assert finding.path == "stages[discovery].verification[filed].auto[0].kind"
    assert finding.as_dict()["en"] == "Unknown approval filling"


def test_a_key_that_stands_twice_is_refused_with_its_line() -> None:
    text = TEXT.replace("    weight: 25\n", "    weight: 25\n    weight: 26\n", 1)
    (finding,) = validate.check(text)
    assert finding.text.en == "The key weight stands twice in one place"
    assert finding.line == line_of(text, "weight: 26")


def test_a_key_that_is_not_text_is_refused_with_its_line() -> None:
    text = TEXT.replace("act_on: opening", "on: opening", 1)
    (finding,) = validate.check(text)
    assert finding.text.en == "The key on is not text; put it in quotes"
    assert finding.line == line_of(text, " on: opening")


@pytest.mark.parametrize("text", ["", "- 1", "a: [", "stages: 3", "playbook: {}\nstages: [1, {key: 2}]\nroles: x"])
def test_whatever_is_given_it_is_answered_with_findings(text: str) -> None:
    assert validate.check(text)


def test_loading_refuses_with_all_findings() -> None:
    text = TEXT.replace("kind: filing}", "kind: filling}", 1).replace("of: man,", "of: men,", 1)
    with pytest.raises(load.PlaybookRefused) as refusal:
        load.load(text)
    assert len(refusal.value.findings) == 2


def test_what_is_dumped_reads_back_the_same() -> None:
    again = load.load(edit.as_yaml(load.default().data))
    assert again.stages == load.default().stages
    assert again.levels == load.default().levels
