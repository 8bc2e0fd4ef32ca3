"""Both databases refuse to change the past; erasing personal values is the one thing they allow."""

import datetime as dt
import sqlite3
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from milepost.trail import actions, queries, triggers
from milepost.trail.models import Author, Entry, Values

NOW = dt.datetime(2026, 3, 27, 6, 0, tzinfo=dt.UTC)


@dataclass
class Somebody:
    pk: int = 7
    name: str = "林一"


def write(count: int = 3, project: int = 1) -> list[Entry]:
    for number in range(count):
        actions.record(
            Somebody(),
            now=NOW,
            action="project.rename",
            kind="project",
            object_id=project,
            project_id=project,
            before={"name": f"旧{number}"},
            after={"name": f"新{number}"},
            why=f"客户改名{number}",
        )
    return list(Entry.objects.filter(project_id=project).order_by("id"))


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        assert "append-only" in str(error)
        return True
    return False


CHANGES = [
    "UPDATE trail_entry SET action = 'x'",
    "UPDATE trail_entry SET actor_id = 9",
    "DELETE FROM trail_entry",
    "UPDATE trail_values SET after = '{}'",
    "UPDATE trail_values SET why = 'x'",
    "UPDATE trail_values SET salt = NULL",
    "UPDATE trail_values SET salt = NULL, before = NULL, after = NULL, why = NULL",
    "DELETE FROM trail_values",
    "UPDATE trail_author SET name = 'x'",
    "UPDATE trail_author SET mark = 'x'",
    "UPDATE trail_author SET actor_id = 9",
    "DELETE FROM trail_author",
]


@pytest.mark.django_db
@pytest.mark.parametrize("sql", CHANGES)
def test_changing_or_deleting_is_refused_by_the_database(sql):
    write()
    assert refused(sql)
    assert queries.first_broken() is None


@pytest.mark.django_db
def test_emptying_or_replacing_is_refused_by_the_database():
    entry = write()[0]
    if connection.vendor == "postgresql":
        connection.check_constraints()  # sets deferred constraints, whose waiting rows would refuse a TRUNCATE first
        statements = [f"TRUNCATE {table} CASCADE" for table in triggers.TABLES]
    else:
        columns = "id, chain, position, at, action, kind, object_id, request_id, values_digest, digest"
        same_id = (
            f"INSERT OR REPLACE INTO trail_entry ({columns}) VALUES ({entry.pk}, 'x', 9, '', '', '', 1, '', '', '')"
        )
        same_place = (
            f"INSERT OR REPLACE INTO trail_entry ({columns}) VALUES (99, '{entry.chain}', 1, '', '', '', 1, '', '', '')"
        )
        statements = [
            same_id,
            same_place,
            f"REPLACE INTO trail_values (entry_id, why) VALUES ({entry.pk}, 'x')",
            f"REPLACE INTO trail_author (id, actor_id, mark) VALUES ({entry.author_id}, 1, 'x')",
        ]
    for sql in statements:
        assert refused(sql), sql
    assert queries.first_broken() is None


@pytest.mark.django_db
def test_replacing_is_refused_on_a_plain_connection_too(tmp_path):
    """Somebody with sqlite3 in hand has not set our pragmas."""
    if connection.vendor == "postgresql":
        return
    plain = sqlite3.connect(tmp_path / "copy.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name LIKE 'trail_%' AND type IN ('table', 'trigger') ORDER BY type"
        )
        for (statement,) in cursor.fetchall():
            plain.execute(statement)
    plain.execute("INSERT INTO trail_author (id, actor_id, mark) VALUES (1, 1, 'm')")
    plain.execute("PRAGMA recursive_triggers = OFF")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        plain.execute("REPLACE INTO trail_author (id, actor_id, mark) VALUES (1, 2, 'n')")
    plain.close()


@pytest.mark.django_db
def test_erasing_is_allowed_once_and_leaves_the_chain_true():
    write()
    write(project=2)
    assert actions.erase(Somebody(), now=NOW, kind="project", object_id=1, why="个人信息保护法第四十七条") == 3
    erased = Values.objects.filter(entry__project_id=1, entry__action="project.rename")
    assert not any(one.before or one.after or one.why or one.salt for one in erased)
    assert Values.objects.get(entry__action="trail.erase").why == "个人信息保护法第四十七条"
    assert queries.first_broken() is None
    assert Values.objects.filter(entry__project_id=2, salt=None).count() == 0
    assert actions.erase(Somebody(), now=timezone.now(), kind="project", object_id=1, why="再次申请") == 0
    assert queries.first_broken() is None
    assert refused("UPDATE trail_values SET why = 'back again'")
    assert refused("UPDATE trail_values SET erased_at = NULL")


@pytest.mark.django_db
def test_erasing_a_name_leaves_the_number_and_the_chain():
    write()
    assert actions.erase_name(Somebody(pk=8, name="合规"), now=NOW, actor_id=7, why="本人申请") == 1
    first = queries.of_project(1).last()
    assert (first.actor_name, first.actor_id) == ("#7", 7)
    assert not Author.objects.filter(name="林一").exists()
    assert queries.first_broken() is None


@pytest.mark.django_db
def test_check_notices_a_missing_trigger():
    assert triggers.installed(connection)
    with connection.cursor() as cursor:
        on_table = " ON trail_author" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER trail_author_no_delete{on_table}")
    assert not triggers.installed(connection)
    triggers.install(connection)
    assert triggers.installed(connection)


@pytest.mark.django_db(transaction=True)
def test_triggers_stand_after_a_flush():
    write()
    assert triggers.installed(connection)


@pytest.mark.django_db(transaction=True)
def test_a_flushed_trail_is_empty_and_guarded_again():
    assert not Entry.objects.exists()
    assert triggers.installed(connection)
    write()
    assert refused("DELETE FROM trail_entry")


@pytest.mark.django_db
def test_a_change_that_fails_leaves_no_trace():
    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        write()
        raise Stop
    assert not Entry.objects.exists()
    assert queries.first_broken() is None


@pytest.mark.django_db
def test_rows_know_who_when_what_why_and_which_request():
    from milepost.trail import context

    token = context.request_id.set("r-1")
    write(1)
    context.request_id.reset(token)
    actions.record(None, now=timezone.now(), action="standing.recompute", kind="project", object_id=1, project_id=1)
    system, mine = queries.of_project(1)
    assert (mine.actor_id, mine.actor_name, mine.at, mine.action, mine.why, mine.request_id) == (
        7,
        "林一",
        NOW,
        "project.rename",
        "客户改名0",
        "r-1",
    )
    assert (mine.values.before, mine.values.after) == ({"name": "旧0"}, {"name": "新0"})
    assert (system.actor_id, system.actor_name, system.why) == (None, "", "")


@pytest.mark.django_db
def test_values_fit_however_the_database_gives_them_back():
    """jsonb orders keys anew and turns numbers used as keys into text; the digest must not mind."""
    odd = {"z": 1, "a": {10: [1, 2], 9: None}, "好": "中文", "share": 0.1, "big": 10**15, "flag": True}
    actions.record(Somebody(), now=NOW, action="x", kind="project", object_id=1, project_id=1, before=odd, after={})
    assert queries.first_broken() is None
