"""Form fields that several pages of a project share."""

from typing import Any

from django import forms

from milepost.kernel import money
from milepost.ui.text import lt


class AmountField(forms.CharField):
    """An amount as people write it (120万, 1,200,000); cleans to fen, None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        kwargs.setdefault("help_text", lt("可写 120万、1.2亿 或 1,200,000", "Such as 1,200,000"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.parse_yuan(text)
        except ValueError as error:
            raise forms.ValidationError(
                lt("金额写成 120万 或 1,200,000。", "Write the amount like 1,200,000.")
            ) from error

    def prepare_value(self, value: Any) -> Any:
        return money.plain(value) if isinstance(value, int) else value


class DayField(forms.DateField):
    """A day, picked or typed; optional unless said otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


def reason_field(label: Any = None, *, required: bool = False) -> forms.CharField:
    """Why something changes, one or two sentences."""
    return forms.CharField(
        label=label or lt("原因", "Reason"), required=required, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
