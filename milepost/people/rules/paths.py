"""Paths of units in the org tree: four digits a level, so that a subtree is one range in every collation."""

WIDTH = 4


def child(parent: str, number: int) -> str:
    """Path of the ``number``-th child (1-based) of ``parent`` ("" for a root). Raises ValueError past 9999."""
    if not 1 <= number < 10**WIDTH:
        raise ValueError(f"a unit has at most {10**WIDTH - 1} children, not {number}")
    return f"{parent}{number:0{WIDTH}d}"


def span(path: str) -> tuple[str, str]:
    """Half-open range [low, high) holding ``path`` and everything below it."""
    return path, f"{int(path) + 1:0{len(path)}d}"


def ancestors(path: str) -> list[str]:
    """Paths of the unit itself and of all above it, nearest first."""
    return [path[:end] for end in range(len(path), 0, -WIDTH)]
