"""Counting what a task costs a person: entries, clicks, pieces of evidence, decisions.

A journey acts only through ``Person``; every act is counted, so that a page that asks for more makes
the journey's budget fail.
"""

from collections import Counter
from pathlib import Path

from playwright.sync_api import Locator, Page

ENTRY, CLICK, EVIDENCE, DECISION = "entries", "clicks", "evidence", "decisions"


class Person:
    """Somebody at his own browser. ``name`` is the name his effort is told by."""

    def __init__(self, name: str, page: Page) -> None:
        self.name = name
        self.page = page
        self.effort: Counter[str] = Counter()

    def types(self, where: str | Locator, text: str) -> None:
        """One entry: a field found by its label, filled."""
        self._field(where).fill(text)
        self.effort[ENTRY] += 1

    def chooses(self, where: str | Locator, option: str) -> None:
        """One entry: an option of a select, by its label."""
        self._field(where).select_option(label=option)
        self.effort[ENTRY] += 1

    def ticks(self, where: str | Locator) -> None:
        """One click on a box or a choice."""
        self._field(where).check()
        self.effort[CLICK] += 1

    def clicks(self, what: str | Locator) -> None:
        """One click: a button or link by its name."""
        self._pressable(what).click()
        self.effort[CLICK] += 1

    def presses(self, key: str) -> None:
        """A key counts as a click."""
        self.page.keyboard.press(key)
        self.effort[CLICK] += 1

    def gives(self, where: str | Locator, file: Path) -> None:
        """One piece of evidence: a file put into a field."""
        self._field(where).set_input_files(file)
        self.effort[EVIDENCE] += 1

    def notes(self, where: str | Locator, text: str) -> None:
        """One piece of evidence that is written: a diary note; it is an entry too."""
        self.types(where, text)
        self.effort[EVIDENCE] += 1

    def decides(self, what: str | Locator) -> None:
        """One decision: pass, return, accept, waive; a click too."""
        self.clicks(what)
        self.effort[DECISION] += 1

    def _field(self, where: str | Locator) -> Locator:
        return self.page.get_by_label(where).first if isinstance(where, str) else where

    def _pressable(self, what: str | Locator) -> Locator:
        if not isinstance(what, str):
            return what
        return self.page.get_by_role("button", name=what).or_(self.page.get_by_role("link", name=what)).first


def total(people: list[Person]) -> Counter[str]:
    """The effort of all together."""
    return sum((person.effort for person in people), Counter())


def told(people: list[Person]) -> str:
    """One line per person, for the test's output."""
    return "\n".join(f"{person.name}: {dict(person.effort)}" for person in people)


def assert_within(person: Person, **budget: int) -> None:
    """Every kind of effort named in ``budget`` stays within it."""
    over = {kind: person.effort[kind] for kind, most in budget.items() if person.effort[kind] > most}
    assert not over, f"{person.name} spent {over}, allowed are {budget}"
