"""``milepost sample``: the sample company, and data of the size that performance is measured at."""

import argparse
import secrets
import sys

from milepost.kernel import terminal
from milepost.kernel.text import Text

HELP = Text(
    "样例公司：查看、建立、移除；或生成大规模数据",
    "the sample company: status, build, remove; or data of measured size",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with the sample."""
    parser.add_argument("action", nargs="?", choices=["status", "build", "remove"], default="status")
    parser.add_argument(
        "--projects", type=int, metavar="N", help="生成 N 个项目的规模数据 / generate N projects at once"
    )
    parser.add_argument(
        "--password", help="样例账号的密码（默认随机生成） / password of the sample accounts (made up when absent)"
    )


def run(options: argparse.Namespace) -> int:
    """Build, remove, generate or tell."""
    if options.projects is not None:
        return _volume(options)
    return {"status": _status, "build": _build, "remove": _remove}[options.action](options)


def _volume(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from milepost.sample.volume.build import build

    password, said = _password(options)
    size = build(now=timezone.now(), projects=options.projects, password=password, report=_progress(options))
    counts = {
        "projects": size.projects,
        "customers": size.customers,
        "contacts": size.contacts,
        "activities": size.activities,
    }
    told = Text(
        f"已生成 {size.projects} 个项目。登录：volume.director、volume.region1、volume.seller1 …",
        f"{size.projects} projects generated. Sign in as volume.director, volume.region1, volume.seller1 …",
    )
    return terminal.answer(options, counts | {"entries": size.entries, "password": password}, [told, *said])


def _password(options: argparse.Namespace) -> tuple[str, list[Text]]:
    """The password asked for, or a new one and the sentence that tells it."""
    if options.password:
        return str(options.password), []
    made = "-".join(secrets.token_hex(2) for _ in range(3))
    return made, [Text(f"样例账号的密码：{made}", f"Password of the sample accounts: {made}")]


def _progress(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    def report(what: str, done: int, whole: int) -> None:
        if not options.json:
            print(f"\r\033[K{what}: {done}/{whole}", end="\n" if done >= whole else "", file=sys.stderr, flush=True)

    return report


def _status(options: argparse.Namespace) -> int:
    from milepost.sample import queries

    counts = queries.counts()
    told = [Text(f"{text.zh}：{counts[key]}", f"{text.en}: {counts[key]}") for key, text in queries.COUNTED.items()]
    return terminal.answer(options, counts, told)


def _build(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from milepost.sample import actions

    password, said = _password(options)
    actions.build(now=timezone.now(), password=password)
    terminal.answer(options, {"password": password}, said)
    return terminal.DONE


def _remove(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from milepost.people import queries as people
    from milepost.sample import actions

    kept = actions.remove(people.first_admin(), now=timezone.now())
    return terminal.answer(
        options,
        {"kept": [one.zh for one in kept]},
        [Text("样例公司已移除。", "The sample company was removed."), *kept],
    )
