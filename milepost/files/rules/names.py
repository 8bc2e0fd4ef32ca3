"""Names of uploads as people see them."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+')
LONGEST = 150


def clean(name: str) -> str:
    """A name safe to show and to save: no folders, no control or direction marks, at most 150 characters."""
    last = re.split(r"[/\\]", name)[-1]
    text = _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", last)).strip(" .")
    stem, dot, ending = text.rpartition(".")
    if dot and len(text) > LONGEST and len(ending) <= 8:
        return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
    return text[:LONGEST] or "file"
