"""``milepost user``: accounts and API tokens, for whoever stands at the machine."""

import argparse
import datetime as dt
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from milepost.kernel import terminal
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.rules.roles import ROLES

if TYPE_CHECKING:
    from milepost.people.models import User

HELP = Text("管理账号与接口令牌", "manage accounts and API tokens")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do and to whom; the common options stand before or after the verb."""
    parser.add_argument(
        "verb",
        choices=list(VERBS),
        help="; ".join(f"{verb} {what.zh} / {what.en}" for verb, (_, what) in VERBS.items()),
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="登录名或姓名 / sign-in name or full name")
    parser.add_argument("--full-name", help="add：姓名，默认同登录名 / add: full name, the sign-in name by default")
    parser.add_argument("--email", default="", help="add：邮箱 / add: e-mail")
    parser.add_argument(
        "--role", action="append", choices=list(ROLES), help="add、roles：角色，可重复 / add, roles: role, repeatable"
    )
    parser.add_argument("--label", default="cli", help="token：令牌用途 / token: what it is for")
    parser.add_argument("--write", action="store_true", help="token：也可写入 / token: may also write")


def run(options: argparse.Namespace) -> int:
    """Do it; whoever runs this holds the database, so accounts are kept in the first administrator's name."""
    from django.utils import timezone

    if options.verb != "list" and not options.name:
        raise Refused(Text("请写明是谁：登录名或姓名。", "Please say who: sign-in name or full name."))
    work, _ = VERBS[options.verb]
    return work(options, timezone.now())


def _list(options: argparse.Namespace, now: dt.datetime) -> int:
    from milepost.people import queries

    people = [
        {
            "username": user.username,
            "name": user.name,
            "active": user.is_active,
            "roles": sorted({held.role for held in user.roles_held.all()}),
        }
        for user in queries.members()
    ]
    return terminal.answer(options, {"users": people}, [_line(one) for one in people])


def _line(one: dict[str, object]) -> Text:
    keys = [str(key) for key in one["roles"]] if isinstance(one["roles"], list) else []
    zh = "、".join(ROLES[key].zh for key in keys) + ("" if one["active"] else "（已停用）")
    en = ", ".join(ROLES[key].en for key in keys) + ("" if one["active"] else " (deactivated)")
    return Text(f"{one['username']}  {one['name']}  {zh}", f"{one['username']}  {one['name']}  {en}")


def _add(options: argparse.Namespace, now: dt.datetime) -> int:
    from milepost.people import actions, queries
    from milepost.people.models import User

    # The first account of an empty installation is its administrator: nobody else could invite the rest.
    keeper = queries.acting(None) if User.objects.exists() else None
    roles = options.role or (["sales"] if keeper else ["admin"])
    password = _password()
    user = actions.invite(
        keeper,
        now=now,
        username=options.name,
        name=options.full_name or options.name,
        email=options.email,
        roles=[(role, None) for role in roles],
        unit=None,
        password=password,
    )
    return _with_password(options, user.username, password, Text("已建立账号", "Account made"))


def _set_password(options: argparse.Namespace, now: dt.datetime) -> int:
    from milepost.people import actions

    password = _password()
    user = actions.set_password(None, now=now, user=_person(options.name), password=password)
    return _with_password(options, user.username, password, Text("已换新密码", "New password set"))


def _roles(options: argparse.Namespace, now: dt.datetime) -> int:
    from milepost.people import actions, queries

    if not options.role:
        raise Refused(Text("请至少写一个 --role。", "Please give at least one --role."))
    user = _person(options.name)
    actions.set_roles(queries.acting(None), now=now, user=user, roles=[(role, None) for role in options.role])
    told = Text(
        f"{user.username}：{'、'.join(ROLES[role].zh for role in options.role)}",
        f"{user.username}: {', '.join(ROLES[role].en for role in options.role)}",
    )
    return terminal.answer(options, {"username": user.username, "roles": options.role}, [told])


def _deactivate(options: argparse.Namespace, now: dt.datetime) -> int:
    from milepost.people import actions, queries

    user = actions.deactivate(queries.acting(None), now=now, user=_person(options.name))
    told = Text(f"已停用：{user.username}", f"Deactivated: {user.username}")
    return terminal.answer(options, {"username": user.username, "active": False}, [told])


def _activate(options: argparse.Namespace, now: dt.datetime) -> int:
    from milepost.people import actions, queries

    user = actions.reactivate(queries.acting(None), now=now, user=_person(options.name, active=False))
    told = Text(f"已恢复：{user.username}", f"Active again: {user.username}")
    return terminal.answer(options, {"username": user.username, "active": True}, [told])


def _token(options: argparse.Namespace, now: dt.datetime) -> int:
    from milepost.people import actions

    user = _person(options.name)
    _, secret = actions.make_token(user, now=now, label=options.label, read_only=not options.write)
    document = {"username": user.username, "label": options.label, "read_only": not options.write, "token": secret}
    # The token alone on the line, so that a script may read it.
    return terminal.answer(options, document, [Text(secret, secret)])


def _person(name: str, *, active: bool = True) -> "User":
    from milepost.people.models import User

    people = User.objects.filter(is_active=active)
    found = list(people.filter(username__iexact=name)) or list(people.filter(name=name)[:2])
    if not found:
        raise Refused(Text(f"没有这个{'在职' if active else '已停用的'}用户：{name}", f"No such user: {name}"))
    if len(found) > 1:
        raise Refused(
            Text(f"有几位叫“{name}”，请写登录名。", f"Several people are called {name}: use the sign-in name.")
        )
    return found[0]


def _password() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(4))


def _with_password(options: argparse.Namespace, username: str, password: str, what: Text) -> int:
    told = Text(f"{what.zh}：{username} / {password}", f"{what.en}: {username} / {password}")
    return terminal.answer(options, {"username": username, "password": password}, [told])


VERBS: dict[str, tuple[Callable[[argparse.Namespace, dt.datetime], int], Text]] = {
    "list": (_list, Text("列出全部", "everybody")),
    "add": (_add, Text("新账号，给出首个密码", "a new account with a first password")),
    "password": (_set_password, Text("换新密码", "a new password")),
    "roles": (_roles, Text("换角色", "replace the roles")),
    "deactivate": (_deactivate, Text("停用", "let go")),
    "activate": (_activate, Text("恢复", "let back in")),
    "token": (_token, Text("生成接口令牌", "make an API token")),
}
"""What may be done, and how it is explained."""
