"""What the trail's actions, things and fields are called. A new action needs its line here; a test names those missing."""

from milepost.kernel.text import Text

ACTIONS: dict[str, Text] = {
    "deputy.end": Text("结束代理", "ended an absence"),
    "deputy.set": Text("安排代理人", "named a deputy"),
    "files.store": Text("上传文件", "uploaded a file"),
    "grant.give": Text("授权查看", "gave access"),
    "grant.revoke": Text("收回授权", "took access back"),
    "token.make": Text("生成令牌", "made a token"),
    "token.revoke": Text("撤销令牌", "revoked a token"),
    "trail.erase": Text("清除个人信息", "erased personal data"),
    "trail.erase-name": Text("清除姓名", "erased a name"),
    "unit.create": Text("新建部门", "made a unit"),
    "unit.move": Text("移动部门", "moved a unit"),
    "unit.rename": Text("部门改名", "renamed a unit"),
    "user.deactivate": Text("停用账号", "deactivated an account"),
    "user.edit": Text("修改人员资料", "changed a person's details"),
    "user.invite": Text("邀请成员", "invited a person"),
    "user.password": Text("设置密码", "set a password"),
    "user.preferences": Text("修改语言或时区", "changed language or time zone"),
    "user.reactivate": Text("恢复账号", "let a person back in"),
    "user.roles": Text("调整角色", "changed roles"),
    "user.second-step-on": Text("开启两步验证", "switched two-step sign-in on"),
    "user.second-step-off": Text("关闭两步验证", "switched two-step sign-in off"),
    "playbook.publish": Text("发布流程手册", "published the playbook"),
    "workdays.seed": Text("载入工作日历", "loaded the working days"),
    "workdays.set": Text("修改工作日", "changed a working day"),
    "customer.create": Text("新建客户", "created a customer"),
    "customer.edit": Text("修改客户", "changed a customer"),
    "contact.create": Text("新建联系人", "created a contact"),
    "contact.edit": Text("修改联系人", "changed a contact"),
    "guard.refused": Text("越权尝试被拒", "was refused"),
}
KINDS: dict[str, Text] = {
    "project": Text("项目", "project"),
    "customer": Text("客户", "customer"),
    "contact": Text("联系人", "contact"),
    "user": Text("人员", "person"),
    "unit": Text("部门", "unit"),
    "playbook": Text("流程手册", "playbook"),
    "file": Text("文件", "file"),
    "evidence": Text("证据", "evidence"),
    "diary": Text("日记", "diary"),
    "approval": Text("审批", "approval"),
    "gate": Text("关卡", "gate"),
    "waiver": Text("豁免", "waiver"),
    "task": Text("任务", "task"),
    "token": Text("令牌", "token"),
    "workdays": Text("工作日历", "working days"),
    "declaration": Text("声明", "declaration"),
    "import": Text("导入", "import"),
}
FIELDS: dict[str, Text] = {
    "amount_fen": Text("金额", "amount"),
    "approver": Text("审批人", "approver"),
    "by": Text("经手人", "by"),
    "budget_max_fen": Text("预算上限", "budget, at most"),
    "budget_min_fen": Text("预算下限", "budget, at least"),
    "confidential": Text("机密", "confidential"),
    "contact": Text("联系人", "contact"),
    "currency": Text("币种", "currency"),
    "customer": Text("客户", "customer"),
    "deputies": Text("结束的代理", "absences ended"),
    "deputy": Text("代理人", "deputy"),
    "due_on": Text("到期日", "due"),
    "email": Text("邮箱", "e-mail"),
    "entries": Text("条数", "entries"),
    "expected_award_on": Text("预计定标日", "expected award"),
    "expected_notice_on": Text("预计公告日", "expected notice"),
    "expected_sign_on": Text("预计签约日", "expected signing"),
    "expires_on": Text("有效期至", "valid until"),
    "field": Text("字段", "field"),
    "from_on": Text("开始日", "from"),
    "grants": Text("结束的授权", "grants ended"),
    "happened_on": Text("发生日", "happened on"),
    "industry": Text("行业", "industry"),
    "kind": Text("类型", "kind"),
    "label": Text("用途", "purpose"),
    "language": Text("语言", "language"),
    "level": Text("级别", "level"),
    "name": Text("名称", "name"),
    "name_en": Text("英文名称", "English name"),
    "names": Text("姓名数", "names"),
    "note": Text("备注", "note"),
    "objective": Text("阶段目标", "objective"),
    "owner": Text("负责人", "owner"),
    "path": Text("位置", "place"),
    "phone": Text("电话", "phone"),
    "post": Text("职务", "post"),
    "read_only": Text("只读", "read only"),
    "reason": Text("原因", "reason"),
    "region": Text("地区", "region"),
    "result": Text("结果", "result"),
    "role": Text("角色", "role"),
    "roles": Text("角色", "roles"),
    "sessions": Text("结束的会话", "sessions ended"),
    "source": Text("来源", "source"),
    "stage": Text("阶段", "stage"),
    "standard": Text("标准", "standard"),
    "state": Text("状态", "state"),
    "status": Text("状态", "status"),
    "strategic": Text("战略项目", "strategic"),
    "strength": Text("强度", "strength"),
    "target_on": Text("目标日", "target"),
    "text": Text("内容", "text"),
    "time_zone": Text("时区", "time zone"),
    "title": Text("标题", "title"),
    "token": Text("令牌", "token"),
    "tokens": Text("撤销的令牌", "tokens revoked"),
    "unit": Text("部门", "unit"),
    "until_on": Text("结束日", "until"),
    "user": Text("人员", "person"),
    "username": Text("登录名", "sign-in name"),
    "users": Text("人员", "people"),
    "value": Text("值", "value"),
    "verdict": Text("判定", "verdict"),
}
PEOPLE = frozenset({"actor", "approver", "by", "deputy", "member", "new_owner", "old_owner", "owner", "requester", "user", "users", "verifier"})
"""Fields that hold the number of a person, or a list of them."""


def action(key: str) -> Text:
    """What was done; the key itself for an action without words."""
    return ACTIONS.get(key, Text(key, key))


def kind(key: str) -> Text:
    """What it was done to."""
    return KINDS.get(key, Text(key, key))


def field(key: str) -> Text:
    """What a value is called."""
    return FIELDS.get(key, Text(key, key.replace("_", " ")))
