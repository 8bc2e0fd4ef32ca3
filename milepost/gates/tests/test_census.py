"""Census: what may change a stage, and which standards still need a person's word."""

import ast
from collections.abc import Iterator
from pathlib import Path

from milepost.gates import queries
from milepost.playbook.rules import judge, load

PACKAGE = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
RECORDERS = {"record_pass", "enter_stage", "mark_won", "mark_delivered"}
"""What only the gates may call."""
DOORS = {"ask", "ask_skip", "pass_stage", "pass_milestone", "move", "regress"}
"""What pages, board, import and API may call to change a stage; each caller is listed in ``doors.txt``."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if "/tests" not in name and "/migrations/" not in name and not name.startswith("sample/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.Module) -> set[str]:
    """Names of attributes called, with what they are called on: ``gate_actions.move``."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            found.add(f"{on}.{node.func.attr}")
    return found


def gate_aliases(tree: ast.Module) -> set[str]:
    """Under which names a file knows ``milepost.gates.actions``."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "milepost.gates"
        for alias in node.names
        if alias.name == "actions"
    }


def test_only_the_gates_record_a_pass_enter_a_stage_or_declare_a_win() -> None:
    callers = {name for name, tree in sources() if any(call.rpartition(".")[2] in RECORDERS for call in calls(tree))}
    assert callers == {"gates/actions/deciding.py", "gates/actions/moving.py"}


def test_nobody_sets_a_stage_by_hand() -> None:
    setters = {
        name
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and target.attr in {"stage", "status"}
        and ast.unparse(target).startswith("project.")
    }
    assert setters == set()


def test_every_door_that_can_change_a_stage_is_listed() -> None:
    found = {
        f"{name} {call.rpartition('.')[2]}"
        for name, tree in sources()
        for call in calls(tree)
        if call.rpartition(".")[0] in gate_aliases(tree) and call.rpartition(".")[2] in DOORS
    }
    listed = set((HERE / "doors.txt").read_text(encoding="utf-8").split("\n")) - {""}
    assert found == listed, (
        "a door that can change a stage was added or closed: look at it, then write it down in doors.txt"
    )


def test_the_list_of_standards_judged_by_hand_is_known() -> None:
    by_hand = judge.by_hand_standards(load.default(), set(queries.provided()))
    assert by_hand == (HERE / "by_hand.txt").read_text(encoding="utf-8").split()
