"""Settings of the method: edit without YAML, see what it would change, publish, move projects."""

from collections.abc import Sequence

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from milepost.control.queries import preview
from milepost.control.web.method.forms import MethodForm, UploadForm
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.who import me
from milepost.playbook import actions as playbook_actions
from milepost.playbook import queries as playbooks
from milepost.playbook.models import PlaybookVersion
from milepost.playbook.rules import books, diff, edit, load
from milepost.playbook.rules.model import Playbook
from milepost.projects import actions as project_actions
from milepost.projects.models import Project
from milepost.ui import pages
from milepost.ui.text import say, t

LARGEST = 2 * 1024 * 1024


def method(request: HttpRequest) -> HttpResponse:
    """Published versions, how many living projects follow each, and what can be done."""
    _may_edit(request)
    running = Project.objects.visible_to(me(request)).filter(status=Project.Status.OPEN)
    counts = {row["playbook"]: row["number"] for row in running.values("playbook").annotate(number=Count("pk"))}
    versions = list(PlaybookVersion.objects.select_related("by").order_by("-id").defer("text")[:50])
    rows = [(version, counts.get(version.pk, 0)) for version in versions]
    context = {"rows": rows, "live": versions[0], "upload": UploadForm(), "behind": sum(count for _, count in rows[1:])}
    return pages.render(request, "control/web/method/page.html", context)


def edit_method(request: HttpRequest) -> HttpResponse:
    """The form; with ``preview`` what it would change; with ``publish`` a new version."""
    _may_edit(request)
    live = playbooks.live_playbook()
    form = MethodForm(request.POST or None, playbook=live)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return pages.render(request, "control/web/method/edit.html", {"form": form, "shown": None}, status)
    try:
        data = edit.apply(live, form.edits())
    except load.PlaybookRefused as refusal:
        for finding in refusal.findings:
            form.add_error(None, say(books.sentence(finding)))
        return pages.render(request, "control/web/method/edit.html", {"form": form, "shown": None}, 422)
    if "publish" in request.POST:
        return _publish(request, edit.as_yaml(data), form.cleaned_data["note"])
    shown = _shown(request, live, load.from_data(data))
    return pages.render(request, "control/web/method/edit.html", {"form": form, "shown": shown})


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """A playbook as YAML: refused with every finding, or published."""
    _may_edit(request)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return pages.refused(request, Refused(Text("请选一个 YAML 文件", "Choose a YAML file")))
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        return pages.refused(
            request, Refused(Text("文件超过 2 MB，不像流程手册", "The file is over 2 MB: that is no playbook"))
        )
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return pages.refused(request, Refused(Text("文件不是 UTF-8 文本", "The file is not UTF-8 text")))
    return _publish(request, text, form.cleaned_data["note"])


def compare(request: HttpRequest, old: str, new: str) -> HttpResponse:
    """What changed between two published versions."""
    _may_edit(request)
    try:
        before, after = (playbooks.compiled(playbooks.version(number).pk) for number in (old, new))
    except Refused as error:
        raise Http404 from error
    context = {"old": before, "new": after, "changes": diff.diff(before, after)}
    return pages.render(request, "control/web/method/compare.html", context)


def move(request: HttpRequest) -> HttpResponse:
    """Living projects on older versions: what the live one would change for each, and moving the chosen ones."""
    _may_edit(request)
    live = playbooks.live()
    waiting = [one for one in preview.living(me(request)) if one.playbook_id != live.pk]
    if request.method == "POST":
        return _move(request, live, waiting)
    effects = preview.effects(waiting, playbooks.compiled(live.pk), timezone.localdate())
    names = playbooks.compiled(live.pk)
    context = {"effects": effects, "live": live, "name_of": lambda key: _standard_name(names, key)}
    return pages.render(request, "control/web/method/move.html", context)


def _move(request: HttpRequest, live: PlaybookVersion, waiting: Sequence[Project]) -> HttpResponse:
    chosen = set(request.POST.getlist("project"))
    moved = [one for one in waiting if str(one.pk) in chosen]
    if not moved:
        return pages.refused(request, Refused(Text("先勾选要迁移的项目", "Tick the projects to move first")))
    try:
        for project in moved:
            project_actions.set_playbook(me(request), now=timezone.now(), project=project, version=live)
    except Refused as error:
        return pages.refused(request, error)
    done = t(f"已把 {len(moved)} 个项目迁到 {live.version}", f"Moved {len(moved)} projects to {live.version}")
    return pages.go(request, reverse("method"), done)


def _may_edit(request: HttpRequest) -> None:
    if not people.has_role(me(request), *playbook_actions.MAY_PUBLISH):
        raise Http404


def _publish(request: HttpRequest, text: str, note: str) -> HttpResponse:
    try:
        made = playbook_actions.publish(me(request), now=timezone.now(), text=text, note=note)
    except Refused as error:
        return pages.refused(request, error)
    done = t(
        f"已发布 {made.version}；进行中的项目保持原版本", f"Published {made.version}; running projects keep theirs"
    )
    return pages.go(request, reverse("method"), done)


def _shown(request: HttpRequest, live: Playbook, new: Playbook) -> dict[str, object]:
    projects = preview.living(me(request))
    effects = preview.effects(projects, new, timezone.localdate())
    changed = [effect for effect in effects if effect.changes]
    return {
        "changes": diff.diff(live, new),
        "version": new.version,
        "looked_at": len(projects),
        "changed": changed[:50],
        "more": max(0, len(changed) - 50),
        "releveled": sum(effect.old_level != effect.new_level for effect in effects),
        "harder": sum(bool(effect.lacking) for effect in effects),
        "easier": sum(bool(effect.freed) and not effect.lacking for effect in effects),
        "name_of": lambda key: _standard_name(new, key),
    }


def _standard_name(book: Playbook, key: str) -> str:
    try:
        return say(book.standard(key).name)
    except KeyError:
        return key
