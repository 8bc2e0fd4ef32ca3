"""Looking through the company's trail, and erasing personal data from it."""

from typing import Any

from django import forms

from milepost.shell.web.trail import words
from milepost.ui.text import lt, say


def _kinds() -> list[tuple[str, Any]]:
    return [("", lt("全部", "All")), *((key, say(text)) for key, text in words.KINDS.items())]


class Look(forms.Form):
    """What to show: everything, or one kind of thing, one person, some days."""

    kind = forms.ChoiceField(label=lt("对象", "Thing"), choices=_kinds, required=False)
    who = forms.CharField(label=lt("经手人", "Who"), max_length=60, required=False)
    from_on = forms.DateField(label=lt("从", "From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(label=lt("到", "Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class Erase(forms.Form):
    """Whose values are erased, and on what ground."""

    why = forms.CharField(
        label=lt("依据", "Ground"),
        max_length=200,
        help_text=lt(
            "例如：本人依《个人信息保护法》申请删除。", "For example: the person asked for erasure under the law."
        ),
    )
