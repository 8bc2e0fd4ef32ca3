"""A small company for tests: two teams in one region, and people of the roles that matter."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from milepost.people import actions as people
from milepost.people.models import Unit, User

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()


@dataclass(frozen=True)
class Company:
    """``lin`` and ``wu`` sell in team one under ``zhao``; ``he`` sells in team two under ``sun``."""

    root: Unit
    one: Unit
    two: Unit
    admin: User
    lin: User
    wu: User
    he: User
    zhao: User
    sun: User
    director: User
    executive: User
    presales: User
    ops: User
    compliance: User
    finance: User


def build(now: dt.datetime = NOW) -> Company:
    """Make the company through the actions of the people room."""
    root = people.create_unit(None, now=now, name="远景集成", name_en="Vista Systems")
    admin = people.invite(None, now=now, username="root", name="管理员", roles=[("admin", None)], unit=root)
    one = people.create_unit(admin, now=now, name="一部", parent=root, name_en="Team One")
    two = people.create_unit(admin, now=now, name="二部", parent=root, name_en="Team Two")

    def invite(username: str, name: str, role: str, unit: Unit, place: Unit | None = None) -> User:
        return people.invite(admin, now=now, username=username, name=name, roles=[(role, place)], unit=unit)

    return Company(
        root=root,
        one=one,
        two=two,
        admin=admin,
        lin=invite("lin", "林一", "sales", one),
        wu=invite("wu", "吴二", "sales", one),
        he=invite("he", "何三", "sales", two),
        zhao=invite("zhao", "赵经理", "sales_manager", one, one),
        sun=invite("sun", "孙经理", "sales_manager", two, two),
        director=invite("qian", "钱总监", "sales_director", root, root),
        executive=invite("zhou", "周总", "executive", root, root),
        presales=invite("pei", "裴工", "presales", root),
        ops=invite("yun", "运营", "sales_ops", root),
        compliance=invite("he-gui", "合规", "compliance", root),
        finance=invite("cai", "财务", "finance", root),
    )
