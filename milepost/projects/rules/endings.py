"""How a project may end short of a contract, and which lists of the playbook hold the reasons."""

from milepost.kernel.text import Text

REASON_LISTS: dict[str, tuple[str, ...]] = {
    "lost": ("loss_reasons", "withdraw_reasons"),
    "suspended": ("suspend_reasons",),
    "no_decision": ("no_decision_reasons",),
}
RESULTS = {
    "lost": Text("丢单", "Lost"),
    "suspended": Text("暂停", "Suspended"),
    "no_decision": Text("未决", "No decision"),
}
