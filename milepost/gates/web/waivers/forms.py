"""The form that asks for a waiver."""

import datetime as dt
from typing import Any

from django import forms

from milepost.playbook.rules.model import Playbook
from milepost.ui.text import lt, say, t


class WaiverForm(forms.Form):
    """A closed reason, what makes up for it, and until when."""

    standard = forms.ChoiceField(label=lt("豁免哪条标准", "Which standard"))
    reason = forms.ChoiceField(label=lt("原因", "Reason"))
    mitigation = forms.CharField(
        label=lt("用什么补救", "What makes up for it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": lt("请写明用什么补救。", "Say what makes up for it.")},
    )
    expires_on = forms.DateField(
        label=lt("到期日", "Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, playbook: Playbook, standards: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(one.key, say(one.name)) for one in playbook.reasons["waiver_reasons"]]
        for name, choices in (("standard", standards), ("reason", reasons)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", t("请选择", "Choose")), *choices]


def proposed(standard: str, today: dt.date) -> dict[str, object]:
    """What the form starts with: thirty days."""
    return {"standard": standard, "expires_on": today + dt.timedelta(days=30)}
