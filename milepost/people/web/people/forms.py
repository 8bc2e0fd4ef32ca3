"""Looking after people and units."""

from typing import Any

from django import forms

from milepost.people.models import Unit, User
from milepost.people.rules.roles import ROLES
from milepost.people.web.people.shown import unit_name
from milepost.ui.text import lt, say


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit, indented by its depth."""

    def label_from_instance(self, obj: Any) -> str:
        return "　" * (len(obj.path) // 4 - 1) + unit_name(obj)


def _units(label: Any, **more: Any) -> UnitChoice:
    return UnitChoice(label=label, queryset=Unit.objects.order_by("path"), required=False, **more)


class Invitations(forms.Form):
    """Many people at once: a line each."""

    unit = _units(lt("部门", "Unit"), empty_label=lt("不分部门", "No unit"))
    lines = forms.CharField(
        label=lt("名单，一行一人", "People, one a line"),
        help_text=lt(
            "登录名、姓名、角色、邮箱，用逗号或制表符隔开，可从表格粘贴。角色写中文或英文名，多个用 / 隔开；邮箱可省略。",
            "Sign-in name, name, role, e-mail, separated by commas or tabs; paste from a sheet."
            " Several roles are separated by /; the e-mail may be left out.",
        ),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )


class Details(forms.Form):
    """What we know of a person."""

    name = forms.CharField(label=lt("姓名", "Name"), max_length=60)
    email = forms.EmailField(label=lt("邮箱", "E-mail"), required=False)
    phone = forms.CharField(label=lt("电话", "Phone"), max_length=40, required=False)
    unit = _units(lt("部门", "Unit"), empty_label=lt("不分部门", "No unit"))


class Roles(forms.Form):
    """A tick and a place for each role."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = {held.role: held.unit for held in user.roles_held.all()}
        for key, text in ROLES.items():
            self.fields[key] = forms.BooleanField(label=say(text), required=False, initial=key in places)
            self.fields[f"{key}-unit"] = _units(
                lt("范围", "Where"), empty_label=lt("全公司", "Whole company"), initial=places.get(key)
            )

    def pairs(self) -> list[Any]:
        """(tick, place) bound fields for the page."""
        return [(self[key], self[f"{key}-unit"]) for key in ROLES]

    def chosen(self) -> list[tuple[str, Unit | None]]:
        """The roles ticked, with their units."""
        data = self.cleaned_data
        return [(key, data[f"{key}-unit"]) for key in ROLES if data[key]]


class Why(forms.Form):
    """A reason to be kept in the trail."""

    why = forms.CharField(label=lt("原因", "Reason"), max_length=200, required=False)


class NewUnit(forms.Form):
    """A unit's two names and where it hangs."""

    name = forms.CharField(label=lt("名称", "Name"), max_length=80)
    name_en = forms.CharField(label=lt("英文名称", "English name"), max_length=80, required=False)
    parent = _units(lt("上级部门", "Below"), empty_label=lt("最上层", "At the top"))
