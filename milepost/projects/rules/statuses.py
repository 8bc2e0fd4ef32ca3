"""How the status of a project is said."""

from milepost.kernel.text import Text

NAMES = {
    "open": Text("进行中", "Open"),
    "won": Text("赢单", "Won"),
    "lost": Text("丢单", "Lost"),
    "suspended": Text("暂停", "Suspended"),
    "no_decision": Text("未决", "No decision"),
    "delivered": Text("已交付", "Delivered"),
}
TONES = {"open": "info", "won": "ok", "lost": "bad", "suspended": "warn", "no_decision": "calm", "delivered": "ok"}
