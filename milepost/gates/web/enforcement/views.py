"""How strictly gates hold, by unit and level; what block would have stopped; a self-assessment that suggests a mode."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from milepost.gates import actions, permissions, queries
from milepost.gates.models import WouldBlock
from milepost.gates.rules import maturity, modes
from milepost.gates.web import words
from milepost.people import queries as people
from milepost.people.models import Unit, User
from milepost.people.who import me
from milepost.playbook import queries as playbooks
from milepost.ui import pages
from milepost.ui.refusals import refusable
from milepost.ui.text import say, t

LOOK_BACK_DAYS = 30
ROLES = ("admin", "sales_ops", "sales_director", "executive")


@require_http_methods(["GET", "POST"])
@refusable
def enforcement(request: HttpRequest) -> HttpResponse:
    """The page (``unit`` chosen by its path), or one setting changed."""
    user = me(request)
    if not people.has_role(user, *ROLES):
        raise Http404
    path = request.GET.get("unit", _own_unit(user))
    unit = Unit.objects.filter(path=path).first()
    if request.method == "POST":
        return _set(request, user)
    return pages.render(request, "gates/web/enforcement/page.html", _context(request, user, unit, path if unit else ""))


def _own_unit(user: User) -> str:
    """Where the page starts: the company for its keepers, a director's own unit for him."""
    if permissions.may_set_enforcement(user, ""):
        return ""
    led = (held.unit.path for held in people.held_roles(user) if held.role in ROLES and held.unit is not None)
    return min(led, key=len, default="")


def _set(request: HttpRequest, user: User) -> HttpResponse:
    """One level, or all of them at once (``level=all`` after the self-assessment)."""
    data, now = request.POST, timezone.now()
    level, mode, path = data.get("level", ""), data.get("mode", ""), data.get("unit", "")
    for one in modes.LEVELS if level == "all" else (level,):
        actions.set_enforcement(user, now=now, unit_path=path, level=one, mode=mode)
    return pages.go(request, f"{reverse('enforcement')}?unit={path}", t("已保存", "Saved"))


def _context(request: HttpRequest, user: User, unit: Unit | None, path: str) -> dict[str, Any]:
    playbook = playbooks.live_playbook()
    said = queries.enforcement_rows(path)
    since = timezone.localdate() - dt.timedelta(days=LOOK_BACK_DAYS)
    answers = {one.key: one.key in request.GET.getlist("yes") for one in maturity.STATEMENTS}
    assessed = "assess" in request.GET
    return {
        "path": path,
        "units": [(one.path, "　" * (len(one.path) // 4 - 1) + one.name) for one in people.units_in_order()],
        "unit_name": unit.name if unit else t("全公司", "Whole company"),
        "may_set": permissions.may_set_enforcement(user, path),
        "levels": [_level(key, said, playbook.gate.enforcement) for key in modes.LEVELS],
        "modes": [(key, say(words.MODES[key]), say(words.MODE_NOTES[key])) for key in modes.MODES],
        "stopped": [_stopped(one) for one in queries.would_have_blocked(user, since)],
        "statements": [(one.key, say(one.text), answers[one.key]) for one in maturity.STATEMENTS],
        "suggestion": _suggestion(playbook.section("maturity_levels") or (), answers) if assessed else None,
    }


def _level(key: str, said: dict[str, str], default: Any) -> dict[str, str]:
    return {
        "key": key,
        "name": say(words.LEVELS[key]),
        "said": said.get(key, ""),
        "default": say(words.MODES[default.get(key, "block")]),
    }


def _stopped(one: WouldBlock) -> dict[str, Any]:
    playbook = playbooks.compiled(one.project.playbook_id)
    missing = [words.standard(playbook, key) for key in one.missing]
    return {"move": one, "stage": words.stage(playbook, one.stage), "missing": missing}


def _suggestion(levels: Any, answers: dict[str, bool]) -> dict[str, str]:
    key = maturity.suggested(answers)
    level = next((one for one in levels if one["key"] == key), None)
    mode = str(level["product_mode"]["gate_enforcement"]) if level else "warn"
    name, pro, con = (
        ((t(part["zh"], part["en"])) for part in (level, level["pro"], level["con"])) if level else (key, "", "")
    )
    return {"name": name, "pro": pro, "con": con, "mode": mode, "mode_name": say(words.MODES[mode])}
