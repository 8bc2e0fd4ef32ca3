"""How allauth behaves here: nobody signs himself up, every sentence is ours, secrets are kept sealed."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from milepost.ui.text import lt


class ClosedDoor(DefaultAccountAdapter):
    """Accounts are made by an administrator or the command line only."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": lt("这个账号已停用。", "This account is deactivated."),
        "incorrect_password": lt("密码不对。", "The password is wrong."),
        "rate_limited": lt("试得太快了，请稍后再试。", "Too many tries; please wait a moment."),
        "too_many_login_attempts": lt(
            "密码错了太多次，为安全起见请 15 分钟后再试。忘了密码请找管理员。",
            "Too many wrong passwords. For safety, wait 15 minutes and try again."
            " If you forgot it, ask your administrator.",
        ),
        "username_password_mismatch": lt("登录名或密码不对。", "The sign-in name or the password is wrong."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our pages show what happened; the library's own messages are not bilingual."""


class SealedCodes(DefaultMFAAdapter):
    """Second factors, with their secrets encrypted under the installation's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": lt("验证码不对，请输入最新的 6 位数字。", "The code is wrong; enter the newest six digits."),
        "rate_limited": lt("试得太快了，请稍后再试。", "Too many tries; please wait a moment."),
        "cannot_generate_recovery_codes": lt("请先开启两步验证。", "Switch on two-step sign-in first."),
        "cannot_delete_authenticator": lt("两步验证不能关闭。", "Two-step sign-in cannot be switched off."),
    }

    def encrypt(self, text: str) -> str:
        return _sealer().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return _sealer().decrypt(encrypted_text.encode()).decode()


def _sealer() -> Fernet:
    key = hashlib.sha256(b"milepost second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
