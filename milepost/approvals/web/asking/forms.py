"""The form that asks for a decision."""

from typing import Any

from django import forms

from milepost.people.models import User
from milepost.ui.text import lt, t


class People(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People of ours by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class AskForm(forms.Form):
    """What is asked, a word on it, and whether it is for few eyes."""

    kind = forms.ChoiceField(label=lt("请谁批什么", "What to decide"))
    note = forms.CharField(
        label=lt("说明", "Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    confidential = forms.BooleanField(
        label=lt("机密：只有审批人和点名的人能看", "Confidential: only for the approver and the people named"),
        required=False,
    )
    named = People(User.objects.none(), label=lt("点名的人", "People named"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], team: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, named = self.fields["kind"], self.fields["named"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(named, forms.ModelMultipleChoiceField)
        kind.choices = [("", t("请选择", "Choose")), *kinds]
        named.queryset = User.objects.active().filter(pk__in=team).order_by("name")
