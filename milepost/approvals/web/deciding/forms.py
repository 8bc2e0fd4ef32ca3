"""The form of a reasoned decision."""

from django import forms

from milepost.ui.text import lt


class ReasonForm(forms.Form):
    """One sentence, and the version of the request it answers."""

    reason = forms.CharField(
        label=lt("原因", "Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": lt("请写一句原因。", "Give the reason in one sentence.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
