"""The kinds of objects that can be found; each has a letter that starts its tokens."""

LETTERS = {"project": "P", "customer": "C", "contact": "T"}


def letter(kind: str) -> str:
    """The letter of a kind; KeyError for one that is not indexed."""
    return LETTERS[kind]
