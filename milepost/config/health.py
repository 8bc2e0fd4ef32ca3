"""Is this installation sound? The same findings serve ``milepost check`` and ``/readyz``."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from milepost.kernel.text import Text
from milepost.trail import queries as trail
from milepost.trail import triggers

Finding = tuple[str, Text]
LEAST_FREE = 200 * 1024 * 1024


def quick() -> Iterator[Finding]:
    """What must hold to serve a request: database, migrations, triggers, disk."""
    for name, look in (("database", _database), ("migrations", _migrations), ("trail", _triggers), ("disk", _disk)):
        text = _looked(look)
        if text is not None:
            yield name, text


def thorough() -> Iterator[Finding]:
    """Everything quick, and the whole trail re-read link by link."""
    yield from quick()
    broken = trail.first_broken()
    if broken is not None:
        place = f"{broken.chain} #{broken.position}"
        yield (
            "trail",
            Text(
                f"留痕被改动过，第一处不符：{place}（{broken.reason}）",
                f"the trail was tampered with, first at {place} ({broken.reason})",
            ),
        )


def _looked(look: Callable[[], Text | None]) -> Text | None:
    try:
        return look()
    except DatabaseError as error:
        return Text(f"数据库没有应答：{error}", f"the database does not answer: {error}")


def _database() -> Text | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if connection.vendor == "postgresql":
            cursor.execute("SHOW fsync")
            if cursor.fetchone()[0] != "on":
                return Text(
                    "PostgreSQL 关闭了 fsync，断电会丢数据", "PostgreSQL runs with fsync off: a power cut loses data"
                )
    return None


def _migrations() -> Text | None:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return (
        Text(
            f"还有 {waiting} 个迁移未执行，请运行 milepost migrate", f"{waiting} migrations wait: run milepost migrate"
        )
        if waiting
        else None
    )


def _triggers() -> Text | None:
    if triggers.installed(connection):
        return None
    return Text("留痕表缺少防改触发器，请运行 milepost migrate", "the trail lacks its triggers: run milepost migrate")


def _disk() -> Text | None:
    free = shutil.disk_usage(Path(settings.MILEPOST_DATA)).free
    return Text("数据目录所在磁盘将满", "the disk of the data folder is almost full") if free < LEAST_FREE else None


def healthz(request: HttpRequest) -> JsonResponse:
    """The process is alive."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """The process can serve; 503 names what is wrong by its heading only."""
    findings = [name for name, _ in quick()]
    return JsonResponse({"status": "wait" if findings else "ok", "findings": findings}, status=503 if findings else 200)
