"""Small forms about one piece."""

from typing import Any

from django import forms

from milepost.ui.text import lt


class WhyForm(forms.Form):
    """One sentence of reason."""

    why = forms.CharField(
        label=lt("原因", "Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": lt("请写一句原因。", "Give the reason in one sentence.")},
    )


class ServeForm(forms.Form):
    """Further standards that a piece proves."""

    standards = forms.MultipleChoiceField(
        label=lt("还证明哪些标准", "Which further standards it proves"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lt("请至少勾选一条。", "Tick at least one.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["standards"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
