"""``milepost work``: the background worker beside the server."""

import argparse
import signal
import threading

from milepost.kernel import terminal
from milepost.kernel.text import Text

HELP = Text("后台处理：事件、任务、时间表", "background work: events, jobs, timetable")


def arguments(parser: argparse.ArgumentParser) -> None:
    """--once ends when nothing is left to do."""
    parser.add_argument("--once", action="store_true", help="做完手头的就结束 / end when nothing is left")


def run(options: argparse.Namespace) -> int:
    """Work until a signal says stop."""
    from milepost.config import worker

    stop = threading.Event()
    if not options.once:
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: stop.set())
    done = worker.work(stop, once=options.once)
    return terminal.answer(options, {"done": done}, [Text(f"处理了 {done} 项", f"{done} things done")])
