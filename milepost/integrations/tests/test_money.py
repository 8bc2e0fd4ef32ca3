"""Amounts as they are really written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.integrations.rules import money


@pytest.mark.parametrize(
    ("said", "yuan"),
    [
        ("1,234.50", "1234.5"), ("12.5万", "125000"), ("1.2亿", "120000000"), ("￥236", "236"), ("¥1,000", "1000"), ("RMB 5000", "5000"),
        ("１２３４", "1234"), ("236 万元", "2360000"), ("约300万", "3000000"), ("1亿2000万", "120000000"), ("1.234,50", "1234.5"), ("1 234,50", "1234.5"),
        ("三百二十万", "3200000"), ("人民币壹佰万元整", "1000000"), ("1万5", "15000"), ("2万5千", "25000"), ("300w", "3000000"), ("500K", "500000"),
        ("100万以上", "1000000"), ("5,0000", "50000"), ("6.0E7", "60000000"), ("(1,234.00)", "-1234"), ("300万（含税）", "3000000"), ("0", "0"),
    ],
)  # fmt: skip
def test_amount_is_read_exactly(said: str, yuan: str) -> None:
    amount = money.parse(said)
    assert amount is not None
    assert amount.fen == Decimal(yuan) * 100


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("$1,200", "USD"),
        ("US$ 2.5M", "USD"),
        ("€10", "EUR"),
        ("￥10", "CNY"),
        ("10 人民币", "CNY"),
        ("HK$ 5万", "HKD"),
        ("10", None),
    ],
)
def test_currency_is_taken_from_the_cell(said: str, code: str | None) -> None:
    amount = money.parse(said)
    assert amount is not None
    assert amount.currency == code


def test_range_counts_its_low_end_and_says_so() -> None:
    amount = money.parse("300-500万")
    assert amount is not None
    assert (amount.fen, amount.high_fen) == (300_0000_00, 500_0000_00)
    assert amount.note is not None


def test_own_unit_wins_over_the_unit_of_the_column() -> None:
    assert [a.fen for said in ("236", "300万", 236.5) if (a := money.parse(said, 10_000))] == [
        236_0000_00,
        300_0000_00,
        236_5000_00,
    ]


def test_comma_columns_group_with_points() -> None:
    assert money.writes_comma(["1.234,50", "12.000"])
    assert not money.writes_comma(["1,234.50", "12,000"])
    amount = money.parse("12.000", comma=True)
    assert amount is not None
    assert amount.fen == 12_000_00


@pytest.mark.parametrize("said", ["", "待定", "TBD", "-", "面议", "N/A", "未知"])
def test_undetermined_is_no_amount(said: str) -> None:
    assert money.parse(said) is None


@pytest.mark.parametrize("said", ["abc", "12/3", "3.5.6", "10%", "1,23,4", "100万 200万", "9" * 20, True])
def test_nonsense_is_refused_with_a_reason(said: str) -> None:
    with pytest.raises(money.NotAnAmountError) as refused:
        money.parse(said)
    assert refused.value.reason.zh
    assert refused.value.reason.en.isascii() or "万" in refused.value.reason.en


@given(st.integers(0, 10**12), st.sampled_from(["{:,.2f}", "￥{:,.2f}", "{:.2f}元", "{:,.2f} CNY"]))
def test_any_fen_survives_being_written(fen: int, form: str) -> None:
    amount = money.parse(form.format(Decimal(fen) / 100))
    assert amount is not None
    assert amount.fen == fen


@given(
    st.decimals(0, 99_999, places=2), st.sampled_from([("万", 10**4), ("亿", 10**8), ("千万", 10**7), ("万元", 10**4)])
)
def test_units_multiply_exactly(number: Decimal, unit: tuple[str, int]) -> None:
    amount = money.parse(f"{number}{unit[0]}")
    assert amount is not None
    assert amount.fen == number * unit[1] * 100


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_never_a_crash(said: str) -> None:
    try:
        amount = money.parse(said)
    except money.NotAnAmountError:
        return
    assert amount is None or isinstance(amount.fen, int)
