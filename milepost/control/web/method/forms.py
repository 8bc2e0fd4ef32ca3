"""The settings of the method as one form: levels, norm days, enforcement, approvers, standards by level."""

from typing import Any

from django import forms

from milepost.kernel import money
from milepost.people.rules.roles import ROLES
from milepost.playbook.rules.edit import Edits
from milepost.playbook.rules.model import LEVELS, Playbook
from milepost.ui.text import lt, say

MODES = [("off", lt("不设关", "Off")), ("warn", lt("提醒", "Warn")), ("block", lt("拦住", "Block"))]


class MethodForm(forms.Form):
    """Every value stands as it is in the live playbook; only what differs becomes an edit."""

    note = forms.CharField(
        label=lt("为什么改（写进版本记录）", "Why (kept in the change log)"), max_length=200, required=False
    )

    def __init__(self, *args: Any, playbook: Playbook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.playbook = playbook
        self._levels()
        self._norms()
        self._modes()
        self._approvers()
        self._standards()

    # --- building -----------------------------------------------------------------------------

    def _levels(self) -> None:
        for level in self.playbook.levels:
            self.fields[f"amount-{level.key}"] = forms.CharField(initial=money.plain(level.amount_min), max_length=20)
            self.fields[f"gate-{level.key}"] = _role(level.gate_approver)

    def _norms(self) -> None:
        for stage in self.playbook.stages:
            for level in LEVELS:
                self.fields[f"norm-{stage.key}-{level}"] = forms.IntegerField(
                    initial=stage.norm_days[level], min_value=1, max_value=730
                )

    def _modes(self) -> None:
        for level in (*LEVELS, "imported"):
            self.fields[f"mode-{level}"] = forms.ChoiceField(
                choices=MODES, initial=self.playbook.gate.enforcement[level]
            )

    def _approvers(self) -> None:
        for rule in self.playbook.approvals:
            for level in LEVELS:
                self.fields[f"approver-{rule.kind}-{level}"] = _role(rule.by_level[level])

    def _standards(self) -> None:
        for stage in self.playbook.stages:
            for standard in stage.standards:
                self.fields[f"standard-{standard.key}"] = forms.MultipleChoiceField(
                    choices=[(level, level) for level in LEVELS],
                    initial=list(standard.required_for),
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )

    # --- rows for the page ---------------------------------------------------------------------

    def level_rows(self) -> list[tuple[Any, ...]]:
        return [
            (level, self[f"amount-{level.key}"], self[f"gate-{level.key}"], self[f"mode-{level.key}"])
            for level in self.playbook.levels
        ]

    def norm_rows(self) -> list[tuple[str, list[Any]]]:
        return [
            (say(stage.name), [self[f"norm-{stage.key}-{level}"] for level in LEVELS]) for stage in self.playbook.stages
        ]

    def approver_rows(self) -> list[tuple[str, list[Any]]]:
        return [
            (say(rule.name), [self[f"approver-{rule.kind}-{level}"] for level in LEVELS])
            for rule in self.playbook.approvals
        ]

    def standard_rows(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        return [
            (say(stage.name), [(say(standard.name), self[f"standard-{standard.key}"]) for standard in stage.standards])
            for stage in self.playbook.stages
        ]

    # --- reading -------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for level in self.playbook.levels:
            name = f"amount-{level.key}"
            try:
                cleaned[name] = money.parse_yuan(cleaned.get(name, ""))
            except ValueError:
                self.add_error(name, lt("写一个金额，例如 500万", "Write an amount, for example 5000000"))
        return cleaned

    def edits(self) -> Edits:
        """Only what differs from the playbook."""
        value, book = self.cleaned_data, self.playbook
        return Edits(
            amounts={
                one.key: value[f"amount-{one.key}"]
                for one in book.levels
                if value[f"amount-{one.key}"] != one.amount_min
            },
            gate_approvers={
                one.key: value[f"gate-{one.key}"]
                for one in book.levels
                if value[f"gate-{one.key}"] != one.gate_approver
            },
            norm_days={stage.key: days for stage in book.stages if (days := self._days(stage))},
            enforcement={
                key: value[f"mode-{key}"] for key, mode in book.gate.enforcement.items() if value[f"mode-{key}"] != mode
            },
            approvers={rule.kind: roles for rule in book.approvals if (roles := self._roles(rule))},
            required_for={
                one.key: value[f"standard-{one.key}"]
                for stage in book.stages
                for one in stage.standards
                if set(value[f"standard-{one.key}"]) != set(one.required_for)
            },
        )

    def _days(self, stage: Any) -> dict[str, int]:
        given = {level: self.cleaned_data[f"norm-{stage.key}-{level}"] for level in LEVELS}
        return {level: days for level, days in given.items() if days != stage.norm_days[level]}

    def _roles(self, rule: Any) -> dict[str, str]:
        given = {level: self.cleaned_data[f"approver-{rule.kind}-{level}"] for level in LEVELS}
        return {level: role for level, role in given.items() if role != rule.by_level[level]}


def _role(initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[(key, say(text)) for key, text in ROLES.items()], initial=initial)


class UploadForm(forms.Form):
    """A whole playbook as YAML."""

    file = forms.FileField(label=lt("YAML 文件", "YAML file"))
    note = forms.CharField(label=lt("版本说明", "What is new"), max_length=200, required=False)
