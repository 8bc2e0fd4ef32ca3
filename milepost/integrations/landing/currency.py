"""Currencies as tables write them."""

from milepost.integrations.rules.numerals import plain
from milepost.kernel.money import CURRENCIES

_NAMES = {
    "人民币": "CNY", "元": "CNY", "rmb": "CNY", "¥": "CNY", "美元": "USD", "美金": "USD", "$": "USD", "us$": "USD", "欧元": "EUR", "€": "EUR",
    "英镑": "GBP", "£": "GBP", "港币": "HKD", "港元": "HKD", "hk$": "HKD", "日元": "JPY",
}  # fmt: skip


def code(said: str | None) -> str | None:
    """The code of a currency as written; CNY where nothing is written; None for one we do not keep."""
    if not said:
        return "CNY"
    bare = plain(said).casefold()
    found = _NAMES.get(bare, bare.upper())
    return found if found in CURRENCIES else None
