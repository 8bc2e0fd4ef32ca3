"""The styleguide page: for whoever works on Milepost, and for the browser tests of the components."""

import datetime as dt
import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.ui import pages
from milepost.ui.frame import wiring
from milepost.ui.styleguide import signatures
from milepost.ui.text import lt, t

STATES = ("met", "unmet", "unknown", "expiring", "review", "expired", "waived")


class ExampleForm(forms.Form):
    """One of each kind of field."""

    customer = forms.CharField(label=lt("客户", "Customer"), help_text=lt("写全称，能找到相似的。", "The full name."))
    amount = forms.CharField(label=lt("金额", "Amount"), required=False)
    level = forms.ChoiceField(label=lt("级别", "Level"), choices=[("A", "A"), ("B", "B"), ("C", "C")])
    day = forms.DateField(
        label=lt("预计签约", "Expected signing"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.ChoiceField(
        label=lt("采购方式", "Procurement"),
        widget=forms.RadioSelect,
        choices=[("open", lt("公开招标", "Open tender")), ("ask", lt("询价", "Enquiry"))],
    )
    why = forms.CharField(label=lt("说明", "Explanation"), widget=forms.Textarea, required=False)
    strategic = forms.BooleanField(label=lt("战略项目", "Strategic project"), required=False)


class ExampleStep:
    """A stage on the path."""

    def __init__(self, name: str, place: int, state: str, days: int | None) -> None:
        self.name, self.place, self.state, self.days, self.norm = name, place, state, days, 30


def example_path() -> list[ExampleStep]:
    """The six selling stages, each in another state."""
    return [
        ExampleStep(t("项目挖掘", "Discovery"), 1, "done", 21),
        ExampleStep(t("初步接触", "First contact"), 2, "done", 18),
        ExampleStep(t("技术突破", "Technical breakthrough"), 3, "review", 40),
        ExampleStep(t("商务突破", "Commercial breakthrough"), 4, "now", 37),
        ExampleStep(t("现场投标", "Bidding"), 5, "ahead", None),
        ExampleStep(t("合同签订", "Contract"), 6, "ahead", None),
    ]


def example_context() -> dict[str, Any]:
    """What the examples are made of; nothing comes from the database."""
    bound = ExampleForm({"customer": "", "level": "B", "kind": "open"})
    bound.is_valid()
    chart = {
        "kind": "bars",
        "categories": [step.name for step in example_path()],
        "series": [
            {"name": t("报了", "Claimed"), "tone": "stage-2", "values": [320, 260, 210, 160, 120, 60]},
            {"name": t("已证明", "Proved"), "tone": "stage-6", "values": [300, 200, 120, 90, 60, 60]},
        ],
    }
    return {
        "signatures": signatures.component_signatures(),
        "states": STATES,
        "path_steps": example_path(),
        "form_example": ExampleForm(),
        "form_wrong": bound,
        "page_example": Paginator(range(1, 240), 50).page(2),
        "when": timezone.now() - dt.timedelta(hours=5),
        "chart": json.dumps(chart, ensure_ascii=False),
        "refusal": Refused(
            Text("还差两条标准，不能通过。", "Two standards are missing; this cannot pass."),
            details=(
                Text("决策人没有确认预算。", "No decider has confirmed the budget."),
                Text("没有客户书面需求。", "There is no written requirement of the customer."),
            ),
        ),
    }


def may_look(request: HttpRequest) -> bool:
    """While developing everybody, elsewhere whom the wiring lets."""
    return settings.DEBUG or bool(wiring().may_see_styleguide(request.user))


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component, with the arguments it takes."""
    if not may_look(request):
        raise Http404
    return pages.render(request, "ui/styleguide/page.html", example_context())


def example_move(request: HttpRequest) -> HttpResponse:
    """What a board answers when a card may not simply move: the sheet that says what is missing."""
    if not may_look(request):
        raise Http404
    return pages.sheet(request, "ui/styleguide/_sheet.html", example_context())


def example_sheet(request: HttpRequest) -> HttpResponse:
    """A sheet opened from the styleguide; posting to it is refused, to show how that looks."""
    if not may_look(request):
        raise Http404
    context = example_context()
    if request.method == "POST":
        return pages.refused(request, context["refusal"])
    return pages.sheet(request, "ui/styleguide/_sheet.html", context)
