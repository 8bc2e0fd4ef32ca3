"""The default playbook as a product: differences, settings, handbook, labels, and what it promises."""

import pytest

from milepost.kernel.text import Text
from milepost.playbook.rules import diff, edit, grammar, handbook, judge, load
from milepost.playbook.rules.catalogue import catalogue
from milepost.playbook.rules.judge import labels

BOOK = load.default()


# --- settings


def test_settings_change_a_copy_with_a_higher_version() -> None:
    edits = edit.Edits(
        amounts={"A": 500_000_000},
        required_for={"corroborated": ["A"]},
        norm_days={"contact": {"C": 20}},
        enforcement={"B": "block"},
        approvers={"pursuit": {"C": "sales_director"}},
        gate_approvers={"C": "sales_director"},
    )
    new = load.from_data(edit.apply(BOOK, edits, Text("按公司制度", "By company rules")))
    assert new.version == "1.0.1"
    assert new.level("A").amount_min == 500_000_000
    assert new.standard("corroborated").required_for == ("A",)
    assert new.stage("contact").norm_days == {"A": 60, "B": 45, "C": 20}
    assert new.gate.enforcement["B"] == "block"
    assert new.approval("pursuit").by_level["C"] == "sales_director"
    assert new.level("C").gate_approver == "sales_director"
    assert new.change_log[0].text.en == "By company rules"
    assert (BOOK.version, BOOK.level("A").amount_min) == ("1.0.0", 300_000_000)


def test_a_setting_that_makes_the_playbook_unsound_is_refused() -> None:
    with pytest.raises(load.PlaybookRefused):
        edit.apply(BOOK, edit.Edits(norm_days={"contact": {"C": 70}}))
    with pytest.raises(load.PlaybookRefused):
        edit.apply(BOOK, edit.Edits(required_for={"corroborated": []}))
    with pytest.raises(KeyError):
        edit.apply(BOOK, edit.Edits(required_for={"nothing": ["A"]}))


def test_nothing_changed_is_no_new_version() -> None:
    same = edit.apply(BOOK, edit.Edits(enforcement={"A": "block"}))
    assert same["playbook"]["version"] == "1.0.0"


def test_edited_settings_can_be_published_as_text() -> None:
    new = edit.apply(BOOK, edit.Edits(enforcement={"A": "warn"}))
    assert load.load(edit.as_yaml(new)).gate.enforcement["A"] == "warn"


@pytest.mark.parametrize(("old", "new"), [("1.0.0", "1.0.1"), ("1.9", "1.10"), ("1.0.0-draft", "1.0.1"), ("x", "x.1")])
def test_the_next_version(old: str, new: str) -> None:
    assert edit.next_version(old) == new


# --- differences


def test_a_difference_is_told_by_name_in_both_languages() -> None:
    new = edit.apply(BOOK, edit.Edits(required_for={"two_met": ["B", "C"]}, gate_approvers={"C": "executive"}))
    changes = {change.path: change for change in diff.diff(BOOK, new)}
    standard = changes["stages[contact].verification[two_met].required_for"]
    assert (standard.kind, standard.before, standard.after) == ("changed", ["C"], ["B", "C"])
    assert standard.text.zh == "销售阶段 · 初步接触 · 验证标准 · 面谈过两人 · 适用级别：C → B、C"
    assert standard.text.en == "selling stages · First contact · standards · Two people met · required for: C → B, C"
    approver = changes["project_levels[C].gate_approver"]
    assert approver.text.zh.endswith("销售经理 → 公司高层（项目赞助人）")
    assert set(changes) == {"playbook.version", standard.path, approver.path}


def test_added_and_removed_things_are_one_change_each() -> None:
    data = edit.apply(BOOK, edit.Edits())
    removed = data["stages"][1]["verification"].pop()
    data["roles"].append({"key": "partner", "zh": "伙伴", "en": "Partner"})
    changes = {change.path: change for change in diff.diff(BOOK, data)}
    assert changes["roles[partner]"].kind == "added"
    gone = changes[f"stages[contact].verification[{removed['key']}]"]
    assert (gone.kind, gone.after) == ("removed", None)
    assert diff.diff(BOOK, BOOK) == []


# --- handbook


def test_the_handbook_has_every_stage_task_and_standard() -> None:
    book = handbook.handbook(BOOK)
    keys = set(_keys(book.chapters))
    for stage in BOOK.all_stages:
        assert f"stage-{stage.key}" in keys
        assert {f"task-{task.key}" for task in stage.tasks} <= keys
        assert {f"standard-{standard.key}" for standard in stage.standards} <= keys
    assert len(keys) == len(list(_keys(book.chapters)))
    assert book.version == "1.0.0"


def test_in_a_task_strategy_stands_before_technique() -> None:
    section = next(one for one in _sections(handbook.handbook(BOOK).chapters) if one.key == "task-score_man")
    (items,) = section.blocks
    assert isinstance(items, handbook.Items)
    assert [line.zh[:3] for line in items.items[:2]] == ["做什么", "怎么做"]


def test_the_handbook_follows_the_procurement_method() -> None:
    book = handbook.handbook(BOOK, "inquiry")
    keys = set(_keys(book.chapters))
    assert book.method == Text("询价", "Inquiry")
    assert "standard-matrix_full" not in keys
    assert "standard-submitted" in keys


def test_the_handbook_is_complete_in_both_languages() -> None:
    for section in _sections(handbook.handbook(BOOK).chapters):
        for text in _texts(section):
            assert text.zh
            assert text.en
            assert not any("\u4e00" <= sign <= "\u9fff" for sign in text.en), (section.key, text.en)


def _sections(sections: tuple[handbook.Section, ...]) -> list[handbook.Section]:
    return [found for one in sections for found in (one, *_sections(one.sections))]


def _keys(sections: tuple[handbook.Section, ...]) -> list[str]:
    return [one.key for one in _sections(sections)]


def _texts(section: handbook.Section) -> list[Text]:
    found = [section.title]
    for block in section.blocks:
        if isinstance(block, handbook.Paragraph):
            found.append(block.text)
        elif isinstance(block, handbook.Items):
            found += block.items
        else:
            found += [*block.head, *(cell for row in block.rows for cell in row)]
    return found


# --- what the default playbook promises


def test_every_required_standard_has_a_task_that_works_for_it() -> None:
    for stage in BOOK.all_stages:
        worked_for = {key for task in stage.tasks for key in task.standards}
        assert {standard.key for standard in stage.standards} <= worked_for, stage.key


def test_the_weights_and_norm_days_of_the_six_stages() -> None:
    assert [stage.weight for stage in BOOK.stages] == [5, 25, 50, 80, 95, 100]
    assert [stage.norm_days["A"] for stage in BOOK.stages] == [30, 60, 90, 90, 60, 45]
    assert [stage.norm_days["C"] for stage in BOOK.stages] == [14, 30, 30, 30, 45, 30]
    assert len(BOOK.milestones) == 8


def test_every_role_of_the_product_exists() -> None:
    assert {role.key for role in BOOK.roles} == {
        "sales", "presales", "bid_specialist", "sales_manager", "sales_director", "finance", "legal", "pm",
        "sales_ops", "executive", "compliance", "support", "admin",
    }  # fmt: skip


def test_every_closed_list_offers_reasons() -> None:
    assert all(len(BOOK.reasons[name]) >= 5 for name in load.REASON_LISTS)
    patterns = {pattern.key for pattern in BOOK.patterns}
    assert {reason.data["pattern"] for reason in BOOK.reasons["loss_reasons"]} == patterns | {"none"}


def test_every_tool_offers_something_or_says_later() -> None:
    for tool in BOOK.tools:
        offered = tool.guide or tool.checklist or tool.form or tool.template
        assert offered or tool.available == "later", tool.key


def test_enforcement_is_block_for_a_and_warn_for_the_rest() -> None:
    assert BOOK.gate.enforcement == {"A": "block", "B": "warn", "C": "warn", "imported": "warn"}


# --- catalogue and labels


def test_everything_a_playbook_may_ask_has_a_name_in_both_languages() -> None:
    words = labels.table()["words"]
    for name, collection in catalogue().items():
        assert labels.collection(name).en
        for field in collection.fields.values():
            assert labels.field(name, field.name).zh
            assert all(word in words for word in field.words), (name, field.name)
    for word in (*BOOK.words["document_states"],):
        assert word in words
    assert set(BOOK.words["evidence_tags"]) == set(labels.table()["tags"])


def test_labels_name_nothing_that_does_not_exist() -> None:
    shown = labels.table()["collections"]
    assert shown.keys() == catalogue().keys()
    for name, collection in catalogue().items():
        assert shown[name]["fields"].keys() <= collection.fields.keys()


# --- who must judge by hand


def test_with_every_room_nothing_is_judged_by_hand() -> None:
    everything = {name for name, collection in catalogue().items() if not collection.derived}
    assert judge.by_hand_standards(BOOK, everything) == []


def test_without_rooms_every_standard_is_judged_by_hand() -> None:
    assert len(judge.by_hand_standards(BOOK, set())) == sum(len(stage.standards) for stage in BOOK.all_stages)


def test_a_derived_value_needs_the_room_of_its_sources() -> None:
    provided = {"approvals", "evidence", "project"}
    assert "majority_ours" in judge.by_hand_standards(BOOK, provided)
    assert "majority_ours" not in judge.by_hand_standards(BOOK, provided | {"stakeholders"})
    assert "strategy_current" in judge.by_hand_standards(BOOK, provided)


def test_every_check_of_the_default_playbook_says_what_it_asks() -> None:
    for stage in BOOK.all_stages:
        for standard in stage.standards:
            for check in grammar.checks(standard.check):
                asked = judge.requirement_text(check, standard, BOOK)
                assert asked.zh
                assert asked.en
