"""The template environment: strict about names, escaping always, few globals."""

from functools import lru_cache
from typing import Any

from django.forms.utils import flatatt
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from milepost.ui import formats, people_marks, stages, standards, tables
from milepost.ui.assets import asset, require_icon
from milepost.ui.links import with_query
from milepost.ui.text import language, say, t


def icon(name: str, label: str = "", size: int = 20) -> Markup:
    """An icon of the sprite. Give ``label`` where the icon stands without words beside it.

    Raises KeyError for an icon that is not in the sprite.
    """
    return _drawn(asset("icons.svg"), require_icon(name), label, size)


# A board draws a thousand icons; most are the same.
@lru_cache(maxsize=1024)
def _drawn(sprite: str, name: str, label: str, size: int) -> Markup:
    drawn = Markup('<use href="{}#{}"></use>').format(sprite, name)
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon" width="{}" height="{}" viewBox="0 0 24 24" {}>{}</svg>').format(
        size, size, spoken, drawn
    )


def url(route: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route; raises NoReverseMatch for one that does not exist."""
    return reverse(route, args=args or None, kwargs=kwargs or None)


def attributes(given: dict[str, Any] | None) -> Markup:
    """HTML attributes from a dict: None and False leave one out, True writes it bare.

    Underscores in names become dashes: ``hx_get`` is written ``hx-get``.
    """
    kept = {name.replace("_", "-"): value for name, value in (given or {}).items()}
    # Already escaped by Django, therefore marked as such for Jinja2.
    return Markup(flatatt({k: v for k, v in kept.items() if v is not None}))  # noqa: S704


def environment(**options: Any) -> Environment:
    """What settings name as the environment of the Jinja2 engine."""
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    env = Environment(**{**options, "undefined": StrictUndefined})  # noqa: S701 (Django sets autoescape)
    env.globals.update(
        t=t, say=say, lang=language, url=url, asset=asset, icon=icon, attrs=attributes,
        with_query=with_query, stage_look=stages.look, person_tint=people_marks.tint,
        person_initials=people_marks.initials, standard_look=standards.look, col=tables.column,
        sortable=tables.sortable,
    )  # fmt: skip
    env.filters.update(formats.FILTERS)
    return env
