"""When are two organisation names the same, and how much alike are two that are not?"""

import re
import unicodedata

from rapidfuzz import fuzz

_PROVINCES = (
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西",
    "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古",
    "广西", "西藏", "宁夏", "新疆", "香港", "澳门",
)  # fmt: skip
_PROVINCE = "|".join(_PROVINCES)
_NOT_WORDS = re.compile(r"[\W_]+")
_LEGAL_ZH = re.compile(r"(股份有限公司|有限责任公司|有限公司|股份公司|股份|集团公司|集团|公司)")
_LEGAL_EN = re.compile(
    r"\b(incorporated|inc|limited|ltd|llc|llp|plc|gmbh|ag|bv|sa|corporation|corp|company|co|group|holdings?)\b\.?"
)
_PROVINCE_MARK = re.compile(rf"^({_PROVINCE})(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?")
_CITY_MARK = re.compile(r"^([一-鿿]{2,3})(?<![超城股夜门都上])市(?=..)")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百0-9]+")
SAME, ALIKE = 100, 72
"""``SAME`` is an equal key; from ``ALIKE`` on a name is worth showing as a possible duplicate."""


def normalise(name: str) -> str:
    """The key of a name: width, case, brackets, spaces, legal forms and 省/市 marks do not matter.

    A name made of nothing else keeps its bare characters, so that a non-blank name never has an empty key.
    """
    plain = _LEGAL_EN.sub("", unicodedata.normalize("NFKC", name).casefold())
    joined = _NOT_WORDS.sub("", plain) or _NOT_WORDS.sub("", unicodedata.normalize("NFKC", name).casefold())
    bare = _LEGAL_ZH.sub("", _keep_branch(joined))
    return (_without_place_marks(bare) or joined)[:120]


def _keep_branch(joined: str) -> str:
    """A branch is not its parent: 某某公司杭州分公司 keeps 分 when 公司 goes."""
    return joined.replace("分公司", "分")


def _without_place_marks(bare: str) -> str:
    province = _PROVINCE_MARK.match(bare)
    if province is not None:
        rest = bare[province.end() :]
        if _CITY_MARK.match(rest):
            bare = rest
        elif province.group(2):
            bare = province.group(1) + rest
    return _CITY_MARK.sub(r"\1", bare)


def likeness(first: str, second: str) -> int:
    """How alike two names are, 0 to 100; 100 only for equal keys. Symmetric.

    第一医院 and 第二医院 differ in what matters, however many characters they share.
    """
    one, other = normalise(first), normalise(second)
    if one == other:
        return SAME
    score = max(fuzz.ratio(one, other), _part_of(one, other))
    if _ORDINAL.findall(one) != _ORDINAL.findall(other):
        score = min(score, 60)
    return min(int(score), SAME - 1)


def _part_of(one: str, other: str) -> float:
    """A name typed in short (浙大一院 aside): the shorter one wholly inside the longer."""
    short, long = sorted((one, other), key=len)
    return 88.0 if len(short) >= 4 and short in long else 0.0
