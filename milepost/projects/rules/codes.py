"""Codes of projects as people say them."""

WIDTH = 5


def code(number: int) -> str:
    """``P-00012`` for 12; longer numbers keep all their digits."""
    return f"P-{number:0{WIDTH}d}"


def number_of(text: str) -> int | None:
    """The number behind a typed code (``p-12``, ``P-00012``), None when it is none."""
    bare = text.strip().upper().removeprefix("P-").removeprefix("P")
    return int(bare) if bare.isascii() and bare.isdigit() and text.strip().upper().startswith("P") else None
