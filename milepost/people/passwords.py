"""What a password must be, said in plain words; Django's own sentences are not translated in full."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from milepost.kernel.text import Text
from milepost.people.models import User
from milepost.ui.text import say

LENGTH = 10
TOO_SHORT = Text(f"密码至少 {LENGTH} 个字符。", f"A password has at least {LENGTH} characters.")
ALL_DIGITS = Text("密码不能只有数字。", "A password cannot be digits only.")
COMMON = Text("这个密码太常见，容易被猜到。", "This password is too common and easily guessed.")
LIKE_NAME = Text("密码不能包含登录名。", "A password cannot contain the sign-in name.")


def objections(password: str, user: User | None = None) -> list[Text]:
    """Everything that is wrong with a password; an empty list when it is good."""
    found = []
    if len(password) < LENGTH:
        found.append(TOO_SHORT)
    if password.isdigit():
        found.append(ALL_DIGITS)
    if _is_common(password):
        found.append(COMMON)
    if user is not None and len(user.username) > 2 and user.username.lower() in password.lower():
        found.append(LIKE_NAME)
    return found


def _is_common(password: str) -> bool:
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return True
    return False


class HouseRules:
    """The same rules as a Django password validator, for the forms of the sign-in pages."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with one message per objection, in the reader's language."""
        found = objections(password, user)
        if found:
            raise ValidationError([say(text) for text in found])

    def get_help_text(self) -> str:
        return say(TOO_SHORT)
