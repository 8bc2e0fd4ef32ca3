"""Changes to many projects at once: hand over, or move. Each goes through the same door as one alone."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from milepost.gates import actions as gate_actions
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import User
from milepost.playbook import queries as playbooks
from milepost.projects import actions as project_actions
from milepost.projects.models import Project
from milepost.ui.text import say, t

MOST = 200


@dataclass(slots=True)
class Done:
    """What came of it: projects that changed, those whose gate must be looked at, those refused and why."""

    changed: list[tuple[Project, str]] = field(default_factory=list)
    open: list[tuple[Project, str]] = field(default_factory=list)
    refused: list[tuple[Project, str]] = field(default_factory=list)


def owners(user: User) -> list[tuple[int, str]]:
    """People a manager may hand projects to: sellers of the units he sees."""
    seen = people.sight(user)
    found = User.objects.filter(
        people.in_sight(seen, "unit__path"), is_active=True, roles_held__role__in=("sales", "sales_manager")
    )
    return list(found.distinct().order_by("unit__path", "name", "pk").values_list("pk", "name")[:300])


def apply(user: User, now: dt.datetime, projects: Sequence[Project], asked: Mapping[str, str]) -> Done:
    """Do what the form asks with every project. Raises Refused when the form itself is incomplete."""
    if not projects:
        raise Refused(Text("请先勾选项目。", "Choose projects first."))
    act = _hand_over(user, now, asked) if asked.get("what") == "owner" else _move(user, now, asked)
    done = Done()
    for project in projects:
        try:
            act(project, done)
        except Refused as error:
            done.refused.append((project, say(error.text)))
    return done


def _hand_over(user: User, now: dt.datetime, asked: Mapping[str, str]) -> Callable[[Project, Done], None]:
    new_owner = User.objects.filter(pk=asked.get("owner") or 0, is_active=True).first()
    reason = asked.get("reason", "").strip()
    if new_owner is None:
        raise Refused(Text("请选择新的负责人。", "Choose the new owner."), field="owner")
    if not reason:
        raise Refused(Text("请写一句移交的原因。", "Give the reason of the hand-over in one sentence."), field="reason")

    def act(project: Project, done: Done) -> None:
        project_actions.hand_over(user, now=now, project=project, new_owner=new_owner, reason=reason)
        done.changed.append((project, t(f"已移交给{new_owner.name}", f"handed over to {new_owner.name}")))

    return act


def _move(user: User, now: dt.datetime, asked: Mapping[str, str]) -> Callable[[Project, Done], None]:
    stage = asked.get("to", "")
    if not stage:
        raise Refused(Text("请选择要移到的阶段。", "Choose the stage to move to."), field="to")

    def act(project: Project, done: Done) -> None:
        moved = gate_actions.move(user, now=now, project=project, to_stage=stage)
        playbook = playbooks.compiled(project.playbook_id)
        if moved.result == "passed":
            done.changed.append(
                (project, t(f"已到「{say(playbook.stage(stage).name)}」", f"now in “{playbook.stage(stage).name.en}”"))
            )
        elif moved.result == "asked":
            done.changed.append((project, t("已提请过关", "the gate was asked for")))
        else:
            count = len(moved.missing)
            why = (
                t(f"还差 {count} 条标准", f"{count} standards missing")
                if count
                else t("要先看关卡", "needs a look at its gate")
            )
            done.open.append((project, why))

    return act
