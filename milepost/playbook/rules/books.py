"""A playbook named by a person (``default`` or a file), and refusals in whole sentences."""

from pathlib import Path

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.playbook.rules import load
from milepost.playbook.rules.model import Playbook
from milepost.playbook.rules.source import Finding


def text_of(place: str) -> str:
    """The YAML text of ``default`` or of the file ``place``; Refused when it cannot be read."""
    path = load.DEFAULT_FILE if place == "default" else Path(place)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(
            Text(f"读不到流程手册：{place}（{error}）", f"The playbook cannot be read: {place} ({error})")
        ) from error


def named(place: str) -> Playbook:
    """The compiled playbook; Refused with one detail per finding."""
    return load.default() if place == "default" else loaded(text_of(place), Path(place).name)


def loaded(text: str, file: str) -> Playbook:
    """The compiled playbook in ``text``; Refused with one detail per finding."""
    try:
        return load.load(text, file)
    except load.PlaybookRefused as refusal:
        raise Refused(
            Text(f"流程手册有 {len(refusal.findings)} 处问题", f"The playbook has {len(refusal.findings)} findings"),
            details=tuple(sentence(finding) for finding in refusal.findings),
        ) from refusal


def sentence(finding: Finding) -> Text:
    """Where it stands and what is wrong."""
    where = f"{finding.file}:{finding.line} {finding.path}"
    return Text(f"{where}：{finding.text.zh}", f"{where}: {finding.text.en}")
