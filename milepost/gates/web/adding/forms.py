"""A form of just those fields of the brief and the tender that a standard lacks."""

from typing import Any

from django import forms

from milepost.playbook.rules.model import Playbook
from milepost.projects.rules import brief
from milepost.ui.text import lt, say, t

TENDER = ("documents_issued_at", "deadline_at", "submitted_at", "opening_at", "award_notice_on", "objection_window_end")


class FactsForm(forms.Form):
    """The fields asked for, and who said so. A value that was known and moves wants a reason."""

    def __init__(self, *args: Any, wanted: list[str], playbook: Playbook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        moves = any(self.initial.get(key) for key in wanted)
        for key in wanted:
            self.fields[key] = _field(key, playbook)
        if any(key in brief.BY_KEY for key in wanted):
            self.fields["source"] = forms.CharField(label=lt("谁说的", "Who said so"), required=False, max_length=120)
        self.fields["reason"] = forms.CharField(
            label=lt("已有的日期或预算变动时，写明原因", "When a known date or budget moves, say why"),
            required=False,
            max_length=300,
            widget=forms.TextInput() if moves else forms.HiddenInput(),
        )


def _field(key: str, playbook: Playbook) -> forms.Field:
    label = say(brief.LABELS[key])
    kind = brief.BY_KEY[key].kind if key in brief.BY_KEY else "instant" if key.endswith("_at") else "date"
    if kind == "date":
        return forms.DateField(
            label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )
    if kind == "instant":
        return forms.DateTimeField(
            label=label,
            required=False,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        )
    if kind in {"method", "payment"}:
        return forms.ChoiceField(
            label=label, required=False, choices=[("", t("还不知道", "Not known yet")), *_choices(kind, playbook)]
        )
    if kind == "money":
        return forms.CharField(label=label, required=False, max_length=40, help_text=t("如 120万", "Such as 1,200,000"))
    widget = forms.Textarea(attrs={"rows": 2}) if kind == "long" else forms.TextInput()
    return forms.CharField(label=label, required=False, max_length=brief.BY_KEY[key].size, widget=widget)


def _choices(kind: str, playbook: Playbook) -> list[tuple[str, str]]:
    if kind == "payment":
        return [(key, say(text)) for key, text in brief.PAYMENT_RECORDS.items()]
    return [(brief.UNDECIDED, t("待定", "Undecided")), *((one.key, say(one.name)) for one in playbook.variants)]
