"""How imports are put into words and choices."""

import datetime as dt
from typing import Any

from milepost.integrations import permissions, queries
from milepost.integrations.actions.undo import DAYS
from milepost.integrations.models import Import
from milepost.integrations.rules import fields, money, source, stages
from milepost.integrations.rules.mapping import Column
from milepost.kernel.money import CURRENCIES
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.ui.text import say, t

MAX_BYTES = source.MAX_BYTES
NO_FILE = Text("请选择一个文件。", "Choose a file.")
TOO_LARGE = Text(
    f"文件超过 {MAX_BYTES // 2**20} MB，请拆成几个文件。", f"The file is larger than {MAX_BYTES // 2**20} MB; split it."
)
KIND_LABELS = {
    "projects": Text("项目", "Projects"), "customers": Text("客户", "Customers"), "contacts": Text("联系人", "Contacts"),
    "users": Text("人员", "People"), "activities": Text("活动", "Activities"), "history": Text("阶段历史", "Stage history"),
}  # fmt: skip
OUTCOME_LABELS = {
    "won": Text("赢单", "Won"), "lost": Text("丢单", "Lost"), "suspended": Text("暂停", "Suspended"), "no_decision": Text("未决", "No decision"),
}  # fmt: skip
STATE_LABELS = {
    "proposed": Text("待核对", "To be checked"), "running": Text("导入中", "Running"), "done": Text("已导入", "Imported"),
    "undoing": Text("撤销中", "Undoing"), "undone": Text("已撤销", "Undone"),
}  # fmt: skip
_ORDERS = (
    ("YMD", Text("年/月/日", "year/month/day")),
    ("MDY", Text("月/日/年", "month/day/year")),
    ("DMY", Text("日/月/年", "day/month/year")),
)
Choices = list[tuple[str, str]]


def kinds(user: User) -> Choices:
    """Kinds the person may import, in words."""
    return [(kind, say(KIND_LABELS[kind])) for kind in permissions.kinds_for(user)]


def proposal(user: User, record: Import) -> dict[str, Any]:
    """Everything the page of a proposed mapping shows."""
    reading = queries.reading(record)
    return {
        "columns": [(i, column, look(column)) for i, column in enumerate(_titled(reading.columns))],
        "field_choices": [
            ("", t("不导入", "Leave out")),
            *((one.key, say(one.label)) for one in fields.FIELDS[record.kind]),
        ],
        "stages": [(i, name, place) for i, (name, place) in enumerate(reading.places.items())],
        "stage_choices": stage_choices(),
        "units": [
            ("", t("按表头", "As the title says")),
            *((name, name if name.isascii() else t(name, _english(name))) for name in money.UNITS),
        ],
        "orders": [("", t("自动判断", "Find out")), *((key, say(text)) for key, text in _ORDERS)],
        "currencies": [("", t("按表格", "As the table says")), *((code, code) for code in CURRENCIES)],
        "file_warnings": [say(text) for text in reading.warnings],
        "kinds": kinds(user),
        "found": sum(1 for column in reading.columns if column.field),
    }


def _english(unit: str) -> str:
    return {
        "元": "yuan",
        "百元": "100 yuan",
        "千元": "1,000 yuan",
        "万元": "10,000 yuan",
        "百万元": "million yuan",
        "亿元": "100 million yuan",
    }[unit]


def _titled(columns: tuple[Column, ...]) -> list[Column]:
    return [column for column in columns if column.header.text]


def look(column: Column) -> tuple[str, str]:
    """Tone and words for how sure the proposal is."""
    if column.field is None:
        return "calm", t("不导入", "Left out")
    if column.confidence >= 90:
        return "ok", t("确定", "Sure")
    return ("info", t("很像", "Likely")) if column.confidence >= 70 else ("warn", t("请核对", "Please check"))


def stage_choices() -> Choices:
    """The six stages and the ways to have ended."""
    playbook = playbooks.live_playbook()
    selling = [(key, say(playbook.stage(key).name)) for key in stages.STAGES]
    return selling + [(key, say(text)) for key, text in OUTCOME_LABELS.items()]


def undo_days(record: Import, now: dt.datetime) -> int:
    """Days left to undo; 0 when it is too late or not done."""
    if record.state != Import.State.DONE or record.ended_at is None:
        return 0
    return max(0, (record.ended_at + dt.timedelta(days=DAYS) - now).days)
