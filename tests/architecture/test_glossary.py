"""The glossary ties every model, stage and role: Chinese, English, identifier."""

import re

import yaml
from django.apps import apps

from milepost.people.rules.roles import ROLES
from tests.architecture.source import PACKAGE, ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"


def identifiers() -> set[str]:
    """What stands in backquotes in the glossary."""
    return set(re.findall(r"`([^`]+)`", GLOSSARY.read_text(encoding="utf-8")))


def stage_keys() -> set[str]:
    """Keys of the selling stages of the default playbook."""
    (default,) = [p for p in PACKAGE.joinpath("playbook").rglob("*.yaml") if "stages:" in p.read_text("utf-8")][:1]
    stages = yaml.safe_load(default.read_text(encoding="utf-8"))["stages"]
    return {stage["key"] for stage in stages}


def test_the_glossary_names_every_model() -> None:
    ours = {m.__name__ for m in apps.get_models() if m.__module__.startswith("milepost.")}
    missing = sorted(ours - identifiers())
    assert not missing, f"docs/glossary.md lacks the models: {', '.join(missing)}"


def test_the_glossary_names_every_role() -> None:
    missing = sorted(set(ROLES) - identifiers())
    assert not missing, f"docs/glossary.md lacks the roles: {', '.join(missing)}"


def test_the_glossary_names_every_stage() -> None:
    missing = sorted(stage_keys() - identifiers())
    assert not missing, f"docs/glossary.md lacks the stages: {', '.join(missing)}"
