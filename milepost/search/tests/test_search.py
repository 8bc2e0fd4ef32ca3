"""Things indexed are found by every part of their names, and only by those."""

import pytest

from milepost.search import actions, queries
from milepost.search.models import Document, Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def names() -> list[str]:
    titles = ["杭州地铁集团有限公司", "成都地铁运营", "杭州鑫宏科技", "Wuxi Engineering Co", "重庆银行"]
    actions.index_many(actions.Findable("customer", number, title) for number, title in enumerate(titles, start=1))
    return titles


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("地铁", [2, 1]),
        ("杭州", [3, 1]),
        ("杭州地铁", [1]),
        ("杭州 公司", [1]),
        ("铁", [2, 1]),
        ("hzdt", [1]),
        ("zdt", [1]),
        ("hz", [3, 1]),
        ("gineer", [4]),
        ("ENGIN", [4]),
        ("cqyh", [5]),
        ("州铁", []),
        ("", []),
        ("？", []),
    ],
)
def test_customers_are_found_by_part_of_their_name(names, query, ids):
    assert queries.find_ids("customer", query) == ids


def test_kinds_are_kept_apart(names):
    actions.index("project", 1, "杭州地铁五号线", project_id=1)
    assert queries.find_ids("project", "地铁") == [1]
    assert queries.find_ids("contact", "地铁") == []


def test_words_of_a_query_must_not_run_over_a_boundary(names):
    actions.index("customer", 9, "鑫宏杭州")
    assert queries.find_ids("customer", "宏杭") == [9]
    assert queries.find_ids("customer", "州鑫") == [3]


def test_a_changed_object_is_found_by_its_new_name_only(names):
    actions.index("customer", 3, "宁波远洋")
    assert queries.find_ids("customer", "鑫宏") == []
    assert queries.find_ids("customer", "nbyy") == [3]
    assert Document.objects.filter(kind="customer", object_id=3).count() == 1


def test_indexing_the_same_again_writes_nothing(names, django_assert_num_queries):
    before = set(Posting.objects.values_list("token", "document"))
    actions.index("customer", 3, "杭州鑫宏科技")
    assert set(Posting.objects.values_list("token", "document")) == before


def test_a_removed_object_is_not_found(names):
    actions.remove("customer", [1, 77])
    assert queries.find_ids("customer", "地铁") == [2]
    assert set(Posting.objects.values_list("document", flat=True)) == set(Document.objects.values_list("pk", flat=True))


def test_percent_and_underscore_are_plain_characters(names):
    actions.index("customer", 8, "完成100%的公司")
    assert queries.find_ids("customer", "100%") == [8]
    assert queries.find_ids("customer", "10_%") == []


def test_limit_gives_the_newest(names):
    assert queries.find_ids("customer", "地铁", limit=1) == [2]


def test_akin_puts_the_likest_first(names):
    assert queries.akin("customer", "杭州地铁")[0] == 1
    assert queries.akin("customer", "完全无关") == []


@pytest.mark.parametrize("many", [1, 3])
def test_looking_up_takes_few_queries(names, many, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        queries.find_ids("customer", "杭州地铁集团"[: 2 + many])
