"""Names: files say what they hold, templates are asked for by their path, words are tied to the glossary."""

import ast
import re

from tests.architecture.source import PACKAGE, PRINTED, called_name, calls, listed, modules, product_modules, templates

EMPTY_NAMES = {"utils", "helpers", "common", "misc", "util", "helper", "tools"}
ANSWERS = {"render", "fragment", "sheet", "render_to_string"}
REFERENCE = re.compile(r"{%-?\s*(?:extends|include|import|from)\s+\"([^\"]+)\"")


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    wrong = [
        f"milepost/{module.name}"
        for module in modules()
        if EMPTY_NAMES & {part.removesuffix(".py") for part in module.name.split("/")}
    ]
    assert not wrong, listed(wrong)


def test_templates_refer_to_templates_that_exist() -> None:
    names = {template.name for template in templates()}
    wrong = [
        f"{template.line(match.start())} asks for {match[1]}"
        for template in templates()
        for match in REFERENCE.finditer(template.text)
        if match[1] not in names and not match[1].startswith(("allauth/", "account/", "mfa/", "django/"))
    ]
    assert not wrong, listed(wrong)


def test_pages_name_templates_by_their_path() -> None:
    wrong = []
    for module in product_modules():
        for call in calls(module.tree):
            texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            wanted = [text for text in texts if text.endswith(".html")] if called_name(call) in ANSWERS else []
            wrong += [f"{module.where(call)} asks for {name}" for name in wanted if not (PACKAGE / name).is_file()]
    assert not wrong, listed(wrong)


def test_every_template_is_used() -> None:
    spoken = {
        node.value
        for module in product_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html")
    }
    referred = {match for template in templates() for match in REFERENCE.findall(template.text)}
    unused = [
        f"milepost/{template.name}"
        for template in templates()
        if template.name not in spoken | referred | PRINTED and "/allauth/" not in template.name
    ]
    assert not unused, listed(unused)
