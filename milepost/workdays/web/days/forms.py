"""The form of one day."""

from django import forms

from milepost.ui.text import lt


class Day(forms.Form):
    """A holiday, or a weekend day on which people work."""

    day = forms.DateField(label=lt("日期", "Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    works = forms.TypedChoiceField(
        label=lt("安排", "What holds"),
        choices=[("no", lt("放假", "Day off")), ("yes", lt("调休上班", "People work"))],
        coerce=lambda value: value == "yes",
    )
    name = forms.CharField(label=lt("名称", "Name"), max_length=40, required=False)
