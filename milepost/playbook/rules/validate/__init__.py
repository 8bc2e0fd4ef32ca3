"""Every mistake of a playbook at once, each with file, line, place and a plain sentence."""

from __future__ import annotations

from milepost.playbook.rules.source import Finding, Source, read
from milepost.playbook.rules.validate import expressions, numbers, references, shape, texts
from milepost.playbook.rules.validate.book import Book, words


def findings(source: Source) -> list[Finding]:
    """All findings in the order of the file; empty when the playbook is sound."""
    if source.data is None or not isinstance(source.data, dict):
        if not source.findings:
            source.find((), "文件里没有流程手册", "There is no playbook in this file")
        return source.findings
    book = Book(source)
    for part in (shape, texts, references, numbers, expressions):
        part.look(book)
    unique = dict.fromkeys(source.findings)
    return sorted(unique, key=lambda finding: (finding.line, finding.path))


def check(text: str, file: str = "playbook.yaml") -> list[Finding]:
    """Findings of a playbook given as text."""
    return findings(read(text, file))


__all__ = ["check", "findings", "words"]
