"""The small round mark that stands for a person: his characters on one of eight calm tints."""

import re
import zlib

TINTS = 8


def tint(name: str) -> int:
    """A tint from 1 to 8, the same for the same name on every machine."""
    return zlib.crc32(name.encode()) % TINTS + 1


def initials(name: str) -> str:
    """The last two characters of a Chinese name, the first letters of any other."""
    compact = re.sub(r"[\s·]+", " ", name).strip()
    if re.search(r"[一-鿿]", compact):
        return compact.replace(" ", "")[-2:]
    return "".join(word[0] for word in compact.split()[:2]).upper() or "?"
