"""Rows that go out: the same fields and units that come in, from what a person sees."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

from milepost.accounts import permissions as account_permissions
from milepost.control.models import Standing
from milepost.diary import permissions as diary_permissions
from milepost.integrations.landing.naming import UNNAMED_ID
from milepost.integrations.rules import fields, xlsx
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.models import User
from milepost.projects import permissions as project_permissions
from milepost.projects.models import Origin, StageEntry

Rows = list[dict[str, Any]]
_OTHER = {
    "amount_fen": Text("金额（分）", "Amount in fen"), "status": Text("状态", "Status"), "claimed_fen": Text("申报（分）", "Claimed in fen"),
    "proved_fen": Text("已证明（分）", "Proved in fen"), "incomplete": Text("待补", "Incomplete"), "imported": Text("导入", "Imported"),
    "roles": Text("角色", "Roles"), "active": Text("在职", "Active"), "post": Text("职务", "Post"), "phone": Text("电话", "Phone"),
    "project_code": Text("项目编号", "Project code"), "entered_on": Text("进入日期", "Entered on"), "note": Text("备注", "Note"), "left_on": Text("离开日期", "Left on"),
}  # fmt: skip
_MONEY = frozenset({"amount_fen", "claimed_fen", "proved_fen"})


def rows(user: User, kind: str) -> Rows:
    """Everything of a kind that the person sees, oldest first; money is in whole fen beside its currency."""
    return _ROWS[kind](user)


def _projects(user: User) -> Rows:
    seen = project_permissions.visible_to(user).select_related("customer", "owner").order_by("pk")
    origins = {o["project_id"]: o for o in Origin.objects.values("project_id", "external_id", "imported", "created_at")}
    standings = {s["project_id"]: s for s in Standing.objects.values("project_id", "claimed_fen", "earned_fen")}
    return [_project(one, origins.get(one.pk, {}), standings.get(one.pk, {})) for one in seen.iterator(chunk_size=2000)]


def _project(one: Any, origin: Mapping[str, Any], standing: Mapping[str, Any]) -> dict[str, Any]:
    unnamed = one.customer.external_id == UNNAMED_ID
    return {
        "code": one.code, "external_id": origin.get("external_id", ""), "name": one.name, "customer": None if unnamed else one.customer.name,
        "owner": one.owner.name, "unit": one.unit_path, "amount": None if one.amount_fen is None else one.amount_fen / 100,
        "amount_fen": one.amount_fen, "currency": one.currency, "stage": one.stage, "status": one.status, "level": one.level,
        "expected_sign_on": _iso(one.expected_sign_on), "claimed_fen": standing.get("claimed_fen"), "proved_fen": standing.get("earned_fen"),
        "incomplete": unnamed or one.amount_fen is None, "imported": origin.get("imported", False),
    }  # fmt: skip


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _customers(user: User) -> Rows:
    seen = (
        account_permissions.visible_customers(user)
        .exclude(external_id=UNNAMED_ID)
        .select_related("owner")
        .order_by("pk")
    )
    return [
        {
            "external_id": one.external_id, "name": one.name, "credit_code": one.credit_code, "industry": one.industry, "region": one.region,
            "website": one.website, "owner": one.owner.name if one.owner else None, "note": one.note,
        }
        for one in seen.iterator(chunk_size=2000)
    ]  # fmt: skip


def _contacts(user: User) -> Rows:
    seen = account_permissions.visible_contacts(user).select_related("customer").order_by("pk")
    return [
        {
            "external_id": one.external_id, "name": one.name, "customer": None if one.customer.external_id == UNNAMED_ID else one.customer.name,
            "post": one.post, "department": one.department, "phone": one.phone, "email": one.email, "left_on": _iso(one.left_on),
        }
        for one in seen.iterator(chunk_size=2000)
    ]  # fmt: skip


def _users(user: User) -> Rows:
    if not people.has_role(user, "admin", "sales_ops"):
        raise Refused(
            Text("只有管理员和销售运营可以导出人员。", "Only administrators and sales operations export people.")
        )
    return [
        {
            "username": one.username, "name": one.name, "email": one.email, "unit": one.unit.name if one.unit else None,
            "roles": sorted(held.role for held in one.roles_held.all()), "active": one.is_active,
        }
        for one in people.members()
    ]  # fmt: skip


def _activities(user: User) -> Rows:
    seen = diary_permissions.visible_to(user).select_related("project", "by").order_by("pk")
    return [
        {
            "external_id": one.external_id, "project_code": one.project.code, "project": one.project.name, "kind": one.kind,
            "happened_on": _iso(one.happened_on), "summary": one.text, "owner": one.by.name,
        }
        for one in seen.iterator(chunk_size=2000)
    ]  # fmt: skip


def _history(user: User) -> Rows:
    seen = (
        StageEntry.objects.filter(project__in=project_permissions.visible_to(user).values("pk"))
        .select_related("project")
        .order_by("project", "id")
    )
    return [
        {
            "project_code": one.project.code,
            "project": one.project.name,
            "stage": one.stage,
            "entered_on": _iso(one.entered_on),
        }
        for one in seen.iterator(chunk_size=2000)
    ]


_ROWS: dict[str, Callable[[User], Rows]] = {
    "projects": _projects, "customers": _customers, "contacts": _contacts, "users": _users, "activities": _activities, "history": _history,
}  # fmt: skip


def file(kind: str, rows: Rows, suffix: str, language: str) -> bytes:
    """The rows as ``.json``, ``.csv`` or ``.xlsx``. Raises Refused for another suffix."""
    if suffix == ".json":
        return json.dumps({"kind": kind, "count": len(rows), "rows": rows}, ensure_ascii=False, indent=1).encode()
    if suffix == ".csv":
        return csv(kind, rows, language)
    if suffix == ".xlsx":
        return _xlsx(kind, rows, language)
    raise Refused(Text("文件名请以 .json、.csv 或 .xlsx 结尾。", "The file name has to end in .json, .csv or .xlsx."))


def csv(kind: str, rows: Rows, language: str) -> bytes:
    """The rows as CSV with titles in the reader's language."""
    keys = list(rows[0]) if rows else []
    return xlsx.write_csv(
        [[_plain(row[key]) for key in keys] for row in rows], [_title(kind, key, language) for key in keys]
    )


def _xlsx(kind: str, rows: Rows, language: str) -> bytes:
    keys = list(rows[0]) if rows else []
    columns = [xlsx.Column(_title(kind, key, language), _form(rows, key)) for key in keys]
    return xlsx.write([[_plain(row[key]) for key in keys] for row in rows], columns)


def _form(rows: Rows, key: str) -> xlsx.Form:
    """Fen as money; other numbers as numbers; everything else as text."""
    if key in _MONEY:
        return "money"
    numbers = any(isinstance(row[key], (int, float)) and not isinstance(row[key], bool) for row in rows[:200])
    return "number" if numbers else "text"


def _plain(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value


def _title(kind: str, key: str, language: str) -> str:
    known = fields.field_of(kind, key)
    text = _OTHER.get(key) or (known.label if known else Text(key, key))
    return text.in_(language)
