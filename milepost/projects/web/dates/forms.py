"""Moving the expected signing; noting changed criteria."""

from django import forms

from milepost.projects.web.fields import DayField, reason_field
from milepost.ui.text import lt

LATE = [
    ("", lt("不清楚", "Not known")),
    ("yes", lt("是，事后才知道", "Yes, only afterwards")),
    ("no", lt("否，当时就知道", "No, at once")),
]


def late(value: str) -> bool | None:
    """What was chosen of ``LATE``."""
    return {"yes": True, "no": False}.get(value)


class SignOn(forms.Form):
    """The day signing is expected on; a reason once it was known."""

    new = DayField(label=lt("预计签约", "Signing expected on"))
    reason = reason_field(lt("为什么变了（已有日期时必填）", "Why it moved (for a known date)"))
    learned_late = forms.ChoiceField(
        label=lt("我们是不是知道得晚了？", "Did we learn of it late?"), choices=LATE, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class Criteria(forms.Form):
    """The customer changed what he will judge by."""

    reason = reason_field(lt("评分标准怎么变了", "How the criteria changed"), required=True)
    learned_late = forms.ChoiceField(
        label=lt("我们是不是知道得晚了？", "Did we learn of it late?"), choices=LATE, required=False
    )
