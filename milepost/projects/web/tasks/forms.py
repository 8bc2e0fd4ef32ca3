"""A task of the team; planning a stage."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from milepost.people.models import User
from milepost.projects import queries
from milepost.projects.models import Project, Task
from milepost.projects.web.fields import DayField
from milepost.ui.text import lt


class TaskForm(forms.Form):
    """What is to be done, by whom, until when, after what."""

    title = forms.CharField(
        label=lt("任务", "Task"),
        max_length=160,
        error_messages={"required": lt("请写明任务。", "Please name the task.")},
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=lt("负责人", "Owner"), required=False)
    due_on = DayField(label=lt("截止", "Due"))
    after = forms.ModelChoiceField(Task.objects.none(), label=lt("在哪项之后", "After which task"), required=False)

    def __init__(self, *args: Any, project: Project, task: Task | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, after = self.fields["owner"], self.fields["after"]
        assert isinstance(owner, forms.ModelChoiceField)
        assert isinstance(after, forms.ModelChoiceField)
        owner.queryset = User.objects.filter(pk__in=[member.user_id for member in queries.team(project)]).order_by(
            "name"
        )
        others = queries.open_tasks_in(project)
        after.queryset = others.exclude(pk=task.pk) if task else others
        after.label_from_instance = lambda one: one.title  # type: ignore[method-assign, assignment]


class EditTask(TaskForm):
    """The same, as read at a version."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class Plan(forms.Form):
    """Objective and target date of a stage, and the tasks taken on: one tick, owner and date per suggestion."""

    objective = forms.CharField(
        label=lt("这一阶段要做到什么", "What this stage is to reach"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": lt("请写一句阶段目标。", "Please write the goal in one sentence.")},
    )  # fmt: skip
    target_on = DayField(label=lt("目标日期", "Target date"), required=True)

    def __init__(self, *args: Any, project: Project, suggestions: Sequence[queries.Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions = tuple(suggestions)
        team = User.objects.filter(pk__in=[member.user_id for member in queries.team(project)]).order_by("name")
        for one in self.suggestions:
            self.fields[f"take_{one.key}"] = forms.BooleanField(required=False, initial=one.required)
            owner = forms.ModelChoiceField(
                team, required=False, initial=one.owner.pk if one.owner else None, empty_label="—"
            )
            self.fields[f"owner_{one.key}"] = owner
            self.fields[f"due_{one.key}"] = DayField(initial=one.due_on)

    def rows(self) -> list[dict[str, Any]]:
        """One row per suggestion, with its three bound fields."""
        return [
            {
                "one": one,
                "take": self[f"take_{one.key}"],
                "owner": self[f"owner_{one.key}"],
                "due_on": self[f"due_{one.key}"],
            }
            for one in self.suggestions
        ]

    def tasks(self) -> list[dict[str, object]]:
        """Tasks ticked, as the action takes them."""
        data = self.cleaned_data
        return [
            {"key": one.key, "owner": data[f"owner_{one.key}"], "due_on": data[f"due_{one.key}"]}
            for one in self.suggestions
            if data[f"take_{one.key}"]
        ]


def month(asked: str, today: dt.date) -> dt.date:
    """First of the month asked for as 2026-11, else of this month."""
    try:
        return dt.date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
