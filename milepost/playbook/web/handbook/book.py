"""The printable book: one HTML file that needs nothing else, or a PDF made from it."""

import contextlib
import functools
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.playbook.rules.handbook import Handbook
from milepost.playbook.rules.model import Tool
from milepost.ui import assets

PLACE = Path(__file__).parent
FONTS = {"Book Latin": "noto-sans-latin-print.woff2", "Book Hans": "noto-sans-sc-print.woff2"}


@functools.cache
def _template() -> Environment:
    return Environment(loader=FileSystemLoader(PLACE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def html(book: Handbook, language: str, *, fonts: Iterable[tuple[str, str]] = ()) -> str:
    """The whole book as one HTML document in ``language``; ``fonts`` are (family, address) for a setter without any."""

    def say(text: Text) -> str:
        return text.in_(language)

    return _template().get_template("book.html").render(book=book, say=say, lang=language, fonts=list(fonts))


def can_set_pdf() -> bool:
    """Whether the system library that sets a PDF is here."""
    # Without pango it prints a page of advice, which must not land in the output of a command.
    with contextlib.redirect_stdout(sys.stderr), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it announces what it will need one day
        try:
            import weasyprint  # noqa: F401
        except (ImportError, OSError):
            return False
    return True


def pdf(book: Handbook, language: str) -> bytes:
    """The book as PDF with bookmarks and running heads. Refused where the system's pango is missing."""
    if not can_set_pdf():
        raise Refused(
            Text(
                "本机缺少排 PDF 要用的系统库 pango：请安装它（例如 apt install libpango-1.0-0 libpangoft2-1.0-0），或改用 HTML",
                "The system library pango, which sets the PDF, is missing: install it (for example apt install libpango-1.0-0 libpangoft2-1.0-0), or take HTML",
            )
        )
    from weasyprint import HTML

    places = ((family, assets.BUILD / "fonts" / name) for family, name in FONTS.items())
    fonts = [(family, place.as_uri()) for family, place in places if place.exists()]
    body: bytes = HTML(string=html(book, language, fonts=fonts)).write_pdf()
    return body


def template_text(tool: Tool, language: str) -> str:
    """A tool's template as Markdown: its outline, its fields as a table to fill in, its checklist as boxes."""
    say = [f"# {tool.name.in_(language)}", ""]
    for line in tool.template:
        say += [f"## {line.in_(language)}", "", ""]
    say += [
        f"- {field.name.in_(language)}：" if language.startswith("zh") else f"- {field.name.in_(language)}: "
        for field in tool.form
    ]
    say += [f"- [ ] {line.in_(language)}" for line in tool.checklist]
    return "\n".join(say) + "\n"
