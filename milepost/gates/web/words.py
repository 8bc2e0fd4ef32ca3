"""What people read at a gate: names of doors, fields, reasons and modes."""

from milepost.gates.rules.needs import Need
from milepost.kernel.text import Text
from milepost.playbook.rules.model import Playbook
from milepost.projects.rules import brief
from milepost.ui.text import say, t

MODES: dict[str, Text] = {
    "off": Text("不设关", "Off"),
    "warn": Text("提醒", "Warn"),
    "block": Text("拦下", "Block"),
}
MODE_NOTES: dict[str, Text] = {
    "off": Text("项目随意移动，不记提醒；赢单仍要过关", "Projects move freely; a win still takes the gate"),
    "warn": Text("缺证据也能移动，记为“声称”，并留下记录", "They may move without proof, as claimed, and it is noted"),
    "block": Text("标准不齐不能前进，打开过关单", "Without the standards they do not move; the gate opens"),
}
LEVELS: dict[str, Text] = {
    "A": Text("A 级项目", "Level A"),
    "B": Text("B 级项目", "Level B"),
    "C": Text("C 级项目", "Level C"),
    "imported": Text("导入的项目", "Imported projects"),
}
STATES: dict[str, Text] = {
    "pending": Text("等待决定", "Waiting"),
    "passed": Text("已通过", "Passed"),
    "returned": Text("已退回", "Returned"),
    "withdrawn": Text("已撤回", "Withdrawn"),
    "granted": Text("已批准", "Granted"),
    "refused": Text("已拒绝", "Refused"),
    "ended": Text("已结束", "Ended"),
}
OF_BRIEF = {"budget_min": "budget_min_fen", "budget_max": "budget_max_fen"}
"""Fields that the playbook names otherwise than the project room."""


def fields_of(need: Need) -> list[str]:
    """Fields of the brief or the tender that a need asks for, as the project room names them."""
    return [OF_BRIEF.get(key, key) for key in need.keys if OF_BRIEF.get(key, key) in brief.LABELS]


def field_names(need: Need) -> str:
    """The same in words."""
    return t("、", ", ").join(say(brief.LABELS[key]) for key in fields_of(need))


def reason(playbook: Playbook, listed: str, key: str) -> str:
    """Name of a registered reason; its key when the playbook does not know it."""
    return next((say(one.name) for one in playbook.reasons.get(listed, ()) if one.key == key), key)


def standard(playbook: Playbook, key: str) -> str:
    """Name of a standard; its key when the playbook does not know it."""
    try:
        return say(playbook.standard(key.partition("#")[0]).name)
    except KeyError:
        return key


def stage(playbook: Playbook, key: str) -> str:
    """Name of a stage or milestone; its key when the playbook does not know it."""
    return next((say(one.name) for one in playbook.all_stages if one.key == key), key)
