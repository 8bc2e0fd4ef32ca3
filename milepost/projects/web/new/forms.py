"""The form of a new project: two fields shown, the rest folded away."""

from typing import Any

from django import forms

from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.playbook.rules.model import Playbook
from milepost.projects.rules.classify import PARTNER
from milepost.projects.web.fields import AmountField, DayField
from milepost.ui.text import lt, say, t


class NewProject(forms.Form):
    """Customer and what he buys; amount, signing day, origin and the five contrasts when known."""

    customer_name = forms.CharField(
        label=lt("客户", "Customer"),
        max_length=120,
        error_messages={"required": lt("请填写客户。", "Please name the customer.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=lt("买什么", "What they buy"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    amount_fen = AmountField(label=lt("大致金额", "Rough amount"), required=False)
    expected_sign_on = DayField(label=lt("预计签约", "Signing expected on"))
    lead_source = forms.ChoiceField(label=lt("线索来源", "Where it came from"), required=False)
    strategic = forms.BooleanField(
        label=lt("战略项目（按 A 级管理）", "Strategic (run as an A project)"), required=False
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=lt("负责人", "Owner"), required=False)
    partner = forms.BooleanField(label=lt("由合作伙伴带单", "A partner carries the sale"), required=False)

    def __init__(self, *args: Any, playbook: Playbook, may_assign: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields["lead_source"]
        assert isinstance(source, forms.ChoiceField)
        source.choices = [
            ("", t("以后再填", "Later")),
            *((one["key"], t(one["zh"], one["en"])) for one in playbook.section("lead_sources") or []),
        ]
        self.contrasts = tuple(_add_contrasts(self, playbook))
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        if may_assign:
            owner.queryset = User.objects.active().order_by("name")
            owner.empty_label = t("我自己", "Myself")
        else:
            del self.fields["owner"]

    def answers(self) -> dict[str, str | bool]:
        """What was said about the kind of selling: contrast key → answer, ``partner`` → True."""
        said: dict[str, str | bool] = {key: self.cleaned_data[f"contrast_{key}"] for key in self.contrasts}
        said = {key: answer for key, answer in said.items() if answer}
        return said | ({PARTNER: True} if self.cleaned_data.get("partner") else {})


def _add_contrasts(form: forms.Form, playbook: Playbook) -> list[str]:
    keys = []
    for one in (playbook.section("selling_modes") or {}).get("contrasts", []):
        project, account = Text(**one["project"]), Text(**one["account"])
        form.fields[f"contrast_{one['key']}"] = forms.ChoiceField(
            label=t(f"{project.zh} / {account.zh}", f"{project.en} / {account.en}"),
            choices=[("", t("不清楚", "Not known")), ("project", say(project)), ("account", say(account))],
            required=False,
        )
        keys.append(one["key"])
    return keys
