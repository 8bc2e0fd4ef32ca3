"""The roles a person may hold. Keys are those of the playbook; one person may hold several."""

from milepost.kernel.text import Text

ROLES: dict[str, Text] = {
    "sales": Text("销售", "Sales"),
    "presales": Text("售前", "Presales"),
    "bid_specialist": Text("商务/投标专员", "Bid specialist"),
    "sales_manager": Text("销售经理", "Sales manager"),
    "sales_director": Text("销售总监", "Sales director"),
    "finance": Text("财务", "Finance"),
    "legal": Text("法务", "Legal"),
    "pm": Text("交付项目经理", "Delivery project manager"),
    "sales_ops": Text("销售运营", "Sales operations"),
    "executive": Text("公司高层", "Executive"),
    "compliance": Text("合规", "Compliance"),
    "support": Text("客服", "Support"),
    "admin": Text("管理员", "Administrator"),
}
SUBTREE = frozenset({"sales_manager", "sales_director", "executive"})
"""Roles that see everything in the unit they are held in and below it."""
EVERYWHERE = frozenset({"sales_ops", "compliance", "admin"})
"""Roles that see the whole company."""
LINE = ("sales_manager", "sales_director", "executive")
"""The line of command, upwards; who stands one level up decides where requester and approver are one."""


def one_up(role: str) -> str:
    """The role one level above ``role``; the highest answers for itself."""
    if role not in LINE:
        return LINE[0]
    return LINE[min(LINE.index(role) + 1, len(LINE) - 1)]
