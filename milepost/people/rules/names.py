"""What a sign-in name looks like."""

import re

_USERNAME = re.compile(r"[\w.@-]{1,60}")


def is_username(text: str) -> bool:
    """Letters of any script, digits and ``. _ - @``; at most 60."""
    return _USERNAME.fullmatch(text) is not None
