"""One door per change: pages and routes ask and answer, actions write; rooms tell, never signal."""

import ast
import re

from tests.architecture.source import Module, called_name, calls, listed, product_modules

WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
ASKING = {"filter", "exclude", "all", "objects", "visible_to"}
PAGE_FLOORS = ("/web/", "/api.py", "/api/", "/panels.py")
# Access functions (`project_for`) and sight (`visible_to`) are the only ways to an object.
SIGHT = re.compile(r"visible_to|_for\(|permissions\.")
# So is staying with what sight has already given: its own row again, or rows of that project.
GIVEN = re.compile(r"pk=\w+(?:\.\w+)*(?:\.pk|_id)\b|\bproject=|\.none\(\)")
# Files that only ask whether something has to be hidden from the reader.
HIDES = {"shell/web/trail/hidden.py"}
# Everybody in the company may know its people, units and method; what is pursued has its own sight.
OPEN_ROOMS = {"people", "playbook", "workdays"}
# What the framework alone can tell: a connection was opened, migrations have run, somebody signed in.
FRAMEWORK_TELLS = {"post_migrate", "pre_migrate", "connection_created", "user_logged_in", "user_login_failed"}


def is_page(module: Module) -> bool:
    return any(floor in module.name for floor in PAGE_FLOORS)


def chain(node: ast.AST) -> set[str]:
    """Names along ``a.b(...).c``."""
    return {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)} | {
        n.id for n in ast.walk(node) if isinstance(n, ast.Name)
    }


def writes_through_orm(call: ast.Call) -> bool:
    """Whether a call looks like a write: a write's name, or ``update`` on a queryset."""
    if not isinstance(call.func, ast.Attribute):
        return False
    receiver = chain(call.func.value)
    if called_name(call) == "update":
        return bool(receiver & ASKING)
    return called_name(call) in WRITES and not receiver & {"actions", "cache", "session"}


def test_pages_and_routes_do_not_write_through_the_orm() -> None:
    wrong = [
        f"{module.where(call)} {ast.unparse(call)[:80]}"
        for module in product_modules()
        if is_page(module)
        for call in calls(module.tree)
        if writes_through_orm(call)
    ]
    assert not wrong, listed(wrong)


def governed_models(module: Module) -> set[str]:
    """Names of models a module imports from rooms whose objects not everybody may see."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models")
        for alias in node.names
        if (node.module or "").split(".")[1] not in OPEN_ROOMS
    } | {"models"}


def reaches_past_sight(statement: str, governed: set[str]) -> bool:
    """Whether a statement asks a governed model's manager without sight in the same breath."""
    asked = re.findall(r"(\w+)\.objects\b", statement)
    return bool(governed & set(asked)) and not SIGHT.search(statement) and not GIVEN.search(statement)


def statements(tree: ast.AST) -> list[ast.stmt]:
    """The smallest statements of a tree."""
    return [n for n in ast.walk(tree) if isinstance(n, ast.stmt) and not hasattr(n, "body")]


def test_pages_reach_objects_only_through_sight() -> None:
    wrong = [
        f"{module.where(statement)} {ast.unparse(statement)[:100]}"
        for module in product_modules()
        if "/web/" in module.name and module.name not in HIDES
        for statement in statements(module.tree)
        if reaches_past_sight(ast.unparse(statement), governed_models(module))
    ]
    assert not wrong, listed(wrong)


def test_rooms_do_not_signal() -> None:
    wrong = [
        f"{module.where(node)} imports {node.module}"
        for module in product_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").endswith((".signals", "django.dispatch"))
        and not {alias.name for alias in node.names} <= FRAMEWORK_TELLS
        # The sign-in library's own pages write its rows; there is no other way to hear of it.
        and module.name != "people/second_step.py"
    ]
    assert not wrong, listed(wrong)


def test_pages_are_functions() -> None:
    wrong = [
        f"{module.where(node)} class {node.name}"
        for module in product_modules()
        if module.name.endswith("views.py")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and any("View" in ast.unparse(base) for base in node.bases)
        # The sign-in library's own pages are classes; ours only furnish them.
        and "/sign_in/" not in module.name
    ]
    assert not wrong, listed(wrong)
