"""Ending a project, waiting, reopening."""

from typing import Any

from django import forms

from milepost.playbook.rules.model import Playbook
from milepost.projects.rules.endings import REASON_LISTS, RESULTS
from milepost.projects.web.fields import DayField, reason_field
from milepost.ui.text import lt, say, t


class End(forms.Form):
    """Result and reason in one choice; which standard turned it; a word more."""

    why = forms.ChoiceField(
        label=lt("结果与原因", "Result and reason"),
        error_messages={"required": lt("请选择原因。", "Please choose a reason.")},
    )
    standard = forms.ChoiceField(label=lt("哪条验证标准定了局", "Which standard turned it"), required=False)
    note = forms.CharField(
        label=lt("说明", "Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, playbook: Playbook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        why, standard = self.fields["why"], self.fields["standard"]
        assert isinstance(why, forms.ChoiceField)
        assert isinstance(standard, forms.ChoiceField)
        why.choices = [
            ("", t("请选择", "Choose")),
            *((say(RESULTS[result]), _reasons(playbook, result)) for result in RESULTS),
        ]
        stages = [(say(stage.name), [(one.key, say(one.name)) for one in stage.standards]) for stage in playbook.stages]
        standard.choices = [("", t("说不清", "Cannot say")), *stages]

    def result_and_reason(self) -> tuple[str, str]:
        """What was chosen, apart."""
        result, _, reason = self.cleaned_data["why"].partition(":")
        return result, reason


def _reasons(playbook: Playbook, result: str) -> list[tuple[str, str]]:
    return [
        (f"{result}:{one.key}", say(one.name))
        for name in REASON_LISTS[result]
        for one in playbook.reasons.get(name, ())
    ]


class Wait(forms.Form):
    """What is awaited, until when at the latest."""

    reason = forms.CharField(label=lt("在等什么", "What is awaited"), max_length=200)
    wake_on = DayField(label=lt("最晚哪天唤醒", "Wake up on"), required=True)


class Reopen(forms.Form):
    """Why it comes back."""

    reason = reason_field(lt("为什么重新打开", "Why it is reopened"), required=True)
