"""How a text is cut into tokens, and a query into the tokens it must find.

Chinese (and every other non-Latin) run gives single characters and pairs; a Latin run (letters and digits)
gives its first one and two characters and every three in a row; the pinyin initials of Chinese are a Latin
run of their own. So 杭州, hzsdy and gineer are all found, on every database the same.
"""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

LONGEST = 600
"""Characters of an object's text that are indexed; the first ones name it."""
_RUN = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")
_LATIN = re.compile(r"[0-9a-z]+")
_HAN = re.compile(r"[㐀-鿿]+")
NGRAM = 3


def plain(text: str) -> str:
    """Width, case and runs of blanks do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def initials(text: str) -> str:
    """First letters of the pinyin of each Chinese run, runs parted by a blank: 杭州地铁 → hzdt."""
    return " ".join(_initials(run) for run in _HAN.findall(text)).strip()


@lru_cache(maxsize=60_000)
def _initials(run: str) -> str:
    return "".join(lazy_pinyin(run, style=Style.FIRST_LETTER, errors="ignore"))


def searchable(title: str, text: str) -> str:
    """What a query is checked against: title, text and initials, one per line."""
    body = plain(f"{title} {text}"[:LONGEST])
    return f"{body}\n{initials(body)}".strip()


def tokens(searchable_text: str) -> set[str]:
    """Every token under which the text can be found."""
    found: set[str] = set()
    for run in _RUN.findall(searchable_text):
        found |= _latin(run) if _LATIN.fullmatch(run) else _other(run)
    return found


def _latin(run: str) -> set[str]:
    return {run[:1], run[:2], *(run[at : at + NGRAM] for at in range(len(run) - NGRAM + 1))}


def _other(run: str) -> set[str]:
    return {*run, *(run[at : at + 2] for at in range(len(run) - 1))}


def needed(query: str) -> list[list[str]]:
    """Tokens each word of a query must find, one list per word; empty when nothing can be looked up."""
    return [parts for word in plain(query).split() if (parts := _needed(word))]


def _needed(word: str) -> list[str]:
    parts: dict[str, None] = {}
    for run in _RUN.findall(word):
        parts.update(dict.fromkeys(_latin_needs(run) if _LATIN.fullmatch(run) else _other_needs(run)))
    return list(parts)


def _latin_needs(run: str) -> list[str]:
    return [run] if len(run) < NGRAM else [run[at : at + NGRAM] for at in range(len(run) - NGRAM + 1)]


def _other_needs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]


def words(query: str) -> list[str]:
    """The words of a query as they must occur in the searchable text."""
    return plain(query).split()
