"""One's own settings."""

import datetime as dt
import zoneinfo
from typing import Any

from django import forms

from milepost.people.models import User
from milepost.people.passwords import HouseRules
from milepost.ui.text import CHINESE, ENGLISH, lt

NEAR = ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Urumqi", "Asia/Singapore", "Asia/Tokyo", "Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "UTC")  # fmt: skip
"""The zones listed first."""


def zones() -> list[tuple[str, str]]:
    """Time zones to choose from: the likely ones first, then the rest by name."""
    rest = sorted(name for name in zoneinfo.available_timezones() if "/" in name and name not in NEAR)
    return [(name, name) for name in (*NEAR, *rest)]


class Preferences(forms.Form):
    """Language and time zone."""

    language = forms.ChoiceField(label=lt("语言", "Language"), choices=[(CHINESE, "中文"), (ENGLISH, "English")])
    time_zone = forms.ChoiceField(label=lt("时区", "Time zone"), choices=zones)


class NewPassword(forms.Form):
    """The old password, and a new one twice."""

    old = forms.CharField(
        label=lt("现在的密码", "Present password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=lt("新密码", "New password"),
        help_text=lt("至少 10 个字符，不要只用数字。", "At least ten characters, not digits only."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=lt("再输一次", "Once more"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise forms.ValidationError(lt("现在的密码不对。", "The present password is wrong."))
        return old

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        HouseRules().validate(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"password", "again"} <= data.keys() and data["password"] != data["again"]:
            self.add_error("again", lt("两次输入不一样。", "The two passwords differ."))
        return data


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Away(forms.Form):
    """Who decides while one is away."""

    deputy = forms.ModelChoiceField(
        label=lt("代理人", "Deputy"), queryset=User.objects.none(), empty_label=lt("请选择", "Please choose")
    )
    from_on = forms.DateField(label=lt("从", "From"), widget=_day())
    until_on = forms.DateField(label=lt("到（含）", "Until and including"), widget=_day())

    def __init__(self, *args: Any, user: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"from_on": today}, **kwargs)  # type: ignore[misc]
        field = self.fields["deputy"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.active().exclude(pk=user.pk).order_by("name", "pk")


class NewToken(forms.Form):
    """What a token is for, and whether it may change anything."""

    label = forms.CharField(label=lt("给谁用", "What for"), max_length=60)
    read_only = forms.TypedChoiceField(
        label=lt("权限", "Rights"),
        choices=[("yes", lt("只读", "Read only")), ("no", lt("读写", "Read and write"))],
        coerce=lambda value: value == "yes",
    )
