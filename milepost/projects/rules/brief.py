"""The fields of the brief: what kind each is, how it is said, how it is stored and shown."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from milepost.kernel import money
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

PAYMENT_RECORDS = {
    "good": Text("付款一向及时", "Pays on time"),
    "mixed": Text("时有拖延", "Sometimes late"),
    "poor": Text("经常拖欠", "Often late"),
    "none": Text("没有打过交道", "No record yet"),
}
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class BriefField:
    """One field: ``kind`` is long, text, date, money, payment or method; ``size`` the longest text."""

    key: str
    label: Text
    kind: str
    size: int = 120


FIELDS = (
    BriefField("need_summary", Text("要解决什么", "Need"), "long", 2000),
    BriefField("trigger", Text("为什么现在做", "Why now"), "long", 2000),
    BriefField("need_by", Text("客户要求上线", "Needed by"), "date"),
    BriefField("budget_min_fen", Text("预算下限", "Budget from"), "money"),
    BriefField("budget_max_fen", Text("预算上限", "Budget up to"), "money"),
    BriefField("funding_source", Text("资金来源", "Funding"), "text"),
    BriefField("payment_record", Text("付款信誉", "Payment record"), "payment"),
    BriefField("procurement_method", Text("采购方式", "Procurement method"), "method"),
    BriefField("agency", Text("代理机构", "Tender agency"), "text"),
    BriefField("expected_notice_on", Text("预计公告日", "Notice expected on"), "date"),
    BriefField("expected_award_on", Text("预计决标日", "Award expected on"), "date"),
)
BY_KEY: Mapping[str, BriefField] = {field.key: field for field in FIELDS}
LABELS: Mapping[str, Text] = {
    **{field.key: field.label for field in FIELDS},
    "expected_sign_on": Text("预计签约", "Signing expected on"),
    "name": Text("项目名称", "Project name"),
    "amount_fen": Text("金额", "Amount"),
    "deadline_at": Text("投标截止", "Bid deadline"),
    "documents_issued_at": Text("发标时间", "Documents issued"),
    "submitted_at": Text("递交时间", "Submitted"),
    "opening_at": Text("开标时间", "Bid opening"),
    "award_notice_on": Text("中标通知", "Award notice"),
    "objection_window_end": Text("质疑期截止", "Objections until"),
    "zone": Text("时区", "Time zone"),
    "budget": Text("预算", "Budget"),
    "criteria": Text("评分标准", "Criteria"),
}
MOVES = {
    "need_by": "need_by", "expected_notice_on": "expected_notice_on", "expected_award_on": "expected_award_on",
    "budget_min_fen": "budget", "budget_max_fen": "budget",
}  # fmt: skip
"""Fields whose change is kept as a date change, and the word under which checks ask for it."""


def clean(key: str, value: object, methods: Collection[str]) -> object:
    """The value as stored, None for "unknown". Raises Refused for an unknown field or a value it cannot hold."""
    field = BY_KEY.get(key)
    if field is None:
        raise Refused(Text(f"没有字段「{key}」。", f"There is no field {key!r}."), field=key)
    if value is None or value == "":
        return None
    return _CLEANERS[field.kind](field, value, methods)


def _text(field: BriefField, value: object, _methods: Collection[str]) -> object:
    text = str(value).strip()
    if len(text) > field.size:
        raise Refused(Text(f"最长 {field.size} 个字。", f"At most {field.size} characters."), field=field.key)
    return text or None


def _day(field: BriefField, value: object, _methods: Collection[str]) -> object:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise Refused(
            Text("日期写成 2026-03-27 的样子。", "Write the date like 2026-03-27."), field=field.key
        ) from error


def _money(field: BriefField, value: object, _methods: Collection[str]) -> object:
    try:
        fen = value if isinstance(value, int) else money.parse_yuan(str(value))
    except ValueError as error:
        raise Refused(
            Text("金额写成 120万 或 1,200,000。", "Write the amount like 1,200,000."), field=field.key
        ) from error
    if fen < 0:
        raise Refused(Text("金额不能是负数。", "An amount cannot be negative."), field=field.key)
    return fen


def _word(field: BriefField, value: object, methods: Collection[str]) -> object:
    allowed = (*methods, UNDECIDED) if field.kind == "method" else PAYMENT_RECORDS
    if value not in allowed:
        raise Refused(Text("请从列表中选择。", "Please choose from the list."), field=field.key)
    return value


_CLEANERS = {"long": _text, "text": _text, "date": _day, "money": _money, "payment": _word, "method": _word}


def plain(value: object) -> object:
    """A value as the trail and a fact keep it: dates in ISO form, the rest unchanged."""
    return value.isoformat() if isinstance(value, dt.date) else value
