"""Chinese numerals and full-width forms, as people type them."""

import re
import unicodedata

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_POWER = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
CHARACTERS = "".join(_DIGIT) + "".join(_POWER)
_RUN = re.compile(f"[{CHARACTERS}]+")


def plain(text: str) -> str:
    """Full-width letters, digits and punctuation made narrow; odd spaces made plain; stripped."""
    return unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "").strip()


def value(text: str) -> int:
    """``二十七`` → 27, ``二〇二六`` → 2026. Raises ValueError for anything else."""
    if not _RUN.fullmatch(text):
        raise ValueError(f"not a Chinese numeral: {text!r}")
    if not any(c in _POWER for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _DIGIT:
            digit = _DIGIT[c]
        else:
            total += (digit or 1) * _POWER[c]
            digit = 0
    return total + digit
