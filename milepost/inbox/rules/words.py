"""How a notice reads: one sentence in both languages, an icon, a tone, and the word on its button."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from milepost.kernel.text import Text

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice. ``immediate``: told at once; others belong into a daily digest."""

    icon: str
    tone: str
    say: Callable[[Data], Text]
    button: Text
    immediate: bool = False


def _two(data: Data, key: str) -> Text:
    """A text stored as ``{"zh": …, "en": …}`` or as plain words."""
    value = data.get(key, "")
    return Text(value["zh"], value["en"]) if isinstance(value, Mapping) else Text(str(value), str(value))


def _gate_asked(data: Data) -> Text:
    stage, late = _two(data, "stage"), data.get("escalated")
    zh = f"{data['who']}提请「{stage.zh}」过关：{data['project']}" + ("（前一位逾期未审，转给您）" if late else "")
    en = f"{data['who']} asks to pass “{stage.en}”: {data['project']}" + (
        " (passed on to you: overdue)" if late else ""
    )
    return Text(zh, en)


def _gate_decided(data: Data) -> Text:
    stage, who = _two(data, "stage"), data["who"]
    if data["state"] == "passed":
        return Text(f"{who}通过了「{stage.zh}」：{data['project']}", f"{who} passed “{stage.en}”: {data['project']}")
    zh = f"{who}退回了「{stage.zh}」：{data['project']}。要补：{data['remedy']}"
    return Text(zh, f"{who} sent “{stage.en}” back: {data['project']}. To mend: {data['remedy']}")


def _approval_asked(data: Data) -> Text:
    what = _two(data, "what")
    return Text(
        f"{data['who']}请您审批「{what.zh}」：{data['project']}",
        f"{data['who']} asks you for “{what.en}”: {data['project']}",
    )


def _decision(data: Data, what: Text, granted: bool) -> Text:
    zh, en = ("同意了", "granted") if granted else ("没有同意", "refused")
    why = data.get("reason", "")
    return Text(
        f"{data['who']}{zh}「{what.zh}」：{data['project']}" + (f"。{why}" if why else ""),
        f"{data['who']} {en} “{what.en}”: {data['project']}" + (f". {why}" if why else ""),
    )


def _approval_decided(data: Data) -> Text:
    return _decision(data, _two(data, "what"), data["state"] == "granted")


def _waiver_asked(data: Data) -> Text:
    what = _two(data, "what")
    zh = f"{data['who']}请求豁免「{what.zh}」：{data['project']}"
    return Text(zh, f"{data['who']} asks to be let off “{what.en}”: {data['project']}")


def _waiver_decided(data: Data) -> Text:
    what = _two(data, "what")
    return _decision(data, Text(f"豁免{what.zh}", f"waiver of {what.en}"), data["state"] == "granted")


def _expiring(data: Data) -> Text:
    what = _two(data, "what")
    zh = f"「{what.zh}」快到复核日：{data['project']}。跟客户再确认一次；人工判定的请上级重新判定"
    return Text(
        zh,
        f"“{what.en}” is soon due for a check: {data['project']}. Confirm with the customer once more; what was judged by hand is judged again",
    )


def _expired(data: Data) -> Text:
    what = _two(data, "what")
    zh = f"「{what.zh}」已失效，这一阶段暂不算已证明：{data['project']}"
    return Text(zh, f"“{what.en}” has lapsed; its stage does not count as proved for now: {data['project']}")


def _handed_over(data: Data) -> Text:
    return Text(
        f"{data['who']}把项目移交给您：{data['project']}",
        f"{data['who']} handed a project over to you: {data['project']}",
    )


KINDS: dict[str, Kind] = {
    "gate.asked": Kind("checks", "info", _gate_asked, Text("去审", "Review"), immediate=True),
    "gate.decided": Kind("flag-3", "ok", _gate_decided, Text("查看", "Open"), immediate=True),
    "approval.asked": Kind("clipboard-check", "info", _approval_asked, Text("去审", "Review"), immediate=True),
    "approval.decided": Kind("clipboard-check", "ok", _approval_decided, Text("查看", "Open")),
    "waiver.asked": Kind("hand-stop", "info", _waiver_asked, Text("去审", "Review"), immediate=True),
    "waiver.decided": Kind("hand-stop", "ok", _waiver_decided, Text("查看", "Open")),
    "standard.expiring": Kind("clock-exclamation", "warn", _expiring, Text("去确认", "Confirm")),
    "standard.expired": Kind("alert-triangle", "bad", _expired, Text("去补", "Mend")),
    "project.handed-over": Kind("user-check", "info", _handed_over, Text("查看", "Open")),
}


def said(kind: str, data: Data) -> Text:
    """The sentence of a notice."""
    return KINDS[kind].say(data)
