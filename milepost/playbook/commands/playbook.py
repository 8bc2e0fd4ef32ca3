"""``milepost playbook``: check a file, publish it, list the versions, show what changed."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from milepost.kernel import terminal
from milepost.kernel.text import Text
from milepost.playbook.rules import books, diff, load, source, validate
from milepost.playbook.rules.model import Playbook

HELP = Text("检查、发布与比较流程手册", "check, publish and compare playbooks")
NEEDS_DATABASE = False


def arguments(parser: argparse.ArgumentParser) -> None:
    """One verb and its file."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, text in (
        ("check", "逐条检查一个文件 / check a file, all findings at once"),
        ("load", "发布为新版本 / publish as a new version"),
        ("list", "已发布的版本 / published versions"),
        ("diff", "两个版本之间改了什么 / what changed between two"),
        ("show", "打印一个版本的 YAML / print the YAML of a version"),
    ):
        one = verbs.add_parser(verb, help=text, description=text)
        terminal.common(one)
        _own_arguments(one, verb)


def _own_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    if verb in {"check", "load"}:
        parser.add_argument("file", help="YAML；default 为自带手册 / YAML; default is the product's own")
    if verb == "load":
        parser.add_argument(
            "--as", dest="actor", metavar="USER", help="以谁的名义 / in whose name (first administrator)"
        )
        parser.add_argument("--note", default="", help="版本说明 / what is new")
    if verb == "diff":
        parser.add_argument("old", help="default、文件或 @版本号 / default, a file, or @VERSION")
        parser.add_argument("new", help="default、文件或 @版本号 / default, a file, or @VERSION")
    if verb == "show":
        parser.add_argument("version", nargs="?", help="版本号，缺省为现行 / version, else the live one")


def run(options: argparse.Namespace) -> int:
    """Hand over to the verb."""
    verbs = {"check": _check, "load": _load, "list": _list, "diff": _diff, "show": _show}
    return verbs[options.verb](options)


def _check(options: argparse.Namespace) -> int:
    name = Path(options.file).name
    read = source.read(books.text_of(options.file), name)
    findings = validate.findings(read)
    if findings:
        document = {"file": name, "findings": [finding.as_dict() for finding in findings]}
        return terminal.answer(options, document, [books.sentence(finding) for finding in findings], terminal.REFUSED)
    counts = _counts(load.build(read.data))
    words = ", ".join(f"{key} {count}" for key, count in counts.items())
    return terminal.answer(
        options, {"file": name, "findings": [], "counts": counts}, [Text(f"没有问题：{words}", f"No findings: {words}")]
    )


def _counts(book: Playbook) -> dict[str, int]:
    return {
        "stages": len(book.stages),
        "milestones": len(book.milestones),
        "tasks": sum(len(stage.tasks) for stage in book.all_stages),
        "standards": sum(len(stage.standards) for stage in book.all_stages),
        "alerts": sum(len(stage.alerts) for stage in book.all_stages),
        "tools": len(book.tools),
        "roles": len(book.roles),
        "approvals": len(book.approvals),
        "variants": len(book.variants),
        "patterns": len(book.patterns),
    }


def _load(options: argparse.Namespace) -> int:
    text = books.text_of(options.file)
    _start()
    from django.utils import timezone

    from milepost.people import queries as people
    from milepost.playbook import actions

    made = actions.publish(people.acting(options.actor), now=timezone.now(), text=text, note=options.note)
    document = {"key": made.key, "version": made.version, "id": made.pk}
    return terminal.answer(
        options,
        document,
        [
            Text(
                f"已发布 {made.key}@{made.version}，进行中的项目保持原版本",
                f"Published {made.key}@{made.version}; running projects keep theirs",
            )
        ],
    )


def _list(options: argparse.Namespace) -> int:
    _start()
    from milepost.playbook.models import PlaybookVersion

    rows = list(PlaybookVersion.objects.order_by("-id").values("id", "key", "version", "published_at", "note"))
    return terminal.answer(options, {"versions": rows}, [_row(row) for row in rows])


def _row(row: Mapping[str, Any]) -> Text:
    line = f"{row['key']}@{row['version']}  {row['published_at']:%Y-%m-%d}  {row['note']}"
    return Text(line, line)


def _diff(options: argparse.Namespace) -> int:
    old, new = _either(options.old), _either(options.new)
    changes = diff.diff(old, new)
    document = {"old": old.ref, "new": new.ref, "changes": [change.as_dict() for change in changes]}
    return terminal.answer(options, document, [change.text for change in changes] or [Text("没有变化", "No change")])


def _either(place: str) -> Playbook:
    if not place.startswith("@"):
        return books.named(place)
    _start()
    from milepost.playbook import queries

    return queries.compiled(queries.version(place[1:]).pk)


def _show(options: argparse.Namespace) -> int:
    _start()
    from milepost.playbook import queries

    version = queries.version(options.version) if options.version else queries.live()
    return terminal.answer(
        options, {"version": version.version, "text": version.text}, [Text(version.text, version.text)]
    )


def _start() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    django.setup()
