"""Reading a pasted list of people."""

import re
from dataclasses import dataclass

from milepost.kernel.text import Text
from milepost.people.rules.roles import ROLES

_BY_NAME = {word.lower(): key for key, text in ROLES.items() for word in (key, text.zh, text.en)}


@dataclass(frozen=True, slots=True)
class Line:
    """One pasted line: what it says, or what is wrong with it."""

    number: int
    username: str
    name: str
    roles: tuple[str, ...]
    email: str
    wrong: Text | None = None


def read(text: str) -> list[Line]:
    """Every line that is not empty; roles by key, Chinese or English name."""
    numbered = enumerate(text.splitlines(), start=1)
    return [_line(number, line.strip()) for number, line in numbered if line.strip()]


def _line(number: int, line: str) -> Line:
    cells = [cell.strip() for cell in re.split(r"[\t,，;；]", line)]
    username, name, role_text, email = (cells + [""] * 4)[:4]
    roles, unknown = _roles(role_text)
    return Line(number, username, name or username, roles, email, _wrong(unknown, len(cells)))


def _roles(text: str) -> tuple[tuple[str, ...], str]:
    """Known roles and the first word that is none. A name that holds a slash itself is tried whole first."""
    if text.lower() in _BY_NAME:
        return (_BY_NAME[text.lower()],), ""
    words = [word.strip() for word in re.split(r"[/、+]", text) if word.strip()]
    unknown = next((word for word in words if word.lower() not in _BY_NAME), "")
    return tuple(dict.fromkeys(_BY_NAME[word.lower()] for word in words if word.lower() in _BY_NAME)), unknown


def _wrong(unknown: str, cells: int) -> Text | None:
    if unknown:
        return Text(f"没有角色「{unknown}」。", f"There is no role {unknown!r}.")
    if cells < 3:
        return Text("要写登录名、姓名和角色。", "Sign-in name, name and role are needed.")
    return None
