"""How the selling stages look: an icon and a tint by the stage's place on the path.

Names and keys come from the playbook; a customer's own playbook may have more or fewer stages.
"""

ICONS = ("search", "users", "target", "key", "gavel", "file-check")


def look(place: int) -> tuple[str, int]:
    """Icon and tint (1 to 6) of the stage at ``place``, counted from 1; further ones repeat."""
    index = (place - 1) % len(ICONS)
    return ICONS[index], index + 1
