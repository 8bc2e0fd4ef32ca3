"""The page of settings: only the doors a person may open."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from milepost.kernel.text import Text
from milepost.people import queries as people
from milepost.people.who import me
from milepost.ui import pages


@dataclass(frozen=True, slots=True)
class Door:
    """One place of the settings; ``roles`` empty means everybody."""

    route: str
    label: Text
    what: Text
    icon: str
    roles: tuple[str, ...] = ()


DOORS = (
    Door("me", Text("我的设置", "My settings"), Text("语言、时区、密码、两步验证、代理、接口令牌", "Language, zone, password, second step, deputy, tokens"), "user"),
    Door("users", Text("人员与部门", "People and units"), Text("邀请、角色、组织树、停用", "Invite, roles, org tree, deactivate"), "users", ("admin",)),
    Door("method", Text("方法设置", "Method settings"), Text("级别、每级要求的标准、标准天数、审批人；预览后发布为新版本", "Levels, standards by level, norm days, approvers; preview, then publish"), "adjustments", ("admin", "sales_ops")),
    Door("enforcement", Text("执行力度", "Enforcement"), Text("按部门和级别：不设关、提醒、拦住；看看拦住会拦下什么", "Off, warn or block by unit and level; what block would have stopped"), "shield-check", ("admin", "sales_ops", "sales_director", "sales_manager")),
    Door("imports", Text("导入与导出", "Import and export"), Text("拖入自己的表，试跑、导入、撤销", "Drop your own sheet: try, import, undo"), "upload", ("admin", "sales_ops", "sales_director", "sales_manager")),
    Door("workdays", Text("工作日历", "Working days"), Text("节假日与调休", "Holidays and make-up days"), "calendar", ("admin", "sales_ops")),
    Door("company_trail", Text("全公司留痕", "Company trail"), Text("谁在何时改了什么、为什么", "Who changed what, when and why"), "history", ("admin", "compliance")),
    Door("sample", Text("样例公司", "Sample company"), Text("看看有什么，一键移除", "What is in it, and removing it in one click"), "database", ("admin",)),
)  # fmt: skip


def settings(request: HttpRequest) -> HttpResponse:
    """The doors this person may open."""
    roles = people.role_keys(me(request))
    doors = [door for door in DOORS if not door.roles or roles & set(door.roles)]
    return pages.render(request, "shell/web/settings/page.html", {"doors": doors})
