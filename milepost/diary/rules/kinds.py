"""Kinds of entries, and guessing one from what was written."""

import re

from milepost.kernel.text import Text

KINDS = {
    "visit": Text("拜访", "Visit"),
    "call": Text("电话", "Call"),
    "message": Text("消息", "Message"),
    "meeting": Text("会议", "Meeting"),
    "exec_meeting": Text("高层会谈", "Executive meeting"),
    "exchange": Text("技术交流", "Technical exchange"),
    "demo": Text("演示", "Demonstration"),
    "reference_visit": Text("考察", "Reference visit"),
    "note": Text("内部记录", "Internal note"),
}
NOTE = "note"
WRITTEN = frozenset({"message", NOTE})
"""Kinds that stay allowed while the bids are judged: a written clarification, and a note of our own."""
_HINTS = (
    ("exec_meeting", r"高层|董事长|局长会谈|executive"),
    ("reference_visit", r"考察|参观|reference visit|site visit"),
    ("demo", r"演示|demo"),
    ("exchange", r"技术交流|交流会|workshop"),
    ("call", r"电话|打给|致电|来电|通话|phone|called|\bcall\b"),
    ("message", r"微信|短信|邮件|回复|发了|email|e-mail|message|wechat"),
    ("meeting", r"会议|开会|例会|评审会|meeting"),
    ("visit", r"拜访|见了|面谈|上门|去了|visit|\bmet\b"),
)


def guess(text: str) -> str:
    """The kind a text speaks of; a visit when it names nothing."""
    return next((kind for kind, pattern in _HINTS if re.search(pattern, text, re.IGNORECASE)), "visit")
