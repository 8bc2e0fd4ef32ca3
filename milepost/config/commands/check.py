"""``milepost check``: is the installation sound?"""

import argparse

from milepost.kernel import terminal
from milepost.kernel.text import Text

HELP = Text("检查本机安装：数据库、迁移、留痕、磁盘", "check this installation: database, migrations, trail, disk")


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(options: argparse.Namespace) -> int:
    """Exit 1 with a sentence per finding."""
    from django.conf import settings
    from django.db import connection

    from milepost.config import health

    findings = list(health.thorough())
    facts = {"data": str(settings.MILEPOST_DATA), "database": connection.vendor, "address": settings.MILEPOST_URL}
    document = facts | {"findings": [{"of": name, "text": text.in_(options.lang)} for name, text in findings]}
    good = [Text("一切正常", "Everything is sound")] if not findings else []
    code = terminal.REFUSED if findings else terminal.DONE
    lines = [Text(f"{key}: {value}", f"{key}: {value}") for key, value in facts.items()]
    return terminal.answer(options, document, [*lines, *(text for _, text in findings), *good], code)
