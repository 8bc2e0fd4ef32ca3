"""The sample company holds what it promises, counted as the pages count."""

import datetime as dt
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from milepost.control import queries as control
from milepost.control.models import Standing
from milepost.control.queries import narrowing
from milepost.control.rules.filters import Filters
from milepost.diary.models import Entry
from milepost.evidence import permissions as evidence
from milepost.files.models import StoredFile
from milepost.gates import queries as gates
from milepost.gates.models import Waiver
from milepost.kernel.errors import Refused
from milepost.people.models import RoleHeld, User
from milepost.projects.models import Origin, Pass, Project
from milepost.sample import actions, queries
from milepost.trail import queries as trail

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("company")]
EARNED_BEFORE = {"discovery": 0, "contact": 5, "technical": 25, "commercial": 50, "bidding": 80, "contract": 95}


def director() -> User:
    return User.objects.get(username="chen.guodong")


def seen(today: dt.date, **chosen: object) -> list[Standing]:
    """Standings the director's list shows under a filter."""
    return list(narrowing.narrowed(director(), Filters(**chosen), today))  # type: ignore[arg-type]


@pytest.fixture
def today(now: dt.datetime) -> dt.date:
    return timezone.localdate(now)


def test_people_are_one_director_three_managers_twelve_sellers_and_the_functions() -> None:
    held = Counter(RoleHeld.objects.filter(user__is_sample=True).values_list("role", flat=True))
    others = ("finance", "legal", "pm", "sales_ops", "executive", "compliance", "support", "admin")
    expected = {"sales_director": 1, "sales_manager": 3, "sales": 12, "presales": 3, "bid_specialist": 2}
    assert held == expected | dict.fromkeys(others, 1)


def test_sixty_projects_are_open_forty_closed_and_six_delivered(today: dt.date) -> None:
    statuses = Counter(row.status for row in seen(today, status="all"))
    assert statuses["open"] == 60
    assert statuses["delivered"] == 6
    assert sum(statuses[ended] for ended in ("won", "lost", "no_decision", "suspended")) == 40
    assert all(statuses[ended] for ended in ("won", "lost", "no_decision", "suspended"))


def test_the_funnel_shows_the_open_sixty(today: dt.date) -> None:
    assert control.landing(director(), Filters(), today).count == 60


def test_amounts_are_long_tailed_from_180_thousand_to_26_million() -> None:
    amounts = sorted(fen // 100 for fen in Project.objects.values_list("amount_fen", flat=True) if fen)
    assert (amounts[0], amounts[-1]) == (180_000, 26_000_000)
    mean, median = sum(amounts) / len(amounts), amounts[len(amounts) // 2]
    assert mean > 1.8 * median


def test_everything_lies_within_the_last_twenty_four_months(now: dt.datetime) -> None:
    made = sorted(Origin.objects.values_list("created_at", flat=True))
    assert dt.timedelta(days=540) < now - made[0] < dt.timedelta(days=732)
    assert now - made[-1] < dt.timedelta(days=20)
    assert not Entry.objects.filter(happened_on__gt=timezone.localdate(now)).exists()


def test_three_gates_wait_and_two_came_back(today: dt.date) -> None:
    assert len(seen(today, gate="pending")) == 3
    assert len(seen(today, gate="returned")) == 2
    waiting = [len(gates.waiting_for(user, today).requests) for user in User.objects.filter(is_sample=True)]
    assert sum(waiting) == 3


def test_five_projects_stand_still(today: dt.date) -> None:
    assert len(seen(today, still=True)) == 5
    assert all(one.why.zh and one.next.zh for one in control.stalled(director(), Filters(), today, limit=5))


def test_four_standards_have_expired(today: dt.date) -> None:
    expired = [row.expired.strip(",").split(",") for row in seen(today) if row.expired]
    assert sum(map(len, expired)) == 4


def test_two_waivers_are_in_force(today: dt.date) -> None:
    assert Waiver.objects.filter(state="granted", expires_on__gte=today).count() == 2


def test_three_stand_further_than_proved_and_two_entered_late(today: dt.date) -> None:
    late = set(Pass.objects.filter(result="skipped", note="late_entry").values_list("project_id", flat=True))
    behind = {
        row.project_id for row in seen(today) if row.earned_weight != EARNED_BEFORE[row.stage] and not row.expired
    }
    assert len(late) == 2
    assert late < behind
    assert len(behind - late) == 3
    assert (
        set(Pass.objects.filter(result="claimed", project__in=behind).values_list("project_id", flat=True))
        == behind - late
    )


def test_every_evidence_file_opens(now: dt.datetime) -> None:
    files = StoredFile.objects.all()
    assert files.count() > 250
    for file in files:
        _open(Path(settings.MEDIA_ROOT) / file.place, file.content_type)


def _open(place: Path, content_type: str) -> None:
    content = place.read_bytes()
    if content_type == "application/pdf":
        assert content.startswith(b"%PDF-1.4")
        table = int(content.rsplit(b"startxref", 1)[1].split()[0])
        assert content[table : table + 4] == b"xref"
    elif content_type == "image/png":
        assert content.startswith(b"\x89PNG")
        assert content.endswith(b"IEND\xaeB`\x82")
    elif content_type == "text/plain":
        assert "样例文件" in content.decode("utf-8-sig")
    else:
        assert content_type.endswith("spreadsheetml.sheet")
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_the_approver_sees_every_piece_of_a_waiting_gate(today: dt.date) -> None:
    for row in seen(today, gate="pending"):
        request = gates.open_request(row.project)
        assert request is not None
        assert evidence.visible(request.approver).filter(project=row.project).count() >= 3
        assert gates.sheet(row.project, request.approver, today).may_decide


def test_diary_lines_are_many_and_differ() -> None:
    texts = Counter(Entry.objects.values_list("text", flat=True))
    assert len(texts) >= 250
    assert max(texts.values()) <= 12


def test_eight_stories_can_be_opened_by_the_director() -> None:
    told = queries.stories()
    assert len(told) == 8
    assert {story.project for story in queries.told_to(director())} == {pk for pk, _, _ in told}


def test_one_sign_in_per_role_works() -> None:
    offered = queries.sign_ins()
    assert len({one["role"] for one in offered}) == len(offered) == 13
    assert all(User.objects.get(username=one["username"]).check_password("sample-password") for one in offered)


def test_everything_is_marked_as_sample() -> None:
    assert not Origin.objects.filter(is_sample=False).exists()
    assert not User.objects.filter(is_sample=False).exists()


def test_the_trail_of_every_project_is_whole() -> None:
    assert trail.first_broken() is None


def test_a_second_build_is_refused(now: dt.datetime) -> None:
    with pytest.raises(Refused):
        actions.build(now=now, password="another-password")
