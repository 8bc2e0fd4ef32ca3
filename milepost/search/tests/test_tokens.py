"""What a text is cut into, and what a query asks for."""

from hypothesis import given
from hypothesis import strategies as st

from milepost.search.rules import tokens


def test_chinese_gives_characters_and_pairs_latin_starts_and_threes():
    found = tokens.tokens("杭州地铁 abcd")
    assert {"杭", "杭州", "州地", "地铁", "a", "ab", "abc", "bcd"} <= found
    assert "cd" not in found


def test_initials_follow_the_reading_of_whole_words():
    assert tokens.initials("重庆银行") == "cqyh"
    assert tokens.initials("杭州地铁 5号线") == "hzdt hx"


def test_width_and_case_do_not_matter():
    assert tokens.plain("ＡＢＣ　科技") == "abc 科技"


@given(st.text(alphabet="杭州地铁银行abc12 -（）", max_size=20), st.integers(0, 19), st.integers(1, 6))
def test_every_piece_of_a_word_is_found_by_its_tokens(text, start, length):
    """A substring of three Latin or any Chinese characters asks only for tokens that the text has."""
    body = tokens.searchable(text, "")
    piece = tokens.plain(text)[start : start + length]
    have = tokens.tokens(body)
    for needed in tokens.needed(piece):
        for token in needed:
            short_latin = token.isascii() and len(token) < tokens.NGRAM
            assert token in have or short_latin
