"""One fact of the brief with its source; the official dates of the tender."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from milepost.kernel.text import Text
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Brief, TenderDates
from milepost.projects.rules import brief as rules
from milepost.projects.web.fields import AmountField, DayField, reason_field
from milepost.ui.text import lt, say, t

STRENGTHS = [
    (0, lt("我们自己的判断", "Our own view")),
    (1, lt("我方记录：何时、何地、何人", "Our record: when, where, who")),
    (2, lt("客户书面回复或提供的资料", "Written by the customer or handed over")),
    (3, lt("客户盖章签字或公开发布", "Signed by the customer or published")),
]


class Facts(forms.Form):
    """Some fields of the brief, and who said so."""

    source = forms.CharField(
        label=lt("谁说的 / 依据", "Who said so"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    strength = forms.TypedChoiceField(label=lt("有多可靠", "How reliable"), choices=STRENGTHS, coerce=int, initial=1)
    dated_on = DayField(label=lt("得知日期", "Learned on"))
    reason = reason_field(lt("为什么变了（日期或预算变动时必填）", "Why it moved (for dates and budget)"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, brief: Brief, playbook: Playbook, keys: Sequence[str], today: dt.date, **kwargs: Any
    ) -> None:
        initial = {key: getattr(brief, key) for key in keys} | {"version": brief.version, "dated_on": today}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        own = dict(self.fields)
        self.keys = tuple(keys)
        self.fields = {key: _field(rules.BY_KEY[key], playbook) for key in keys} | own
        if not any(key in rules.MOVES and getattr(brief, key) is not None for key in keys):
            del self.fields["reason"]

    def changes(self) -> dict[str, object]:
        """Fields of the brief as entered."""
        return {key: self.cleaned_data[key] for key in self.keys}


def _field(field: rules.BriefField, playbook: Playbook) -> forms.Field:
    label = say(field.label)
    if field.kind == "date":
        return DayField(label=label)
    if field.kind == "money":
        return AmountField(label=label, required=False)
    if field.kind in ("payment", "method"):
        return forms.ChoiceField(
            label=label, required=False, choices=[("", t("不知道", "Not known")), *_words(field, playbook)]
        )
    widget = (
        forms.Textarea(attrs={"rows": 3}) if field.kind == "long" else forms.TextInput(attrs={"autocomplete": "off"})
    )
    return forms.CharField(label=label, required=False, max_length=field.size, widget=widget)


def _words(field: rules.BriefField, playbook: Playbook) -> list[tuple[str, str]]:
    if field.kind == "payment":
        return [(key, say(text)) for key, text in rules.PAYMENT_RECORDS.items()]
    methods = [(variant.key, say(variant.name)) for variant in playbook.variants]
    return [*methods, (rules.UNDECIDED, say(Text("待定", "Undecided")))]


class MomentField(forms.DateTimeField):
    """A moment in the tender's own zone; the zone is put on by the action."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """The text as typed: the zone is another field of the form."""
        super().clean(value)
        return value or None

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, dt.datetime) else value


class Tender(forms.Form):
    """The official dates of the live tender."""

    documents_issued_at = MomentField(label=lt("发标时间", "Documents issued"))
    deadline_at = MomentField(label=lt("投标截止", "Bid deadline"))
    submitted_at = MomentField(label=lt("递交时间", "Submitted"))
    opening_at = MomentField(label=lt("开标时间", "Bid opening"))
    award_notice_on = DayField(label=lt("中标通知", "Award notice"))
    objection_window_end = DayField(label=lt("质疑期截止", "Objections until"))
    zone = forms.CharField(label=lt("时区", "Time zone"), max_length=40)
    reason = reason_field(lt("为什么变了（已有日期改动时必填）", "Why it moved (for a known date)"))
    version = forms.IntegerField(widget=forms.HiddenInput)


def tender_initial(tender: TenderDates, zone: dt.tzinfo) -> dict[str, object]:
    """What the form starts with: moments as they stand on the tender's own clock."""
    initial: dict[str, object] = {}
    for name in Tender.base_fields:
        value = getattr(tender, name, None)
        initial[name] = value.astimezone(zone).replace(tzinfo=None) if isinstance(value, dt.datetime) else value
    return initial
