"""``milepost export``: what is here goes out again, as JSON, CSV or XLSX."""

import argparse
from pathlib import Path

from milepost.kernel import terminal
from milepost.kernel.text import Text

HELP = Text(
    "导出项目、客户、联系人、人员、活动、阶段历史", "Export projects, customers, contacts, users, activities, history"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "kind",
        choices=["projects", "customers", "contacts", "users", "activities", "history"],
        help="导出什么 / what to export",
    )
    parser.add_argument("--out", type=Path, help="写入文件：.json .csv .xlsx / write a file: .json .csv .xlsx")
    parser.add_argument(
        "--as",
        dest="as_user",
        metavar="USER",
        help="以谁的名义，默认第一位管理员 / in whose name; the first administrator by default",
    )


def run(options: argparse.Namespace) -> int:
    """Export what the acting person sees; without ``--out`` and ``--json`` a CSV goes to the screen."""
    from milepost.integrations import exports
    from milepost.people import queries as people

    actor = people.acting(options.as_user)
    rows = exports.rows(actor, options.kind)
    document = {"kind": options.kind, "count": len(rows), "rows": rows}
    if options.out is None:
        if options.json:
            return terminal.answer(options, document, ())
        table = exports.csv(options.kind, rows, options.lang).decode("utf-8-sig").rstrip()
        return terminal.answer(options, document, [Text(table, table)])
    options.out.write_bytes(exports.file(options.kind, rows, options.out.suffix.lower(), options.lang))
    told = {"kind": options.kind, "count": len(rows), "out": str(options.out)}
    return terminal.answer(
        options, told, [Text(f"已导出 {len(rows)} 行到 {options.out}", f"{len(rows)} rows written to {options.out}")]
    )
