"""Two-language text: both halves are there, and the English half is English."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Module, Template, called_name, calls, listed, product_modules, templates

CHINESE = re.compile(r"[㐀-鿿豈-﫿、-〿＀-￯]")
PAIR_NAMES = {"t", "lt", "Text"}
# {{ t("…", "…") }} with either quote; what stands between is a string without its own quote.
STRING = r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')"""
PAIR = re.compile(rf"\bt\(\s*{STRING}(?:\s*~[^,]*?)?\s*,\s*{STRING}")
# Names and examples that are Chinese in English too: the language's own name, words being defined.
MEASURES = {"条", "个", "件", "项", "次", "份", "位", "家", "人", "级"}
CHINESE_WITHIN_ENGLISH = {"中文", "简体中文"}


def words(node: ast.expr) -> str | None:
    """The constant text of an argument; parts that are computed are left out. None: all is computed."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        fixed = "".join(p.value for p in node.values if isinstance(p, ast.Constant) and isinstance(p.value, str))
        return fixed if fixed.strip() else None
    return None


def halves(call: ast.Call) -> tuple[ast.expr, ast.expr] | None:
    """Chinese and English argument of a pair, however they are passed."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    given = [*call.args, *(named[key] for key in ("zh", "en") if key in named)]
    return (given[0], given[1]) if len(given) >= 2 else None


def python_pairs() -> Iterator[tuple[Module, ast.Call, str | None, str | None]]:
    for module in product_modules():
        for call in calls(module.tree):
            if called_name(call) in PAIR_NAMES and (pair := halves(call)):
                yield module, call, words(pair[0]), words(pair[1])


def template_pairs() -> Iterator[tuple[Template, int, str, str]]:
    for template in templates():
        for match in PAIR.finditer(template.text):
            yield template, match.start(), match[1] or match[2] or "", match[3] or match[4] or ""


def fault(zh: str | None, en: str | None) -> str:
    """What is wrong with a pair; empty when nothing is. Nothing in both languages is meant."""
    if zh == "" and en == "":
        return ""
    if zh is not None and not zh.strip():
        return "the Chinese half is empty"
    # What follows a number in Chinese (a measure word) has no counterpart in English.
    if en is not None and not en.strip() and (zh or "").strip() not in MEASURES:
        return "the English half is empty"
    if en is not None and CHINESE.search(en) and en.strip() not in CHINESE_WITHIN_ENGLISH:
        return f"the English half holds Chinese: {en!r}"
    return ""


def test_every_pair_in_python_has_both_halves_and_english_is_english() -> None:
    wrong = [f"{m.where(c)} {found}" for m, c, zh, en in python_pairs() if (found := fault(zh, en))]
    assert not wrong, listed(wrong)


def test_every_pair_in_templates_has_both_halves_and_english_is_english() -> None:
    wrong = [f"{p.line(at)} {found}" for p, at, zh, en in template_pairs() if (found := fault(zh, en))]
    assert not wrong, listed(wrong)


def test_text_calls_have_two_halves() -> None:
    wrong = [
        f"{module.where(call)} {ast.unparse(call)[:80]}"
        for module in product_modules()
        for call in calls(module.tree)
        if isinstance(call.func, ast.Name) and call.func.id in {"t", "lt"} and len(call.args) + len(call.keywords) < 2
    ]
    assert not wrong, listed(wrong)


def test_templates_hold_no_chinese_outside_a_pair() -> None:
    comment = re.compile(r"{#.*?#}", re.DOTALL)
    expression = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)
    wrong = []
    for template in templates():
        bare = expression.sub("", comment.sub("", template.text))
        wrong += [f"milepost/{template.name} {line.strip()[:60]}" for line in bare.splitlines() if CHINESE.search(line)]
    assert not wrong, listed(wrong)
