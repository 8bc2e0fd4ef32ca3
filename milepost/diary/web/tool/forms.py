"""A form with the (at most six) fields of a tool."""

import datetime as dt
from typing import Any

from django import forms

from milepost.diary.rules import filled
from milepost.kernel import money
from milepost.playbook.rules.model import FormField, Tool
from milepost.ui import formats
from milepost.ui.text import lt, say, t


class ToolForm(forms.Form):
    """One field per field of the tool; none is required, but something has to be filled in."""

    def __init__(self, *args: Any, tool: Tool, people: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool = tool
        for one in tool.form:
            self.fields[one.key] = _field(one, people)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(value not in (None, "") for value in data.values()):
            raise forms.ValidationError(lt("请至少填一项。", "Please fill in at least one field."))
        return data

    def text(self) -> str:
        """What was filled in, to be kept in the diary."""
        lines = [(say(one.name), _shown(self.cleaned_data[one.key])) for one in self.tool.form]
        return filled.text(t(f"【{say(self.tool.name)}】", f"[{say(self.tool.name)}]"), lines, t("：", ": "))


def _field(one: FormField, people: list[str]) -> forms.Field:
    label = say(one.name)
    if one.kind == "date":
        return forms.DateField(
            label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        )
    if one.kind == "number":
        return forms.DecimalField(label=label, required=False)
    if one.kind in ("choice", "person"):
        values = people if one.kind == "person" else [say(choice) for choice in one.choices]
        return forms.ChoiceField(
            label=label, required=False, choices=[("", "—"), *((value, value) for value in values)]
        )
    widget = forms.Textarea(attrs={"rows": 3}) if one.kind == "long" else forms.TextInput(attrs={"autocomplete": "off"})
    if one.kind == "money":
        return forms.CharField(label=label, required=False, max_length=40, validators=[_amount], widget=widget)
    return forms.CharField(label=label, required=False, max_length=1200, widget=widget)


def _amount(value: str) -> None:
    try:
        money.parse_yuan(value)
    except ValueError as error:
        raise forms.ValidationError(lt("金额写成 120万 或 1,200,000。", "Write the amount like 1,200,000.")) from error


def _shown(value: object) -> str:
    if isinstance(value, dt.date):
        return formats.date(value)
    return "" if value is None else str(value)
