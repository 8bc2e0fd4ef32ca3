"""The worked example of the manual page on facts gives exactly the printed answer."""

import json
from pathlib import Path
from typing import Any

from milepost.playbook.rules import judge, load

HERE = Path(__file__).parent


def example() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((HERE / "example_facts.json").read_text(encoding="utf-8"))
    return data


def verdict_of(data: dict[str, Any]) -> judge.Verdict:
    given = judge.read(data, load.default())
    assert isinstance(given, judge.Input), given
    return judge.judge(load.default(), **given.arguments())


def test_the_worked_example_gives_the_printed_answer() -> None:
    printed = json.loads((HERE / "example_verdict.json").read_text(encoding="utf-8"))
    assert verdict_of(example()).as_dict() == printed


def test_iso_strings_and_dates_are_judged_alike() -> None:
    data = example()
    given = judge.read(data, load.default())
    assert isinstance(given, judge.Input)
    as_strings = judge.judge(load.default(), stage="contact", level="A", today=given.today, facts=data["facts"])
    assert as_strings.as_dict() == verdict_of(data).as_dict()


def test_the_parts_agree_with_the_whole() -> None:
    given = judge.read(example(), load.default())
    assert isinstance(given, judge.Input)
    whole = judge.judge(load.default(), **given.arguments())
    arguments: dict[str, Any] = {"level": given.level, "today": given.today, "facts": given.facts}
    assert judge.gate(load.default(), stage="contact", **arguments) == whole.gate
    assert tuple(judge.standards(load.default(), stage="contact", **arguments)) == whole.standards
    assert judge.weight(load.default(), **arguments) == whole.weight


def test_the_order_of_records_changes_nothing() -> None:
    data = example()
    data["facts"] = {name: records[::-1] for name, records in data["facts"].items()}
    assert verdict_of(data).as_dict() == verdict_of(example()).as_dict()


def test_every_sentence_of_the_example_is_complete_in_both_languages() -> None:
    for standard in verdict_of(example()).standards:
        for text in (*standard.explain(), *standard.change()):
            assert text.zh
            assert text.en
            assert not any("\u4e00" <= sign <= "\u9fff" for sign in text.en), text.en


def test_what_would_change_a_standard_is_said_in_plain_words() -> None:
    verdict = verdict_of(example()).standard("need_answered")
    (change,) = verdict.change()
    assert change.zh == "还缺 1 份客户邮件/消息回复、客户提供的资料、客户确认的会议纪要或客户签字/盖章文件"
    assert change.en == (
        "Still needed: 1 × Customer e-mail or message, Material supplied by the customer, "
        "Minutes confirmed by the customer, or Document signed or sealed by the customer"
    )
    assert "强度≥2，经审批人认可" in verdict.found().zh
    assert verdict_of(example()).standard("chain_mapped").change() == ()
