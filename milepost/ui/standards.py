"""How the state of a verification standard looks: a word, an icon and a tint, never colour alone."""

from typing import NamedTuple

from milepost.kernel.text import Text
from milepost.ui.text import say


class Look(NamedTuple):
    """Word in the reader's language, tint of the design system, icon."""

    label: str
    tone: str
    icon: str


LOOKS: dict[str, tuple[Text, str, str]] = {
    "met": (Text("已达标", "Met"), "ok", "circle-check"),
    "unmet": (Text("未达标", "Not met"), "bad", "circle-x"),
    "unknown": (Text("未知", "Unknown"), "bad", "help-circle"),
    "expiring": (Text("快到期", "Expires soon"), "warn", "clock-exclamation"),
    "review": (Text("待复核", "To be reviewed"), "warn", "hourglass"),
    "expired": (Text("已过期", "Expired"), "bad", "clock-exclamation"),
    "waiting": (Text("待确认", "To be confirmed"), "info", "user-check"),
    "waived": (Text("已豁免", "Waived"), "violet", "shield-check"),
}


def look(state: str) -> Look:
    """Look of a state; raises KeyError for one that does not exist."""
    label, tone, icon = LOOKS[state]
    return Look(say(label), tone, icon)
