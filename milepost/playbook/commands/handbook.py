"""``milepost handbook``: the playbook as a printable book."""

import argparse
from pathlib import Path

from milepost.kernel import terminal
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.playbook.rules import books
from milepost.playbook.rules import handbook as document
from milepost.playbook.rules.model import Playbook

HELP = Text("把流程手册做成可打印的书", "the playbook as a printable book")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write it, and which playbook."""
    parser.add_argument("--out", type=Path, required=True, help="manual.pdf 或 manual.html / manual.pdf or manual.html")
    parser.add_argument("--playbook", help="default 或文件，缺省为现行版本 / default or a file, else the live version")
    parser.add_argument("--method", help="采购方式 / procurement method, e.g. open_tender")


def run(options: argparse.Namespace) -> int:
    """Write the book in the chosen language."""
    from milepost.playbook.web.handbook import book

    if options.out.suffix not in {".pdf", ".html"}:
        raise Refused(Text("只会写 .pdf 或 .html", "Only .pdf or .html can be written"))
    playbook = _playbook(options.playbook)
    made = document.handbook(playbook, _method(playbook, options.method))
    body = book.pdf(made, options.lang) if options.out.suffix == ".pdf" else book.html(made, options.lang).encode()
    try:
        options.out.write_bytes(body)
    except OSError as error:
        raise Refused(Text(f"写不了文件：{error}", f"The file cannot be written: {error}")) from error
    document_ = {"file": str(options.out), "bytes": len(body), "version": made.version, "chapters": len(made.chapters)}
    return terminal.answer(
        options,
        document_,
        [
            Text(
                f"已写 {options.out}：{len(made.chapters)} 章，版本 {made.version}",
                f"Wrote {options.out}: {len(made.chapters)} chapters, version {made.version}",
            )
        ],
    )


def _playbook(place: str | None) -> Playbook:
    if place:
        return books.named(place)
    from milepost.playbook import queries

    return queries.live_playbook()


def _method(playbook: Playbook, method: str | None) -> str | None:
    if method and playbook.variant(method) is None:
        known = ", ".join(variant.key for variant in playbook.variants)
        raise Refused(
            Text(
                f"没有这种采购方式：{method}（有 {known}）", f"No such procurement method: {method} (there are {known})"
            )
        )
    return method
