"""The components and their arguments, read from the templates themselves: they cannot go stale."""

import re
from pathlib import Path
from typing import NamedTuple

COMPONENTS = Path(__file__).parent.parent / "components"
MACRO = re.compile(r"{%-? macro ([a-z]\w*)\((.*?)\) -?%}")


class Component(NamedTuple):
    """A file of macros: its name, what it says of itself, ``name(arguments)`` of each macro."""

    file: str
    about: str
    macros: list[str]


def component_signatures() -> list[Component]:
    """Every component file in order of its name."""
    return [_read(path) for path in sorted(COMPONENTS.glob("*.html"))]


def _read(path: Path) -> Component:
    text = path.read_text(encoding="utf-8")
    comment = re.search(r"{#-?(.*?)-?#}", text, re.DOTALL)
    about = " ".join(comment[1].split()) if comment else ""
    return Component(path.name, about, [f"{name}({arguments})" for name, arguments in MACRO.findall(text)])
