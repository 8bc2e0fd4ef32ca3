"""Two-language text where it is used: Chinese and English side by side, the reader's language wins.

Chinese is the default: it is what a visitor sees before he has chosen.
"""

from typing import TYPE_CHECKING, cast

from django.utils.functional import lazy
from django.utils.translation import get_language

from milepost.kernel.text import Text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CHINESE, ENGLISH = "zh-hans", "en"
LANGUAGES = ((CHINESE, "简体中文"), (ENGLISH, "English"))


def language() -> str:
    """The active language, ``zh-hans`` or ``en``; Chinese where none is active."""
    active = get_language() or CHINESE
    return ENGLISH if active.startswith("en") else CHINESE


def t(zh: str, en: str) -> str:
    """The half for the active language, now."""
    return en if language() == ENGLISH else zh


def say(text: Text) -> str:
    """A sentence made by a pure rule, in the active language."""
    return t(text.zh, text.en)


_lazy_t = lazy(t, str)


def lt(zh: str, en: str) -> "_StrPromise":
    """The same as :func:`t`, decided when it is shown: for labels written at class level."""
    return cast("_StrPromise", _lazy_t(zh, en))
