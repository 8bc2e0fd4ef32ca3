"""``milepost migrate``: bring the database to this version with the default playbook and the shipped working days."""

import argparse

from milepost.kernel import terminal
from milepost.kernel.text import Text

HELP = Text("建立或升级数据库", "create or upgrade the database")


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """Migrate; says how many migrations ran."""
    count = migrate()
    return terminal.answer(
        options,
        {"migrations": count},
        [Text(f"数据库已就绪（执行了 {count} 个迁移）", f"Database ready ({count} migrations ran)")],
    )


def migrate() -> int:
    """Run what is missing; returns how many migrations ran."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils import timezone

    from milepost.playbook import actions as playbook
    from milepost.workdays import actions as workdays

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    call_command("migrate", verbosity=0, interactive=False)
    playbook.ensure_default(now=timezone.now())
    workdays.ensure_shipped(now=timezone.now())
    return len(plan)
