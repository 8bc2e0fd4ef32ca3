"""Reading through the API: sight, filters, pages, sums that reconcile."""

import pytest
from django.test import Client
from django.utils import timezone

from milepost.people import actions as people


def test_a_seller_gets_his_own_and_a_director_everything(pipeline, caller):
    mine = caller("lin")("GET", "/projects").body
    assert {one["id"] for one in mine["items"]} == {pipeline.big.pk, pipeline.small.pk}
    assert mine["count"] == 2
    everything = caller("director")("GET", "/projects").body
    assert everything["count"] == 3
    assert everything["sums"] == [
        {"currency": "CNY", "count": 3, "amount_fen": 310_000_000, "claimed_fen": 15_500_000, "earned_fen": 0}
    ]


def test_sums_cover_everything_that_answers_and_not_only_the_page(pipeline, caller):
    page = caller("director")("GET", "/projects?limit=1").body
    assert (page["count"], len(page["items"]), page["sums"][0]["count"]) == (3, 1, 3)


@pytest.mark.parametrize(
    "sort",
    ["amount", "-amount", "newest", "sign", "stage", "-stage", "entered", "contact", "next", "claimed", "proved"],
)
def test_pages_follow_each_other_without_gap_or_repetition(pipeline, caller, sort):
    ask = caller("director")
    seen: list[int] = []
    cursor = ""
    while True:
        page = ask("GET", f"/projects?limit=1&sort={sort}&cursor={cursor}").body
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert sorted(seen) == sorted([pipeline.big.pk, pipeline.small.pk, pipeline.other.pk])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("owner={he}", ["other"]),
        ("level={level}", ["small"]),
        ("status=won", []),
        ("status=open&kind=project&currency=CNY", ["big", "other", "small"]),
        ("q=滨江", ["small"]),
        ("team={two}", ["other"]),
        ("stage=nowhere", []),
    ],
)
def test_filters_narrow(pipeline, caller, query, names):
    filled = query.format(he=pipeline.company.he.pk, two=pipeline.company.two.path, level=pipeline.small.level)
    page = caller("director")("GET", f"/projects?{filled}").body
    assert {one["id"] for one in page["items"]} == {getattr(pipeline, name).pk for name in names}
    assert page["count"] == len(names)


@pytest.mark.parametrize(
    "query",
    [
        "sort=password",
        "status=x",
        "limit=0",
        "limit=201",
        "level=Z",
        "team=00",
        "cursor=!!",
        "cursor=MX4",
        "owner=-1",
        "nosuch=1",
        "q=%00",
        "stage=a'b",
    ],
)
def test_what_is_not_on_the_list_is_refused(pipeline, caller, query):
    answer = caller("director")("GET", f"/projects?{query}")
    assert answer.status == 422
    assert answer.body["error"]["message"]


def test_one_project_with_team_and_passes(pipeline, caller):
    one = caller("lin")("GET", f"/projects/{pipeline.big.pk}").body
    assert (one["code"], one["customer"], one["customer_id"]) == (
        pipeline.big.code,
        "华东轨道集团",
        pipeline.big.customer_id,
    )
    assert {"user": {"id": pipeline.company.lin.pk, "name": "林一"}, "role": "sales"} in one["team"]
    assert one["passes"] == []
    assert one["claimed_fen"] == one["amount_fen"] * one["claimed_weight"] // 100


def test_a_foreign_project_answers_like_a_missing_one(pipeline, caller):
    ask = caller("he")
    foreign, missing = ask("GET", f"/projects/{pipeline.big.pk}"), ask("GET", "/projects/987654321")
    assert (foreign.status, foreign.body) == (missing.status, missing.body) == (404, missing.body)
    assert ask("GET", f"/projects/{pipeline.big.pk}/brief").body == missing.body


def test_funnel_adds_up_and_speaks_the_language_asked_for(pipeline, caller):
    ask = caller("director")
    funnel = ask("GET", "/funnel", Accept_Language="en").body
    assert funnel["count"] == sum(step["count"] for step in funnel["steps"]) == 3
    assert funnel["sums"][0]["claimed_fen"] == sum(
        line["claimed_fen"] for step in funnel["steps"] for line in step["sums"]
    )
    assert len(funnel["steps"]) == 6
    assert funnel["steps"][0]["name"].isascii()
    assert not ask("GET", "/funnel", Accept_Language="zh-CN,zh;q=0.9").body["steps"][0]["name"].isascii()
    assert caller("he")("GET", "/funnel").body["count"] == 1


def test_customers_are_found_and_paged(pipeline, caller):
    ask = caller("director")
    first = ask("GET", "/customers?limit=2").body
    assert (first["count"], len(first["items"])) == (3, 2)
    second = ask("GET", f"/customers?limit=2&cursor={first['next']}").body
    assert (len(second["items"]), second["next"]) == (1, None)
    assert [one["name"] for one in ask("GET", "/customers?q=滨江").body["items"]] == ["滨江医院"]
    assert ask("GET", "/customers?cursor=zz").status == 422
    assert caller("he")("GET", "/customers").body["count"] == 1


def test_me_tells_whose_token_it_is(pipeline, caller):
    me = caller("lin")("GET", "/me").body
    assert me == {
        "id": pipeline.company.lin.pk, "username": "lin", "name": "林一", "roles": ["sales"], "language": "zh-hans", "read_only": True,
    }  # fmt: skip


def test_without_a_token_or_with_a_dead_one_nothing_is_told(pipeline, caller):
    ask = caller("lin")
    people.deactivate(pipeline.company.admin, now=timezone.now(), user=pipeline.company.lin)
    for headers in (
        {},
        {"Authorization": "Bearer mp_wrong"},
        {"Authorization": f"Bearer {ask.secret}"},
        {"Authorization": "Basic eDp5"},
    ):
        answer = Client().get("/api/v1/projects", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert answer.json()["error"]["message"] == "请带上有效的访问令牌。"
    english = Client().get("/api/v1/projects", headers={"Accept-Language": "en-GB"})
    assert english.json()["error"]["message"] == "A valid access token is needed."
    assert english["Content-Language"] == "en"


def test_a_browser_session_is_no_token(pipeline):
    client = Client()
    client.force_login(pipeline.company.lin)
    assert client.get("/api/v1/projects").status_code == 401


def test_the_rate_is_limited_per_person(pipeline, caller, monkeypatch):
    from milepost.api.auth import PerPerson

    monkeypatch.setattr(PerPerson, "parse_rate", lambda *_: (2, 60))
    limited = PerPerson()
    from milepost.api.v1 import api

    monkeypatch.setattr(api.throttle[0], "num_requests", limited.num_requests)
    ask, other = caller("lin"), caller("he")
    assert [ask("GET", "/me").status for _ in range(3)] == [200, 200, 429]
    assert int(ask("GET", "/me").headers["Retry-After"]) >= 1
    assert other("GET", "/me").status == 200


def test_lists_ask_a_fixed_number_of_questions(pipeline, caller, django_assert_max_num_queries):
    ask = caller("director")
    ask("GET", "/projects")
    with django_assert_max_num_queries(9):
        ask("GET", "/projects")


def test_docs_are_a_page_of_our_own(db):
    page = Client().get("/api/v1/docs")
    assert page.status_code == 200
    assert "/api/v1/projects/{project_id}/move" in page.text
    assert "https://" not in page.text.replace("http://testserver", "")
    described = Client().get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["components"]["securitySchemes"]["Bearer"] == {"type": "http", "scheme": "bearer"}
