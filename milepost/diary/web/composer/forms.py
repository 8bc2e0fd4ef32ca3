"""The composer: one box; how, when, who, what next folded away."""

import datetime as dt
from typing import Any

from django import forms

from milepost.accounts import permissions as account_permissions
from milepost.accounts.models import Contact
from milepost.diary.models import Entry
from milepost.diary.rules.kinds import KINDS
from milepost.people.models import User
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Project
from milepost.ui.text import lt, say, t

PROTECTED = "bid_evaluator"


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class Composer(forms.Form):
    """What happened. Without a kind it is guessed from the words; without a day it is today."""

    text = forms.CharField(
        label=lt("发生了什么", "What happened"),
        max_length=8000,
        error_messages={"required": lt("请写一句发生了什么。", "Please write one sentence about what happened.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label=lt("方式", "How"), required=False)
    happened_on = _day(lt("哪天", "When"))
    people = forms.ModelMultipleChoiceField(Contact.objects.none(), label=lt("见了谁", "With whom"), required=False)
    with_roles = forms.MultipleChoiceField(label=lt("对方角色", "Their roles"), required=False)
    outcome = forms.ChoiceField(label=lt("结果", "Outcome"), required=False)
    next_step = forms.CharField(label=lt("下一步", "Next step"), max_length=200, required=False)
    next_on = _day(lt("下一步日期", "Next step on"))

    def __init__(self, *args: Any, user: User, project: Project, playbook: Playbook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose(
            "kind", [("", t("看内容判断", "By its words")), *((key, say(name)) for key, name in KINDS.items())]
        )
        outcomes = playbook.section("call_outcomes") or []
        self._choose("outcome", [("", "—"), *((one["key"], t(one["zh"], one["en"])) for one in outcomes)])
        roles = [one for one in playbook.section("buying_roles") or [] if one["key"] != PROTECTED]
        self._choose("with_roles", [(one["key"], t(one["zh"], one["en"])) for one in roles])
        people = self.fields["people"]
        assert isinstance(people, forms.ModelMultipleChoiceField)
        people.queryset = (
            account_permissions.visible_contacts(user)
            .filter(customer=project.customer_id, left_on=None)
            .order_by("name")
        )
        for name in ("people", "with_roles"):
            self.fields[name].widget.attrs["data-island"] = "pick"

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class Mend(Composer):
    """The same for an entry that is there, as read at a version."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def initial(entry: Entry) -> dict[str, object]:
    """What mending starts with."""
    names = ("text", "kind", "happened_on", "with_roles", "outcome", "next_step", "next_on", "version")
    return {name: getattr(entry, name) for name in names} | {"people": list(entry.people.values_list("pk", flat=True))}


def cleaned_for_edit(data: dict[str, Any], entry: Entry) -> dict[str, object]:
    """Changes as the action takes them; an emptied kind or day means "as it was"."""
    day: dt.date | None = data["happened_on"]
    return {
        "text": data["text"], "kind": data["kind"] or entry.kind, "happened_on": day or entry.happened_on,
        "people": list(data["people"]), "with_roles": data["with_roles"], "outcome": data["outcome"],
        "next_step": data["next_step"], "next_on": data["next_on"],
    }  # fmt: skip


class Withdraw(forms.Form):
    """Why an entry is taken back."""

    why = forms.CharField(
        label=lt("为什么撤回", "Why it is withdrawn"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
