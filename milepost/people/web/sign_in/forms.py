"""The forms of the sign-in pages: allauth's, with our words and without its placeholders."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from milepost.people.models import User
from milepost.people.passwords import HouseRules
from milepost.ui.text import lt

CODE_HELP = lt("身份验证器上的 6 位数字，或一个恢复码。", "Six digits of your authenticator, or a recovery code.")


def _relabel(form: Any, labels: dict[str, Any]) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignIn(LoginForm):
    """Sign-in name, password, whether to stay signed in for two weeks."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"login": lt("登录名", "Sign-in name"), "password": lt("密码", "Password")}
        _relabel(self, labels | {"remember": lt("两周内免登录", "Keep me signed in for two weeks")})


class PasswordAgain(ReauthenticateForm):
    """The password once more before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"password": lt("密码", "Password")})


class Code(AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": lt("验证码", "Code")})
        self.fields["code"].help_text = CODE_HELP


class CodeAgain(CodeAgainForm):
    """A code once more before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": lt("验证码", "Code")})
        self.fields["code"].help_text = CODE_HELP


class SwitchOn(ActivateTOTPForm):
    """The first code proves that the authenticator was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": lt("验证码", "Code")})


class FirstPassword(forms.Form):
    """A password chosen by the invited person."""

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

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        HouseRules().validate(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"password", "again"} <= data.keys() and data["password"] != data["again"]:
            self.add_error("again", lt("两次输入不一样。", "The two passwords differ."))
        return data
