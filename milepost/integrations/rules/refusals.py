"""A whole file that is not taken, with the reason and what to do about it."""

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text


class FileRefused(Refused):
    """The file as a whole cannot be taken; nothing of it was read into rows."""


def refuse(zh: str, en: str) -> FileRefused:
    """The refusal to raise, from one sentence in each language."""
    return FileRefused(Text(zh, en), field="file")
