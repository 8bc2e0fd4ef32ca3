"""The form of a declaration, and of settling one."""

from django import forms

from milepost.approvals import panels
from milepost.ui.text import lt, say


class DeclareForm(forms.Form):
    """One matter: clear, or what stands in the way."""

    kind = forms.ChoiceField(label=lt("声明事项", "Matter"))
    answer = forms.ChoiceField(
        label=lt("我的声明", "My word"),
        choices=[
            ("clear", lt("属实，无障碍", "That is so: clear")),
            ("blocking", lt("有障碍，说明如下", "Something stands in the way")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=lt("有障碍时说明", "What stands in the way"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(key, say(panels.QUESTIONS[key])) for key in panels.QUESTIONS]


class CloseForm(forms.Form):
    """How a blocking declaration was settled."""

    why = forms.CharField(
        label=lt("如何处理的", "How it was settled"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": lt("请写明如何处理。", "Say how it was settled.")},
    )
