"""``milepost judge``: judge facts from a file; needs no database and no clock."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from milepost.kernel import terminal
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.playbook.rules import books, judge
from milepost.playbook.rules.model import Playbook

HELP = Text("按流程手册判定一份事实文件", "judge a file of facts by a playbook")
NEEDS_DATABASE = False

STATES = {
    "met": Text("达成", "met"),
    "unmet": Text("未达成", "unmet"),
    "expiring": Text("将到期", "expiring"),
    "expired": Text("已失效", "expired"),
    "waived": Text("已豁免", "waived"),
    "not_applicable": Text("不适用", "not applicable"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The facts, or --schema."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("facts", nargs="?", help="事实文件（JSON），- 为标准输入 / facts as JSON, - for standard input")
    what.add_argument(
        "--schema", action="store_true", help="打印事实文件的 JSON 模式 / print the JSON schema of the facts"
    )


def run(options: argparse.Namespace) -> int:
    """0 judged, whatever the verdict; 1 refused with every place."""
    if options.schema:
        print(json.dumps(judge.schema(), ensure_ascii=False, indent=1))
        return terminal.DONE
    data = _read(options.facts)
    playbook = books.named(data.get("playbook", "default"))
    given = judge.read(data, playbook)
    if isinstance(given, judge.Refusal):
        return _refused(options, given)
    verdict = judge.judge(playbook, **given.arguments())
    return terminal.answer(options, verdict.as_dict(), _sentences(playbook, verdict))


def _read(place: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if place == "-" else Path(place).read_text(encoding="utf-8")
        data = json.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Text(f"读不到事实文件：{error}", f"The facts cannot be read: {error}")) from error
    except json.JSONDecodeError as error:
        raise Refused(Text(f"不是有效的 JSON：{error}", f"Not valid JSON: {error}")) from error
    if not isinstance(data, dict):
        raise Refused(Text("事实文件应是一个 JSON 对象", "The facts must be one JSON object"))
    return data


def _refused(options: argparse.Namespace, refusal: judge.Refusal) -> int:
    if options.json:
        print(json.dumps({"errors": refusal.errors}, ensure_ascii=False, indent=1, default=str))
        return terminal.REFUSED
    lines = [Text(f"{one.path}：{one.reason.zh}", f"{one.path}: {one.reason.en}") for one in refusal.problems]
    return terminal.refuse(options, Text("事实文件有误：", "The facts are refused:"), *lines)


def _sentences(playbook: Playbook, verdict: judge.Verdict) -> list[Text]:
    stage = playbook.stage(verdict.stage).name
    ready = Text("可以过关", "ready to pass") if verdict.gate.ready else Text("还不能过关", "not ready to pass")
    head = Text(
        f"{stage.zh}（{verdict.level} 级，{verdict.today}）：{ready.zh}",
        f"{stage.en} (level {verdict.level}, {verdict.today}): {ready.en}",
    )
    return [head, *(line for one in verdict.standards if one.required for line in _standard(playbook, one))]


def _standard(playbook: Playbook, verdict: judge.StandardVerdict) -> list[Text]:
    standard, state = playbook.standard(verdict.key), STATES[verdict.state]
    hand = Text("（人工判定）", " (by hand)") if verdict.by_hand else Text("", "")
    lines = [Text(f"- {standard.name.zh}：{state.zh}{hand.zh}", f"- {standard.name.en}: {state.en}{hand.en}")]
    if verdict.state in {"unmet", "expired"}:
        lines += [Text(f"    {change.zh}", f"    {change.en}") for change in verdict.change()]
    return lines
