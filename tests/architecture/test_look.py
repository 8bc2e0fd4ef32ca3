"""The look stands in one place: no raw button, colour, script or style outside the design system."""

import json
import re

from tests.architecture.source import PRINTED, ROOT, Template, listed, product_modules, templates

RAW = {
    "a raw button (use ui/components/button.html)": re.compile(r"<button[^>]*\bclass=\"btn"),
    "a colour (use a token of the design system)": re.compile(r"#[0-9a-fA-F]{6}\b|\brgba?\(|\bhsla?\("),
    "a style element": re.compile(r"<style\b"),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)"),
    "an inline handler": re.compile(r"\son[a-z]+=\""),
    "script inside an htmx attribute": re.compile(r"hx-on|=\"js:|=\"javascript:"),
    "an inherited htmx attribute": re.compile(r":inherited="),
}
WORDS = re.compile(r"[\"']([a-z0-9][a-z0-9-]*)[\"']")


def outside_ui() -> list[Template]:
    return [
        template for template in templates() if not template.name.startswith("ui/") and template.name not in PRINTED
    ]


def test_templates_outside_ui_hold_nothing_raw() -> None:
    wrong = [
        f"{template.line(match.start())} holds {what}"
        for template in outside_ui()
        for what, pattern in RAW.items()
        for match in pattern.finditer(template.text)
    ]
    assert not wrong, listed(wrong)


def test_ui_templates_hold_no_script_and_no_style() -> None:
    wrong = [
        f"{template.line(match.start())} holds {what}"
        for template in templates()
        if template.name not in PRINTED
        for what, pattern in RAW.items()
        if what.startswith(("a style", "an inline", "script"))
        for match in pattern.finditer(template.text)
    ]
    assert not wrong, listed(wrong)


def test_the_sprite_holds_the_icons_that_are_used_and_no_other() -> None:
    listed_icons = set(json.loads((ROOT / "frontend/icons.json").read_text(encoding="utf-8")))
    texts = [t.text for t in templates()] + [m.text for m in product_modules()]
    said = {word for text in texts for word in WORDS.findall(text)}
    unused = sorted(listed_icons - said)
    assert not unused, f"not used anywhere: take out of frontend/icons.json: {unused}"


def test_icons_asked_for_by_name_are_in_the_sprite() -> None:
    listed_icons = set(json.loads((ROOT / "frontend/icons.json").read_text(encoding="utf-8")))
    asked = re.compile(r"(?:\bicon\(|\bicon_name=|\bicon_button\()\s*[\"']([a-z0-9-]+)[\"']")
    wrong = [
        f"{template.line(match.start())} asks for {match[1]}"
        for template in templates()
        for match in asked.finditer(template.text)
        if match[1] not in listed_icons
    ]
    assert not wrong, listed(wrong)
