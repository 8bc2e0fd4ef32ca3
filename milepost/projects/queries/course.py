"""How a project went: stages, passes, dates, waiting, endings."""

import datetime as dt
from dataclasses import dataclass, field

from milepost.kernel.text import Text
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import DateChange, Ending, HandOver, Hold, Pass, Project, Qualification, StageEntry
from milepost.projects.rules import brief, dates, endings


@dataclass(frozen=True, slots=True)
class PathStage:
    """One stage on the path. ``state``: done, here or ahead; ``result``: of its newest pass, "" when none."""

    key: str
    name: Text
    place: int
    state: str
    result: str
    entered_on: dt.date | None
    days: int
    norm: int | None

    @property
    def over(self) -> bool:
        """True when more days were spent than the norm allows."""
        return self.norm is not None and self.days > self.norm


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of the timeline. ``id`` orders pieces of a kind on one day."""

    on: dt.date
    kind: str
    text: Text
    by: str
    detail: str = ""
    id: int = 0
    data: dict[str, object] = field(default_factory=dict)


def passes(project: Project) -> list[Pass]:
    """Every pass, newest first."""
    return list(Pass.objects.filter(project=project).select_related("by").order_by("-id"))


def newest_passes(project: Project) -> dict[tuple[str, int], Pass]:
    """The pass that holds per stage and occurrence; revoked ones are left out."""
    newest: dict[tuple[str, int], Pass] = {}
    for row in passes(project):
        newest.setdefault((row.stage, row.occurrence), row)
    return {key: row for key, row in newest.items() if row.result != Pass.Result.REVOKED}


def entry_now(project: Project) -> StageEntry:
    """The newest entry: the stage the project stands in, its objective and target date."""
    return StageEntry.objects.filter(project=project).latest("id")


def hold_now(project: Project) -> Hold | None:
    """The hold that is on, if the project waits."""
    return Hold.objects.filter(project=project, until_on=None).first()


def ending(project: Project) -> Ending | None:
    """How the project ended, None while it goes on."""
    return Ending.objects.filter(project=project, reopened_on=None).select_related("by").order_by("-id").first()


def date_changes(project: Project) -> list[DateChange]:
    """Every date that moved, newest first."""
    return list(DateChange.objects.filter(project=project).select_related("by").order_by("-changed_on", "-id"))


def path_days(project: Project, playbook: Playbook, today: dt.date) -> list[PathStage]:
    """The selling stages with the days spent in each (waiting does not count) against the level's norm."""
    entries = list(StageEntry.objects.filter(project=project).order_by("id"))
    pauses = list(Hold.objects.filter(project=project).values_list("from_on", "until_on"))
    results = {stage: row.result for (stage, occurrence), row in newest_passes(project).items() if occurrence == 1}
    ended = ending(project)
    last_day = ended.ended_on if ended else today
    spent, entered = _spent(entries, pauses, last_day)
    here = next((stage.order for stage in playbook.stages if stage.key == project.stage), len(playbook.stages) + 1)
    return [
        PathStage(
            key=stage.key,
            name=stage.name,
            place=stage.order,
            state="here" if stage.key == project.stage else "done" if stage.order < here else "ahead",
            result=results.get(stage.key, ""),
            entered_on=entered.get(stage.key),
            days=spent.get(stage.key, 0),
            norm=stage.norm_days.get(project.level),
        )
        for stage in playbook.stages
    ]


def _spent(
    entries: list[StageEntry], pauses: list[dates.Pause], last_day: dt.date
) -> tuple[dict[str, int], dict[str, dt.date]]:
    spent: dict[str, int] = {}
    entered: dict[str, dt.date] = {}
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        left = following.entered_on if following else last_day
        spent[entry.stage] = spent.get(entry.stage, 0) + dates.days_in(entry.entered_on, left, pauses)
        entered.setdefault(entry.stage, entry.entered_on)
    return spent, entered


def timeline_pieces(project: Project, playbook: Playbook) -> list[Piece]:
    """What happened to the project itself, newest first: stages, passes, moved dates, hand-overs, waiting, endings."""
    stages = {stage.key: stage.name for stage in playbook.all_stages}
    pieces = [
        *_entries(project, stages),
        *_passed(project, stages),
        *_moved(project),
        *_handed(project),
        *_waits(project),
        *_ends(project, playbook),
    ]
    order = list(stages)
    return sorted(pieces, key=lambda piece: (piece.on, _place_of_day(piece, order), piece.id), reverse=True)


def _place_of_day(piece: Piece, order: list[str]) -> tuple[int, str]:
    """Within a day the way goes stage by stage: entered, verified, the next one entered."""
    stage = str(piece.data.get("stage", ""))
    return (order.index(stage) if stage in order else len(order), "" if piece.kind == "stage" else piece.kind)


def _entries(project: Project, stages: dict[str, Text]) -> list[Piece]:
    rows = StageEntry.objects.filter(project=project).select_related("by")
    return [
        Piece(
            row.entered_on,
            "stage",
            _put("进入{0}", "Entered {0}", stages, row.stage),
            row.by.name if row.by else "",
            row.objective,
            row.pk,
            {"stage": row.stage},
        )
        for row in rows
    ]


_RESULTS = {
    "verified": Text("{0}已验证", "{0} verified"),
    "skipped": Text("跳过{0}", "{0} skipped"),
    "claimed": Text("{0}：导入时声称已过", "{0}: claimed by the import"),
    "revoked": Text("{0}的验证被撤回", "Verification of {0} was taken back"),
}


def _passed(project: Project, stages: dict[str, Text]) -> list[Piece]:
    return [
        Piece(
            row.passed_on, "pass", _put(_RESULTS[row.result].zh, _RESULTS[row.result].en, stages, row.stage),
            row.by.name if row.by else "", row.note, row.pk, {"result": row.result, "stage": row.stage},
        )
        for row in passes(project)
    ]  # fmt: skip


def _put(zh: str, en: str, stages: dict[str, Text], key: str) -> Text:
    name = stages.get(key, Text(key, key))
    return Text(zh.format(name.zh), en.format(name.en))


def _moved(project: Project) -> list[Piece]:
    pieces = []
    for row in date_changes(project):
        label = brief.LABELS.get(row.field, Text(row.field, row.field))
        text = Text(
            f"{label.zh}由 {row.old or '—'} 改为 {row.new or '—'}",
            f"{label.en} moved from {row.old or '—'} to {row.new or '—'}",
        )
        pieces.append(Piece(row.changed_on, "date", text, row.by.name, row.reason, row.pk))
    return pieces


def _handed(project: Project) -> list[Piece]:
    rows = HandOver.objects.filter(project=project).select_related("old_owner", "new_owner", "by")
    return [
        Piece(
            row.on, "hand-over",
            Text(f"由{row.old_owner.name}移交给{row.new_owner.name}", f"Handed over from {row.old_owner.name} to {row.new_owner.name}"),
            row.by.name, row.reason, row.pk,
        )
        for row in rows
    ]  # fmt: skip


def _waits(project: Project) -> list[Piece]:
    rows = Hold.objects.filter(project=project).select_related("by")
    return [
        Piece(
            row.from_on,
            "hold",
            Text(f"开始等待，{row.wake_on} 唤醒", f"Waiting until {row.wake_on}"),
            row.by.name,
            row.reason,
            row.pk,
        )
        for row in rows
    ]


def _ends(project: Project, playbook: Playbook) -> list[Piece]:
    reasons = {one.key: one.name for named in playbook.reasons.values() for one in named}
    pieces = []
    for row in Ending.objects.filter(project=project).select_related("by"):
        result, reason = (
            endings.RESULTS[row.result],
            reasons.get(row.reason, Text(row.reason or "—", row.reason or "—")),
        )
        text = Text(f"{result.zh}：{reason.zh}", f"{result.en}: {reason.en}")
        pieces.append(Piece(row.ended_on, "end", text, row.by.name, row.note, row.pk, {"result": row.result}))
        if row.reopened_on:
            pieces.append(Piece(row.reopened_on, "reopen", Text("重新打开", "Reopened"), "", "", row.pk))
    return pieces


def qualification_of(project: Project) -> Qualification | None:
    """The answers to the four questions, None before they were given."""
    return Qualification.objects.filter(project=project).select_related("by").first()
