"""A self-assessment in six statements: which of the three levels of sales management fits, and so which mode."""

from collections.abc import Mapping
from dataclasses import dataclass

from milepost.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement to agree with or not. ``level``: what agreeing speaks for (2 funnel, 3 process)."""

    key: str
    level: int
    text: Text


STATEMENTS: tuple[Statement, ...] = (
    Statement(
        "stages",
        2,
        Text(
            "我们的项目分阶段，大家说同一个阶段时意思相同",
            "Our projects have stages, and everybody means the same by them",
        ),
    ),
    Statement(
        "review", 2, Text("每周或每两周按阶段过一遍在手项目", "Every week or two we go through open projects by stage")
    ),
    Statement(
        "team",
        2,
        Text("售前、商务、管理者会一起打一个项目", "Presales, bid staff and managers work on a project together"),
    ),
    Statement(
        "proof",
        3,
        Text(
            "进入下一阶段要有客户做过、签过或公开过的证据",
            "The next stage needs proof: something the customer did, signed or published",
        ),
    ),
    Statement(
        "approve",
        3,
        Text(
            "阶段由负责人以外的人看过证据后确认",
            "Somebody other than the owner looks at the proof and confirms the stage",
        ),
    ),
    Statement(
        "tools",
        3,
        Text(
            "每一步有现成的策略、技巧和表单，新人能照着做",
            "Each step has its strategy, technique and form, so that newcomers can follow",
        ),
    ),
)


def suggested(answers: Mapping[str, bool]) -> str:
    """Key of the maturity level that the answers speak for: crude, funnel or process."""
    agreed = {level: sum(answers.get(s.key, False) for s in STATEMENTS if s.level == level) for level in (2, 3)}
    if agreed[2] >= 2 and agreed[3] >= 2:
        return "process"
    return "funnel" if agreed[2] >= 2 else "crude"
