"""The form of one piece: its content and its type; everything else is proposed."""

import datetime as dt
from typing import Any

from django import forms

from milepost.accounts import queries as accounts
from milepost.accounts.models import Contact
from milepost.diary.models import Entry
from milepost.evidence.rules import words
from milepost.people.models import User
from milepost.playbook.rules import grammar
from milepost.playbook.rules.model import Playbook, Stage
from milepost.projects import queries as projects
from milepost.projects.models import Project
from milepost.ui.text import lt, say, t

RECENT_DAYS = 90
Choices = list[tuple[str, str]]


class EntryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Diary entries by day and first words."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.happened_on:%m-%d} {obj.text.splitlines()[0][:40]}"


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Contacts by name and post."""

    def label_from_instance(self, obj: Any) -> str:
        return " ".join(part for part in (obj.name, obj.post) if part)


class PeopleChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People of ours by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class PieceForm(forms.Form):
    """One piece of evidence. A file, pasted text, a link or a diary entry: one of them is enough."""

    file = forms.FileField(label=lt("文件或照片", "File or photo"), required=False)
    text = forms.CharField(
        label=lt("粘贴原文", "Paste the text"),
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 3, "placeholder": lt("客户的消息、邮件，或一句话", "A message, an e-mail or one sentence")}
        ),
    )
    link = forms.CharField(
        label=lt("链接", "Link"),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    entry = EntryChoice(Entry.objects.none(), label=lt("或选一条日志", "Or a diary entry"), required=False)
    type = forms.ChoiceField(label=lt("这是什么", "What it is"))
    happened_on = forms.DateField(
        label=lt("发生日期", "Happened on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    person = PersonChoice(Contact.objects.none(), label=lt("客户方的人", "Person of the customer"), required=False)
    serves = forms.MultipleChoiceField(
        label=lt("证明哪些标准", "What it proves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.MultipleChoiceField(label=lt("标记", "Tags"), required=False, widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(label=lt("标题", "Title"), required=False, max_length=200)
    confidential = forms.BooleanField(
        label=lt("机密：只有点名的人能看", "Confidential: only for the people named"), required=False
    )
    named = PeopleChoice(User.objects.none(), label=lt("点名的人", "People named"), required=False)

    def __init__(
        self,
        *args: Any,
        project: Project,
        playbook: Playbook,
        stage: Stage,
        occurrence: int,
        today: dt.date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choices("type", [("", t("请选择", "Choose")), *_types(playbook)])
        self._choices("serves", _standards(playbook, stage, occurrence))
        self.near = _near(playbook, stage, occurrence, project.level)
        self._choices("tags", [(key, say(words.tag(key))) for key in _tags(playbook, stage)])
        self._querysets(project, today)

    def _choices(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _querysets(self, project: Project, today: dt.date) -> None:
        recent = Entry.objects.filter(
            project=project, withdrawn_on=None, happened_on__gte=today - dt.timedelta(days=RECENT_DAYS)
        )
        team = {member.user_id for member in projects.team(project)}
        for name, found in (
            ("entry", recent.order_by("-happened_on", "-id")),
            ("person", accounts.contacts_of(project.customer)),
            ("named", User.objects.active().filter(pk__in=team).order_by("name")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = found


def _types(playbook: Playbook) -> Choices:
    strongest_first = sorted(playbook.evidence_types, key=lambda one: -one.strength)
    return [(one.key, f"{say(one.name)} · {t('强度', 'strength')} {one.strength}") for one in strongest_first]


def _standards(playbook: Playbook, stage: Stage, occurrence: int) -> Choices:
    """Standards of the stage first, those of the other stages of the same half after them."""
    mark = f"#{occurrence}" if stage.repeatable else ""
    others = [
        one for one in playbook.all_stages if one is not stage and one.delivery == stage.delivery and not one.repeatable
    ]
    own = [(standard.key + mark, say(standard.name)) for standard in stage.standards]
    rest = [(standard.key, f"{say(one.name)} · {say(standard.name)}") for one in others for standard in one.standards]
    return own + rest


def _near(playbook: Playbook, stage: Stage, occurrence: int, level: str) -> frozenset[str]:
    """Standards that the stage requires at this level: shown at once, all others folded away."""
    mark = f"#{occurrence}" if stage.repeatable else ""
    return frozenset(one.key + mark for one in stage.standards if one.required(level))


def _tags(playbook: Playbook, stage: Stage) -> list[str]:
    """Tags that the checks of the stage ask for."""
    asked = [
        str(check.args["tag"])
        for standard in stage.standards
        for check in grammar.checks(standard.check)
        if check.args.get("tag")
    ]
    return list(dict.fromkeys(asked))
