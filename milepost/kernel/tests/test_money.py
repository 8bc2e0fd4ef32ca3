"""Money: exact, in fen, said the way each language says it."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.kernel import money
from milepost.kernel.money import Money

FEN = st.integers(-(10**15), 10**15)


@given(FEN, st.integers(0, 100))
def test_share_is_the_exact_product_rounded_half_away_from_zero(fen: int, percent: int) -> None:
    exact = (Decimal(fen) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
    assert money.share(fen, percent) == int(exact)


@given(FEN)
def test_what_is_written_plainly_reads_back_the_same(fen: int) -> None:
    assert money.parse_yuan(money.plain(fen)) == fen


@given(FEN, FEN)
def test_adding_is_integer_addition_within_one_currency(a: int, b: int) -> None:
    assert Money(a) + Money(b) == Money(a + b)


def test_currencies_are_never_added_across() -> None:
    with pytest.raises(ValueError, match="USD"):
        Money(1) + Money(1, "USD")


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.50", 123450),
        ("12.5万", 12500000),
        ("1.2亿", 12000000000),
        ("￥8,000元", 800000),
        ("0", 0),
        ("-3.05", -305),
        ("236万元", 236000000),
    ],
)
def test_amounts_as_people_type_them(text: str, fen: int) -> None:
    assert money.parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "待定", "1.234", "1..2", "NaN", "Infinity", "12万3"])
def test_what_is_no_amount_is_refused_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        money.parse_yuan(text)


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (236000000, "¥236万", "¥2.36M"),
        (12345678900, "¥1.23亿", "¥123.46M"),
        (850000, "¥8,500", "¥8.5K"),
        (1000050, "¥1万", "¥10K"),
        (99, "¥0.99", "¥0.99"),
        (0, "¥0", "¥0"),
        (-236000000, "-¥236万", "-¥2.36M"),
        (100000000000, "¥10亿", "¥1B"),
        (100000000, "¥100万", "¥1M"),
    ],
)
def test_short_forms(fen: int, zh: str, en: str) -> None:
    assert (money.short_zh(fen), money.short_en(fen)) == (zh, en)


def test_short_form_carries_the_currency_sign() -> None:
    assert money.short(236000000, "USD", "zh-hans") == "$236万"
    assert money.short(236000000, "SEK", "en") == "SEK 2.36M"


def test_percent_of_an_amount() -> None:
    assert Money(333).percent(50) == Money(167)
