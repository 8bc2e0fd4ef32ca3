"""Cursors: opaque marks of where the next page begins."""

import base64
import binascii

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

WRONG = Text("这个翻页标记不对，请从第一页开始。", "This cursor is not valid; start from the first page.")
LONGEST = 60


def wrapped(mark: str) -> str | None:
    """A mark as a cursor; None when there is no further page."""
    return base64.urlsafe_b64encode(mark.encode()).decode("ascii").rstrip("=") if mark else None


def unwrapped(cursor: str) -> str:
    """The mark out of a cursor. Raises Refused for one we never gave."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        mark = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise wrong() from error
    if len(mark) > LONGEST:
        raise wrong()
    return mark


def wrong() -> Refused:
    """The refusal of a cursor."""
    return Refused(WRONG, field="cursor")
