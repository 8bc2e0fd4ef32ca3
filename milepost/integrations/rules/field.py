"""One field of a kind of rows, and the titles that several kinds share."""

from dataclasses import dataclass
from typing import Literal

from milepost.integrations.rules import headers
from milepost.kernel.text import Text

Form = Literal["text", "money", "date", "people", "stage", "id", "number", "note", "level"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row may say. ``many`` fields take several columns, joined by a line break."""

    key: str
    form: Form
    label: Text
    synonyms: frozenset[str]
    many: bool = False


def field(key: str, form: Form, zh: str, en: str, synonyms: str, many: bool = False) -> Field:
    """A field known by its two names, its key and the ``synonyms`` (between commas)."""
    names = {headers.normal(name) for name in [zh, en, key, *synonyms.split(",")] if name.strip()}
    return Field(key, form, Text(zh, en), frozenset(names), many)


ID = "系统编号,唯一编号,记录编号,id,record id,external id,外部编号,oracle_id__c"
OWNER = "负责人,销售,销售人员,销售员,业务员,客户经理,项目负责人,跟进人,跟进人员,所有人,所有者,归属人,归属,销售负责人,责任人,销售经理,销售姓名,业务负责人,主责销售,我方负责人,经办人,sales_agent,sales agent,owner,opportunity owner,account owner,deal owner,ownerid,owner id,rep,sales rep,salesperson,sales person,seller,owner name,assigned to,account manager,user_id,owner_id"
CUSTOMER = "客户,客户名称,客户单位,客户全称,客户名,甲方,甲方单位,业主,业主单位,单位,单位名称,采购人,采购单位,招标人,招标单位,建设单位,最终用户,用户单位,最终客户,公司,公司名称,account,account name,accountid,account id,company,company name,customer,customer name,client,organization,organisation,end user,customer_id"
REMARKS = "备注,说明,进展,项目进展,跟进情况,跟进记录,最新进展,进展情况,当前进展,拜访记录,跟踪记录,跟踪情况,项目情况,情况说明,描述,历史记录,沟通记录,本周进展,项目描述,description,remarks,remark,notes,note,comments,comment,progress,status update,memo"
UNIT = "部门,团队,区域,大区,事业部,销售部门,所属部门,小组,组别,区,办事处,分公司,department,team,region,regional_office,regional office,unit,office,division"
