"""Adding a member; handing over."""

from typing import Any

from django import forms

from milepost.people.models import User
from milepost.people.rules.roles import LINE, ROLES
from milepost.projects import queries
from milepost.projects.models import Project
from milepost.projects.web.fields import reason_field
from milepost.ui.text import lt, say, t

JOINABLE = tuple(role for role in ROLES if role != "admin")


class AddMember(forms.Form):
    """Somebody in a role he holds. With a role given, only its holders are offered."""

    role = forms.ChoiceField(label=lt("角色", "Role"))
    user = forms.ModelChoiceField(
        User.objects.none(),
        label=lt("人员", "Person"),
        error_messages={"required": lt("请选择人员。", "Please choose a person.")},
    )

    def __init__(self, *args: Any, role: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, user = self.fields["role"], self.fields["user"]
        assert isinstance(chosen, forms.ChoiceField)
        assert isinstance(user, forms.ModelChoiceField)
        chosen.choices = [(key, say(ROLES[key])) for key in JOINABLE]
        user.queryset = queries.people_for(role) if role in JOINABLE else User.objects.active().order_by("name")
        user.empty_label = t("请选择", "Choose")
        user.widget.attrs["data-island"] = "pick"


class HandOver(forms.Form):
    """To whom, and why."""

    new_owner = forms.ModelChoiceField(User.objects.none(), label=lt("新负责人", "New owner"))
    reason = reason_field(lt("移交原因", "Why"), required=True)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["new_owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        sellers = User.objects.active().filter(roles_held__role__in=("sales", *LINE)).exclude(pk=project.owner_id)
        owner.queryset = sellers.distinct().order_by("name")
        owner.empty_label = t("请选择", "Choose")
        owner.widget.attrs["data-island"] = "pick"
