"""What a piece must be before it may lie on the shelf; each refusal says what to do."""

import datetime as dt
from urllib.parse import urlsplit

from milepost.evidence import permissions
from milepost.evidence.models import Piece
from milepost.evidence.rules import guards
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Project, TenderDates
from milepost.trail import actions as trail


def may_add(actor: User, project: Project) -> None:
    """Raise Refused unless the person works on the project."""
    if not permissions.may_add(actor, project):
        raise Refused(
            Text(
                "只有项目组成员可以登记证据，请先加入项目组。", "Only the deal team adds evidence; join the team first."
            )
        )


def said(text: str, field: str) -> None:
    """Raise Refused when a reason is missing."""
    if not text.strip():
        raise Refused(Text("请写一句原因。", "Give the reason in one sentence."), field=field)


def refuse_protected(actor: User, *, now: dt.datetime, piece: Piece) -> None:
    """Refuse content that the law protects; the attempt is noted for compliance alone."""
    tender = TenderDates.objects.filter(project=piece.project).first()
    opened = tender is not None and tender.opening_at is not None and tender.opening_at <= now
    file_name = piece.file.name if piece.file else ""
    guard = guards.refused(texts=(piece.title, piece.text, file_name), tags=piece.tags, opened=opened)
    if guard is None:
        return
    trail.record(
        actor, now=now, action="guard.refused", kind="guard", object_id=piece.project_id, after={"guard": guard.key}
    )
    raise Refused(guard.sentence, field="text")


def piece(piece: Piece, playbook: Playbook, today: dt.date) -> None:
    """Raise Refused for an unknown type or tag, a date to come, nothing to open, or people of elsewhere."""
    if piece.type not in {known.key for known in playbook.evidence_types}:
        raise Refused(Text("请选择证据类型。", "Choose the type of evidence."), field="type")
    if piece.happened_on > today:
        raise Refused(Text("发生日期不能在今天之后。", "The day it happened cannot lie ahead."), field="happened_on")
    unknown = set(piece.tags) - set(playbook.words.get("evidence_tags", ()))
    if unknown:
        names = "、".join(sorted(unknown))
        raise Refused(Text(f"没有这些标记：{names}。", f"No such tags: {', '.join(sorted(unknown))}."), field="tags")
    _content(piece)
    _belongs(piece)


def _content(piece: Piece) -> None:
    if not (piece.file or piece.text or piece.link or piece.entry):
        raise Refused(
            Text(
                "请拍照或选择文件、粘贴原文或链接，或选一条日志。",
                "Take a photo or choose a file, paste the text or a link, or pick a diary entry.",
            ),
            field="file",
        )
    parts = urlsplit(piece.link)
    if piece.link and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise Refused(
            Text("链接要以 http:// 或 https:// 开头。", "A link starts with http:// or https://."), field="link"
        )


def _belongs(piece: Piece) -> None:
    if piece.entry is not None and (piece.entry.project_id != piece.project_id or piece.entry.withdrawn_on):
        raise Refused(
            Text("这条日志不属于本项目或已撤回。", "The diary entry is of another project or was withdrawn."),
            field="entry",
        )
    if piece.file is not None and piece.file.project_id not in {None, piece.project_id}:
        raise Refused(Text("请把文件传到本项目。", "Upload the file to this project."), field="file")


def strength(piece: Piece, playbook: Playbook, wanted: int | None) -> int:
    """The strength a piece may claim: never more than its type has."""
    highest = next(known.strength for known in playbook.evidence_types if known.key == piece.type)
    return highest if wanted is None else max(0, min(wanted, highest))


def standard(key: str, playbook: Playbook) -> None:
    """Raise Refused unless the playbook has the standard; ``key#n`` only in a repeatable milestone."""
    plain, mark, occurrence = key.partition("#")
    try:
        stage = playbook.stage_of(plain)
    except KeyError:
        stage = None
    if stage is None or (mark and not (stage.repeatable and occurrence.isdigit() and int(occurrence) > 0)):
        raise Refused(Text(f"流程手册里没有标准“{key}”。", f"The playbook has no standard {key!r}."), field="serves")


def title(piece: Piece, playbook: Playbook) -> str:
    """A title for a piece that came without: its file's name, its first line, or its type."""
    if piece.file is not None:
        return piece.file.name[:200]
    first_line = piece.text.splitlines()[0] if piece.text else ""
    kind = next(known.name for known in playbook.evidence_types if known.key == piece.type)
    return (first_line or piece.link or kind.zh)[:200]
