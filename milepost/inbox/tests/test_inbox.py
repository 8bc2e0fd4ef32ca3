"""Notices: once per key, only one's own, hidden with the project they are about."""

import datetime as dt
from typing import Any

import pytest
from django.http import Http404
from django.utils import timezone, translation

from milepost.control.models import Standing
from milepost.control.tests.rows import Company, company
from milepost.inbox import actions, permissions, queries, reactions
from milepost.inbox.models import Notice
from milepost.inbox.rules import words
from milepost.projects import actions as project_actions
from milepost.projects.models import Member

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SAMPLES: dict[str, dict[str, Any]] = {
    "gate.asked": {"who": "林", "stage": {"zh": "初步接触", "en": "First contact"}, "escalated": True},
    "gate.decided": {
        "who": "孙",
        "stage": {"zh": "初步接触", "en": "First contact"},
        "state": "returned",
        "remedy": "补纪要",
    },
    "approval.asked": {"who": "林", "what": {"zh": "底价", "en": "Price floor"}},
    "approval.decided": {"who": "孙", "what": {"zh": "底价", "en": "Price floor"}, "state": "granted", "reason": ""},
    "waiver.asked": {"who": "林", "what": {"zh": "需求", "en": "Need"}},
    "waiver.decided": {"who": "孙", "what": {"zh": "需求", "en": "Need"}, "state": "refused", "reason": "可以补"},
    "standard.expiring": {"what": {"zh": "需求", "en": "Need"}},
    "standard.expired": {"what": {"zh": "需求", "en": "Need"}},
    "project.handed-over": {"who": "林"},
}


@pytest.fixture
def made() -> Company:
    it = company()
    it.project("lin")
    return it


def tell(made: Company, who: str = "lin", key: str = "", project: int | None = 0) -> None:
    about = made.made[project] if project is not None else None
    actions.notify(
        now=NOW,
        user=made.people[who],
        kind="project.handed-over",
        data={"who": "孙", "project": "项目1"},
        project=about,
        link="/",
        key=key,
    )


def test_every_kind_reads_in_both_languages() -> None:
    assert set(SAMPLES) == set(words.KINDS)
    for kind, data in SAMPLES.items():
        text = words.said(kind, data | {"project": "江城大学项目"})
        assert "江城大学项目" in text.zh
        assert "江城大学项目" in text.en
        assert text.zh != text.en


def test_the_same_key_is_told_once_and_no_key_each_time(made: Company) -> None:
    for _ in range(2):
        tell(made, key="k")
        tell(made)
    assert Notice.objects.filter(key="k").count() == 1
    assert queries.unread(made.people["lin"]) == 3


def test_an_unknown_kind_is_refused_when_told(made: Company) -> None:
    with pytest.raises(KeyError):
        actions.notify(now=NOW, user=made.people["lin"], kind="nonsense", data={})


def test_reading_is_once_and_only_by_its_person(made: Company) -> None:
    tell(made)
    notice = Notice.objects.get()
    with pytest.raises(Http404):
        actions.mark_read(made.people["zhou"], now=NOW, notice=notice)
    first = actions.mark_read(made.people["lin"], now=NOW, notice=notice)
    again = actions.mark_read(made.people["lin"], now=NOW + dt.timedelta(days=1), notice=notice)
    assert first.read_at == again.read_at == NOW
    assert queries.unread(made.people["lin"]) == 0


def test_a_notice_of_a_project_no_longer_seen_is_hidden(made: Company) -> None:
    tell(made)
    tell(made, project=None)
    Member.objects.filter(user=made.people["lin"]).update(until_on=dt.date(2026, 1, 1))
    lin = made.people["lin"]
    assert [notice.project_id for notice in queries.notices(lin)] == [None]
    assert queries.unread(lin) == 1
    with pytest.raises(Http404):
        permissions.notice_for(lin, Notice.objects.get(project=made.made[0]).pk)


def test_opening_marks_read_and_leads_on(made: Company, client: Any) -> None:
    tell(made)
    client.force_login(made.people["lin"])
    answer = client.post(f"/inbox/{Notice.objects.get().pk}/open/")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Notice.objects.get().read_at is not None
    client.force_login(made.people["zhao"])
    assert client.post(f"/inbox/{Notice.objects.get().pk}/open/").status_code == 404


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "移交"), ("en", "handed a project over")])
def test_the_page_shows_notices_in_the_readers_language(made: Company, client: Any, language: str, word: str) -> None:
    made.people["lin"].language = language
    made.people["lin"].save()
    tell(made)
    client.force_login(made.people["lin"])
    with translation.override(language):
        assert word in client.get("/inbox/").content.decode()
    client.post("/inbox/read/")
    assert queries.unread(made.people["lin"]) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_few_statements(
    made: Company, client: Any, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        tell(made)
    client.force_login(made.people["lin"])
    with django_assert_max_num_queries(12):
        client.get("/inbox/")


def test_owners_hear_of_turning_proofs_once_a_month(made: Company) -> None:
    Standing.objects.update(expiring=",need_confirmed,", expired=",man_passed,")
    assert reactions.tell_expiring(NOW) == 2
    reactions.tell_expiring(NOW)
    assert sorted(Notice.objects.values_list("kind", flat=True)) == ["standard.expired", "standard.expiring"]
    reactions.tell_expiring(NOW + dt.timedelta(days=40))
    assert Notice.objects.count() == 4


def test_the_new_owner_hears_of_a_hand_over(made: Company, django_capture_on_commit_callbacks: Any) -> None:
    project = project_actions.create(made.people["lin"], now=NOW, customer_name="江城大学", kind="project")
    with django_capture_on_commit_callbacks(execute=True):
        project_actions.hand_over(
            made.people["sun"], now=NOW, project=project, new_owner=made.people["he"], reason="区域调整"
        )
    (notice,) = queries.notices(made.people["he"])
    assert notice.kind == "project.handed-over"
    assert Standing.objects.get(project=project).owner == made.people["he"]
