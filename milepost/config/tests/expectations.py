"""What each rule of access promises, by role and relation. This table is the policy; code is measured against it."""

from milepost.people.rules.roles import EVERYWHERE, ROLES, SUBTREE

RELATIONS = ("owner", "team", "asked", "function", "same-unit", "subordinate", "foreign")
"""How a person stands to a project: he owns it, works in it, was asked to decide in it, was granted it for his
function, it belongs to a colleague of his unit, to a unit below, or to somebody else's unit."""
KEEPERS = frozenset({"sales_ops", "admin"})
READERS_ONLY = frozenset({"compliance", "finance", "legal"})
EVERY_ROLE = tuple(ROLES)


def sees(role: str, relation: str) -> bool:
    """Own projects, the deal team's, those asked about; one's subtree; everything for keepers and compliance."""
    if relation in {"owner", "team", "asked", "function"} or role in EVERYWHERE:
        return True
    return role in SUBTREE and relation in {"same-unit", "subordinate"}


def is_above(role: str, relation: str) -> bool:
    """Managers of the project's unit, and who keeps every project's data."""
    return role in KEEPERS or (role in SUBTREE and relation in {"owner", "same-unit", "subordinate"})


def leads(role: str, relation: str) -> bool:
    """The owner and those above him."""
    return relation == "owner" or is_above(role, relation)


def edits(role: str, relation: str) -> bool:
    """The owner, the deal team, and those above."""
    return relation == "team" or leads(role, relation)


def allowed(rule: str, role: str, relation: str) -> bool | None:
    """Whether a rule on one project's things lets the person act; None where more than this decides."""
    if not sees(role, relation):
        return False
    return {
        "project-read": True,
        "piece-read": True,
        "customer-read": True,
        "project-edit": edits(role, relation),
        "project-lead": leads(role, relation),
        "project-above": is_above(role, relation),
        "customer-edit": role not in READERS_ONLY,
        "gate-decide": _decides(relation),
        "approval-decide": _decides(relation),
    }[rule]


def _decides(relation: str) -> bool | None:
    """Who was asked decides; the requester never; seniors and other holders of the asked role may."""
    return {"asked": True, "owner": False}.get(relation)
