"""Forms of the two ways that are not forward: a skip and a step back."""

from typing import Any

from django import forms

from milepost.playbook.rules.model import Playbook, Stage
from milepost.ui.text import lt, say, t


class SkipForm(forms.Form):
    """A later stage and a registered reason."""

    to_stage = forms.ChoiceField(label=lt("跳到", "Skip to"))
    reason = forms.ChoiceField(label=lt("原因", "Reason"))
    note = forms.CharField(
        label=lt("说明", "Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, playbook: Playbook, here: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = [(one.key, say(one.name)) for one in playbook.stages if one.order > here.order]
        reasons = [(one.key, say(one.name)) for one in playbook.reasons["skip_reasons"]]
        for name, choices in (("to_stage", later), ("reason", reasons)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", t("请选择", "Choose")), *choices]


class BackForm(forms.Form):
    """An earlier stage and one sentence why."""

    to_stage = forms.ChoiceField(label=lt("退回到", "Back to"))
    reason = forms.CharField(
        label=lt("原因", "Reason"),
        max_length=500,
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "placeholder": lt("如：拍板人换了，要重新接触", "E.g. the approver changed; start with him again"),
            }
        ),
        error_messages={"required": lt("请写一句退回的原因。", "Say in one sentence why it goes back.")},
    )

    def __init__(self, *args: Any, playbook: Playbook, here: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = [(one.key, say(one.name)) for one in playbook.stages if one.order < here.order]
        field = self.fields["to_stage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", t("请选择", "Choose")), *reversed(earlier)]
