"""Names of organisations: the same key for the same one, likeness for the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.accounts.rules import names

SPELLINGS = [
    ("杭州鑫宏科技有限公司", "杭州鑫宏科技股份有限公司"),
    ("杭州鑫宏科技有限公司", "杭州市鑫宏科技有限责任公司"),
    ("浙江（鑫宏）集团有限公司", "浙江鑫宏集团"),
    ("ＡＢＣ科技", "abc科技"),
    ("浙江省杭州市第一人民医院", "杭州市第一人民医院"),
    ("杭州市第一人民医院", "杭州第一人民医院"),
    ("浙江省人民医院", "浙江 人民医院"),
    ("Siemens Co., Ltd.", "SIEMENS"),
    ("Acme Holdings Inc", "acme"),
]
DIFFERENT = [
    ("杭州市第一人民医院", "杭州市第二人民医院"),
    ("招商银行杭州分行", "招商银行"),
    ("中铁十一局", "中铁十二局"),
    ("某某有限公司杭州分公司", "某某有限公司"),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_organisation_have_one_key(one, other):
    assert names.normalise(one) == names.normalise(other)
    assert names.likeness(one, other) == names.SAME


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_organisations_keep_different_keys(one, other):
    assert names.normalise(one) != names.normalise(other)


def test_numbered_siblings_are_not_alike():
    assert names.likeness("杭州市第一人民医院", "杭州市第二人民医院") < names.ALIKE


def test_a_typing_slip_and_a_short_form_are_alike():
    assert names.likeness("杭州鑫宏科技有限公司", "杭州鑫虹科技有限公司") >= names.ALIKE
    assert names.likeness("华东轨道交通集团有限公司", "华东轨道交通集团设备有限公司") >= names.ALIKE
    assert names.likeness("浙江大学医学院附属第一医院", "大学医学院附属第一") >= names.ALIKE


def test_unrelated_names_are_not_alike():
    assert names.likeness("杭州地铁集团", "成都农商银行") < 50


NAMES = st.text(alphabet="杭州市省鑫宏科技有限公司集团股份分一二第abAB ()（）·1", min_size=1, max_size=24)


@given(NAMES)
def test_a_name_with_words_never_loses_its_key(name):
    if any(character.isalnum() for character in name):
        assert names.normalise(name)


@given(NAMES)
def test_width_case_and_blanks_never_matter(name):
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    assert names.normalise(wide) == names.normalise(name)
    assert names.normalise(f"  {name.upper()} ") == names.normalise(name)


@given(NAMES, NAMES)
def test_likeness_is_symmetric_and_bounded(one, other):
    score = names.likeness(one, other)
    assert score == names.likeness(other, one)
    assert 0 <= score <= 100
    assert (score == 100) == (names.normalise(one) == names.normalise(other))
