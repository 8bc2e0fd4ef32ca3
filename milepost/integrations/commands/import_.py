"""``milepost import``: a table comes in, or an import is taken back."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from milepost.kernel import terminal
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

HELP = Text(
    "导入项目、客户、联系人、人员、活动、阶段历史", "Import projects, customers, contacts, users, activities, history"
)
KINDS = ("projects", "customers", "contacts", "users", "activities", "history")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "kind", choices=[*KINDS, "undo"], help="导入什么；undo 撤销一次导入 / what to import; undo takes one back"
    )
    parser.add_argument(
        "file", metavar="FILE", help="CSV 或 XLSX；undo 时是导入编号 / CSV or XLSX; for undo the number of the import"
    )
    parser.add_argument("--dry-run", action="store_true", help="只判断，不写入 / decide only, write nothing")
    parser.add_argument("--mapping", type=Path, help="对应关系（JSON） / mapping as JSON")
    parser.add_argument("--errors", type=Path, help="把被拒的行写成 CSV / write rejected rows as CSV")
    parser.add_argument(
        "--as",
        dest="as_user",
        metavar="USER",
        help="以谁的名义，默认第一位管理员 / in whose name; the first administrator by default",
    )


def run(options: argparse.Namespace) -> int:
    """Import a file or undo an import; rejected rows are findings (exit code 1)."""
    from django.utils import timezone

    from milepost.people import queries as people

    actor = people.acting(options.as_user)
    if options.kind == "undo":
        return _undo(options, actor)
    from milepost.integrations import actions

    name = Path(options.file).name
    taken = {"data": _read(options.file), "name": name, "kind": options.kind, "given": _mapping(options)}
    if options.dry_run:
        return _dry(options, actor, taken)
    return _real(options, actor, actions.take(actor, now=timezone.now(), **taken))


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise Refused(Text(f"读不了文件 {name}：{error.strerror}", f"Cannot read {name}: {error.strerror}")) from error


def _mapping(options: argparse.Namespace) -> dict[str, Any] | None:
    if options.mapping is None:
        return None
    try:
        raw = json.loads(options.mapping.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Refused(Text(f"对应关系文件读不了：{error}", f"Cannot read the mapping: {error}")) from error
    if not isinstance(raw, dict):
        raise Refused(Text("对应关系文件应是一个 JSON 对象。", "The mapping has to be one JSON object."))
    return raw


def _dry(options: argparse.Namespace, actor: Any, taken: dict[str, Any]) -> int:
    from django.utils import timezone

    from milepost.integrations import actions, reports

    reading, outcome = actions.try_out(actor, now=timezone.now(), **taken)
    return _answer(options, reports.of_outcome(reading, outcome, options.lang))


def _real(options: argparse.Namespace, actor: Any, record: Any) -> int:
    from django.utils import timezone

    from milepost.integrations import actions, reports

    done = actions.run_import(actor, now=timezone.now(), record=record, report=_progress(options))
    return _answer(options, reports.of_import(done, options.lang))


def _progress(options: argparse.Namespace) -> Any:
    """A line that counts up on a terminal; silent elsewhere."""
    if options.json or not sys.stderr.isatty():
        return None

    def report(done: int, whole: int) -> None:
        sys.stderr.write(f"\r{done}/{whole}" + ("\n" if done >= whole else ""))

    return report


def _answer(options: argparse.Namespace, document: dict[str, Any]) -> int:
    if options.errors and document["rejected"]:
        from milepost.integrations import reports

        options.errors.write_bytes(reports.error_file(document["rejected"], options.lang))
    rejected = len(document["rejected"])
    sentences = [
        Text(
            f"{document['rows']} 行：新建 {document['created']}，更新 {document['updated']}，未变 {document['unchanged']}，待补 {document['incomplete']}，被拒 {rejected}。",
            f"{document['rows']} rows: {document['created']} created, {document['updated']} updated, {document['unchanged']} unchanged, "
            f"{document['incomplete']} incomplete, {rejected} rejected.",
        ),
        *(Text(warning, warning) for warning in document["warnings"][:10]),
        *(
            Text(
                f"第 {one['row']} 行 {one['column']} {one['value']}：{one['reason']}",
                f"row {one['row']} {one['column']} {one['value']}: {one['reason']}",
            )
            for one in document["rejected"][:20]
        ),
    ]
    return terminal.answer(options, document, sentences, terminal.REFUSED if rejected else terminal.DONE)


def _undo(options: argparse.Namespace, actor: Any) -> int:
    from django.utils import timezone

    from milepost.integrations import actions, permissions

    if not options.file.isdigit():
        raise Refused(Text("请给出导入编号。", "Give the number of the import."))
    record = actions.undo(actor, now=timezone.now(), record=permissions.import_for(actor, int(options.file)))
    kept = [{**one, "reason": one["zh"] if options.lang == "zh" else one["en"]} for one in record.kept]
    sentences = [
        Text(
            f"已撤销导入 {record.pk}，保留 {len(kept)} 处。", f"Import {record.pk} is undone; {len(kept)} things stay."
        ),
        *(Text(f"{one['label']}：{one['zh']}", f"{one['label']}: {one['en']}") for one in record.kept[:20]),
    ]
    return terminal.answer(options, {"import_id": record.pk, "undone": True, "kept": kept}, sentences)
