"""The ``milepost`` command: finds a command's module, reads its options, runs it.

A command is a module with ``HELP`` (Text), ``arguments(parser)`` and ``run(options) -> exit code``;
``NEEDS_DATABASE = False`` lets it run without the application. Exit codes: see ``kernel.terminal``.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from milepost import __version__
from milepost.kernel import terminal
from milepost.kernel.errors import Refused

COMMANDS = {
    "up": "milepost.config.commands.up",
    "work": "milepost.config.commands.work",
    "migrate": "milepost.config.commands.migrate",
    "check": "milepost.config.commands.check",
    "user": "milepost.people.commands.user",
    "playbook": "milepost.playbook.commands.playbook",
    "judge": "milepost.playbook.commands.judge",
    "handbook": "milepost.playbook.commands.handbook",
    "import": "milepost.integrations.commands.import_",
    "export": "milepost.integrations.commands.export",
    "sample": "milepost.sample.commands.sample",
    "backup": "milepost.config.commands.backup",
    "restore": "milepost.config.commands.restore",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser, modules = _parser(words)
    options = parser.parse_args(words)
    module = modules[options.command]
    try:
        if getattr(module, "NEEDS_DATABASE", True):
            _start_application()
        code: int = module.run(options)
    except Refused as refusal:
        return terminal.refuse(options, refusal.text, *refusal.details)
    except BrokenPipeError:
        sys.stderr.close()
        return terminal.DONE
    return code


def _parser(words: list[str]) -> tuple[argparse.ArgumentParser, dict[str, ModuleType]]:
    parser = argparse.ArgumentParser(prog="milepost", description="里程碑：项目性销售 / project-based selling")
    parser.add_argument("--version", action="version", version=f"milepost {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    modules: dict[str, ModuleType] = {}
    # One command is wanted: only its module is loaded, so that it starts at once.
    wanted = [word for word in words[:1] if word in COMMANDS] or list(COMMANDS)
    for name, place in ((name, COMMANDS[name]) for name in wanted):
        modules[name] = importlib.import_module(place)
        text = f"{modules[name].HELP.zh} / {modules[name].HELP.en}"
        own = commands.add_parser(name, help=text, description=text)
        terminal.common(own)
        modules[name].arguments(own)
    return parser, modules


def _start_application() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    import django

    django.setup()
