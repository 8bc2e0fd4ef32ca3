"""Name and amount, level, kind of selling, the four questions."""

from typing import Any

from django import forms

from milepost.kernel.money import CURRENCIES
from milepost.kernel.text import Text
from milepost.playbook.rules.model import Playbook
from milepost.projects.models import Project, Qualification
from milepost.projects.panels import VERDICT_NAMES
from milepost.projects.web.fields import AmountField, reason_field
from milepost.ui.text import lt, say, t


class Basics(forms.Form):
    """Name, amount and origin of a project."""

    name = forms.CharField(label=lt("项目名称", "Project name"), max_length=160)
    amount_fen = AmountField(label=lt("金额", "Amount"), required=False)
    currency = forms.ChoiceField(label=lt("货币", "Currency"), choices=[(one, one) for one in CURRENCIES])
    lead_source = forms.ChoiceField(label=lt("线索来源", "Where it came from"), required=False)
    reason = reason_field(lt("金额为什么变了（已有金额时必填）", "Why the amount changed (once known)"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, playbook: Playbook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = self.fields["lead_source"]
        assert isinstance(source, forms.ChoiceField)
        source.choices = [
            ("", "—"),
            *((one["key"], t(one["zh"], one["en"])) for one in playbook.section("lead_sources") or []),
        ]


class Level(forms.Form):
    """By amount and flag, or by hand with a reason."""

    level = forms.ChoiceField(label=lt("级别", "Level"), required=False)
    strategic = forms.BooleanField(label=lt("战略项目", "Strategic project"), required=False)
    reason = reason_field(lt("为什么手工定级", "Why by hand"))

    def __init__(self, *args: Any, playbook: Playbook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [
            ("", t("按金额和战略标记", "By amount and flag")),
            *((one.key, say(one.name)) for one in playbook.levels),
        ]


class Kind(forms.Form):
    """The five contrasts decide, or by hand with a reason."""

    kind = forms.ChoiceField(label=lt("销售方式", "Kind of selling"))
    reason = reason_field(lt("为什么改", "Why it changes"), required=True)

    def __init__(self, *args: Any, playbook: Playbook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modes = (playbook.section("selling_modes") or {}).get("modes", [])
        names = {
            one["key"]: t(f"{one['zh']}：{one['note']['zh']}", f"{one['en']}: {one['note']['en']}") for one in modes
        }
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(key, names.get(key, key)) for key in Project.Kind.values]


ANSWERS = [
    ("", lt("还没想", "Not yet")),
    ("yes", lt("是", "Yes")),
    ("no", lt("否", "No")),
    ("unknown", lt("不知道", "Not known")),
]


class Qualify(forms.Form):
    """Four questions, the walk-away conditions, the decision."""

    walk_away = forms.MultipleChoiceField(
        label=lt("出现哪种情况就退出", "What makes us walk away"), required=False, widget=forms.CheckboxSelectMultiple
    )
    verdict = forms.ChoiceField(label=lt("决定", "Decision"), required=False)

    def __init__(self, *args: Any, playbook: Playbook, known: Qualification | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = tuple(playbook.section("opportunity_questions") or [])
        asked: dict[str, forms.Field] = {}
        for one in self.questions:
            items = [Text(item["zh"], item["en"]) for item in one["items"]]
            asked[f"q_{one['key']}"] = forms.ChoiceField(
                label=t(one["zh"], one["en"]), choices=ANSWERS, required=False,
                help_text=t("、", ", ").join(say(item) for item in items),
                initial=known.answers.get(one["key"], "") if known else "",
            )  # fmt: skip
        self.fields = asked | dict(self.fields)
        self._offer(playbook, known)

    def _offer(self, playbook: Playbook, known: Qualification | None) -> None:
        walk_away, verdict = self.fields["walk_away"], self.fields["verdict"]
        assert isinstance(walk_away, forms.MultipleChoiceField)
        assert isinstance(verdict, forms.ChoiceField)
        walk_away.choices = [(one.key, say(one.name)) for one in playbook.reasons.get("walk_away_conditions", ())]
        verdict.choices = [
            ("", t("按回答建议", "As the answers suggest")),
            *((key, say(name)) for key, name in VERDICT_NAMES.items()),
        ]
        if known:
            walk_away.initial, verdict.initial = known.walk_away, known.verdict

    def answers(self) -> dict[str, str]:
        """Question key → yes, no or unknown; what was not answered is left out."""
        said = {one["key"]: self.cleaned_data[f"q_{one['key']}"] for one in self.questions}
        return {key: answer for key, answer in said.items() if answer}
