"""Reading a header: its bare name, its unit, its currency, the year it speaks of."""

import re
from dataclasses import dataclass
from functools import lru_cache

from milepost.integrations.rules import dates, money, numerals

_BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]")
_NOISE = re.compile(r"[\s_\-*:：#、/。.·“”\"'’]+")
_UNIT = re.compile(
    r"(百万|千万|十万|亿|万|千|百)?\s*(元|人民币|rmb|cny)|(?<![a-z\u4e00-\u9fff])(百万|千万|亿|万|千)(?![a-z\u4e00-\u9fff])|\bk\s*(?:rmb|cny|usd|¥|\$)?\b|\b(?:in )?(thousands?|millions?)\b|w元?\b",
    re.I,
)
_SIZES = {"百万": 10**6, "千万": 10**7, "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 100}
_CURRENCY = re.compile(r"(人民币|rmb|cny|¥|美元|美金|usd|us\$|\$|欧元|eur|€|英镑|gbp|£|港币|港元|hkd|日元|jpy)", re.I)
_CODES = {
    "人民币": "CNY",
    "rmb": "CNY",
    "¥": "CNY",
    "美元": "USD",
    "美金": "USD",
    "us$": "USD",
    "$": "USD",
    "欧元": "EUR",
    "€": "EUR",
    "英镑": "GBP",
    "£": "GBP",
    "港币": "HKD",
    "港元": "HKD",
    "日元": "JPY",
}


@dataclass(frozen=True, slots=True)
class Header:
    """One column's title: ``parts`` from the group above to the cell below, each reduced to its bare name."""

    text: str
    parts: tuple[str, ...]
    unit: int | None = None
    currency: str | None = None
    year: int | None = None


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """A header reduced to what it means: no brackets, spaces, stars; lower case; full-width made narrow."""
    said = numerals.plain(text).casefold()
    bare = _NOISE.sub("", _BRACKETS.sub("", said))
    return bare or _NOISE.sub("", said)


def parse(text: str) -> Header:
    """Take a header apart; parts of two header rows are joined by `` / ``."""
    said = numerals.plain(text)
    parts = [part for piece in re.split(r"\s/\s", text) if (part := _without_unit(normal(piece)))]
    found = _CURRENCY.search(said)
    code = found.group(1).lower() if found else None
    return Header(
        text, tuple(parts), unit_in(said), _CODES.get(code, code.upper()) if code else None, dates.year_in(said)
    )


def _without_unit(bare: str) -> str:
    shorter = re.sub(r"(单位)?(百万|千万|亿|万|千)?元$|万$", "", bare)
    return shorter or bare


def unit_in(said: str) -> int | None:
    """The multiplier a header or title states: 万元 → 10,000; None when it states none."""
    found = _UNIT.search(said)
    if not found:
        return None
    word = found.group().lower().strip()
    for name, size in _SIZES.items():
        if word.startswith(name):
            return size
    if word.startswith(("k", "thousand", "in thousand")):
        return 1_000
    if "million" in word:
        return 1_000_000
    return 10_000 if word.startswith("w") else 1


def unit_named(name: str) -> int:
    """The multiplier for a unit written in a mapping (``万元``, ``元``, ``千元``, ``亿元``, ``thousand``). Raises ValueError."""
    bare = numerals.plain(name).lower()
    known = (
        money.UNITS
        | {key.removesuffix("元"): size for key, size in money.UNITS.items() if key != "元"}
        | {"yuan": 1, "wan": 10_000, "k": 1_000, "w": 10_000}
    )
    if bare not in known:
        raise ValueError(name)
    return known[bare]
