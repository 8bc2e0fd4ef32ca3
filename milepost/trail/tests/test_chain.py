"""Whoever gets past the triggers is still found: every kind of tampering breaks a link, and the first is named."""

import random
import secrets

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from milepost.trail import actions, queries, triggers
from milepost.trail.models import Author, ChainHead, Entry, Event, Values
from milepost.trail.rules import chain as chains
from milepost.trail.tests.test_append_only import NOW, Somebody, write

pytestmark = pytest.mark.django_db
LENGTH = 12


@pytest.fixture
def entries() -> list[Entry]:
    """Two chains, and the triggers out of the way: the attacker owns the database."""
    written = write(LENGTH)
    write(3, project=2)
    triggers.remove(connection)
    yield written
    triggers.install(connection)


def broken_at() -> tuple[str, int, str]:
    found = queries.first_broken()
    assert found is not None
    return found.chain, found.position, found.reason


def places() -> list[int]:
    return sorted(random.Random(7).sample(range(1, LENGTH - 1), 4))


@pytest.mark.parametrize("place", places())
def test_an_edited_column_is_found(entries, place):
    Entry.objects.filter(pk=entries[place].pk).update(action="project.hold")
    assert broken_at() == ("project:1", place + 1, "digest")


@pytest.mark.parametrize("place", places())
@pytest.mark.parametrize("change", [{"after": {"name": "假"}}, {"before": None}, {"why": "别的原因"}])
def test_an_edited_value_or_reason_is_found(entries, place, change):
    Values.objects.filter(pk=entries[place].pk).update(**change)
    assert broken_at() == ("project:1", place + 1, "values")


@pytest.mark.parametrize("place", places())
def test_a_deleted_row_is_found(entries, place):
    Values.objects.filter(pk=entries[place].pk).delete()
    Entry.objects.filter(pk=entries[place].pk).delete()
    assert broken_at() == ("project:1", place + 2, "place")


def test_a_lost_value_row_is_found(entries):
    Values.objects.filter(pk=entries[4].pk).delete()
    assert broken_at() == ("project:1", 5, "values")


def test_a_cut_off_tail_is_found(entries):
    for entry in entries[-2:]:
        Values.objects.filter(pk=entry.pk).delete()
        Entry.objects.filter(pk=entry.pk).delete()
    assert broken_at() == ("project:1", LENGTH - 1, "end")


def test_a_whole_chain_taken_away_is_found(entries):
    Values.objects.filter(entry__chain="project:2").delete()
    Entry.objects.filter(chain="project:2").delete()
    assert broken_at() == ("project:2", 1, "end")


def test_a_lost_head_is_found(entries):
    ChainHead.objects.filter(chain="project:2").delete()
    assert broken_at() == ("project:2", 4, "end")


@pytest.mark.parametrize("place", places())
def test_two_rows_changed_round_are_found(entries, place):
    one, other = entries[place], entries[place + 1]
    Entry.objects.filter(pk=one.pk).update(position=F("position") + 1000)
    Entry.objects.filter(pk=other.pk).update(position=one.position)
    Entry.objects.filter(pk=one.pk).update(position=other.position)
    assert broken_at()[0] == "project:1"


@pytest.mark.parametrize("place", places())
def test_a_swapped_actor_is_found(entries, place):
    Entry.objects.filter(pk=entries[place].pk).update(actor_id=99)
    assert broken_at() == ("project:1", place + 1, "digest")


def test_a_renamed_author_is_found(entries):
    Author.objects.filter(name="林一").update(name="别人")
    assert broken_at() == ("project:1", 1, "author")


def test_an_inserted_row_is_found(entries):
    Entry.objects.create(
        chain="project:1", position=LENGTH + 1, at=NOW, action="project.rename", kind="project", object_id=1,
        values_digest="0" * 64, digest=secrets.token_hex(32),
    )  # fmt: skip
    assert broken_at() == ("project:1", LENGTH + 1, "digest")


def test_a_row_hashed_anew_without_the_key_is_found(entries):
    entry = Entry.objects.select_related("author").get(pk=entries[5].pk)
    entry.action = "project.hold"
    forged = chains.entry_digest(b"guessed key", entries[4].digest, actions.columns(entry))
    Entry.objects.filter(pk=entry.pk).update(action=entry.action, digest=forged)
    assert broken_at() == ("project:1", 6, "digest")


def test_an_older_copy_put_back_is_found(entries):
    later = Entry.objects.filter(chain="project:1", position__gt=5)
    Values.objects.filter(entry__in=list(later)).delete()
    later.delete()
    actions.record(Somebody(), now=timezone.now(), action="x", kind="project", object_id=1, project_id=1)
    assert broken_at()[:2] == ("project:1", LENGTH + 1)


def test_values_hidden_as_if_erased_lack_the_act_of_erasure(entries):
    Values.objects.filter(pk=entries[3].pk).update(salt=None, before=None, after=None, why=None, erased_at=NOW)
    assert broken_at() == ("project:1", 4, "erased")


def test_a_name_hidden_as_if_erased_lacks_the_act_of_erasure(entries):
    Author.objects.filter(actor_id=7).update(name=None, salt=None, erased_at=NOW)
    assert broken_at() == ("project:1", 1, "erased")


def test_a_sound_trail_has_nothing_broken(entries):
    assert queries.first_broken() is None


def test_what_is_gathered_is_written_in_order_and_the_chain_holds() -> None:
    with actions.gathered():
        for number in range(3):
            actions.record(None, now=NOW, action="a.b", kind="project", object_id=1, project_id=1, after={"n": number})
            actions.tell("project.changed", now=NOW, project_id=1)
        assert not Entry.objects.exists()
    assert [entry.values.after for entry in Entry.objects.order_by("position")] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert Event.objects.filter(handled_at=None).count() == 3
    actions.record(None, now=NOW, action="a.b", kind="project", object_id=1, project_id=1)
    assert Entry.objects.filter(position=4).exists()


def test_nothing_gathered_stays_when_the_work_fails() -> None:
    def fail() -> None:
        with actions.gathered():
            actions.record(None, now=NOW, action="a.b", kind="project", object_id=1, project_id=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Entry.objects.exists()
