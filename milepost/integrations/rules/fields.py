"""What can be imported: six kinds, their fields, and the headers people give them in both languages."""

from typing import Literal, get_args

from milepost.integrations.rules import headers
from milepost.integrations.rules.field import CUSTOMER, ID, OWNER, REMARKS, UNIT, Field, field
from milepost.integrations.rules.project_fields import PROJECT

Kind = Literal["projects", "customers", "contacts", "users", "activities", "history"]
KINDS: tuple[str, ...] = get_args(Kind)

FIELDS: dict[str, tuple[Field, ...]] = {
    "projects": PROJECT,
    "customers": (
        field(
            "external_id",
            "id",
            "外部编号",
            "External ID",
            ID + ",客户编号,客户代码,customer id,account id,accountid,accountnumber,account number,编号",
        ),
        field("name", "text", "客户名称", "Customer name", CUSTOMER + ",名称,name"),
        field("short_name", "text", "简称", "Short name", "客户简称,别名,alias,short"),
        field(
            "credit_code",
            "id",
            "统一社会信用代码",
            "Credit code",
            "信用代码,税号,纳税人识别号,社会信用代码,tax id,vat,registration number",
        ),
        field("industry", "text", "行业", "Industry", "所属行业,客户行业,行业类型,sector,vertical"),
        field(
            "kind",
            "text",
            "客户类型",
            "Customer type",
            "类型,客户类别,客户性质,单位性质,性质,type,account type,customer kind,ownership",
        ),
        field(
            "region",
            "text",
            "地区",
            "Region",
            "省份,城市,省市,所在地,地域,区域,省,市,province,city,location,office_location,office location,billingcity,billing city,country",
        ),
        field(
            "address",
            "text",
            "地址",
            "Address",
            "详细地址,单位地址,公司地址,办公地址,billingstreet,billing street,street",
        ),
        field("phone", "text", "电话", "Phone", "联系电话,总机,公司电话,telephone,tel"),
        field("website", "text", "网站", "Website", "网址,官网,主页,url,web,homepage,domain"),
        field(
            "employees",
            "number",
            "人数",
            "Employees",
            "员工人数,规模,人员规模,员工数,numberofemployees,number of employees,headcount",
        ),
        field("revenue", "money", "营业额", "Revenue", "年营业额,营收,年收入,annualrevenue,annual revenue,turnover"),
        field(
            "parent",
            "text",
            "上级单位",
            "Parent",
            "母公司,上级,隶属,集团,所属集团,subsidiary_of,subsidiary of,parentid,parent id,parent account,parent company",
        ),
        field("level", "level", "等级", "Level", "级别,客户等级,客户级别,重要程度,rating,tier,grade"),
        field("owner", "people", "负责人", "Owner", OWNER),
        field("unit", "text", "部门", "Unit", UNIT),
        field(
            "contact",
            "text",
            "联系人",
            "Contact",
            "客户联系人,对接人,关键人,主要联系人,contact name,contact person,primary contact",
        ),
        field("remarks", "note", "备注", "Remarks", REMARKS, many=True),
    ),
    "contacts": (
        field("external_id", "id", "外部编号", "External ID", ID + ",联系人编号,contact id,编号"),
        field(
            "name", "text", "姓名", "Name", "联系人,联系人姓名,名字,客户姓名,full name,contact,contact name,name,person"
        ),
        field("first_name", "text", "名", "First name", "firstname,given name"),
        field("last_name", "text", "姓", "Last name", "lastname,surname,family name"),
        field("customer", "text", "客户", "Customer", CUSTOMER),
        field("title", "text", "职务", "Title", "职位,岗位,头衔,职称,job title,position"),
        field("department", "text", "部门", "Department", "科室,处室,所在部门,dept"),
        field(
            "mobile",
            "text",
            "手机",
            "Mobile",
            "手机号,手机号码,移动电话,联系方式,联系电话,电话,mobile phone,mobilephone,cell,phone",
        ),
        field("phone", "text", "座机", "Office phone", "办公电话,固定电话,座机号,work phone,business phone"),
        field("email", "text", "邮箱", "Email", "电子邮箱,邮件,e-mail,email address,mail"),
        field("wechat", "text", "微信", "WeChat", "微信号,wechat id"),
        field("role", "text", "决策角色", "Buying role", "角色,关系角色,决策链角色,role in decision,buying role"),
        field("owner", "people", "负责人", "Owner", OWNER),
        field("remarks", "note", "备注", "Remarks", REMARKS, many=True),
    ),
    "users": (
        field("external_id", "id", "外部编号", "External ID", ID + ",工号,员工编号,employee id,user id"),
        field("username", "id", "登录名", "User name", "账号,用户名,帐号,login,username,user"),
        field(
            "name",
            "text",
            "姓名",
            "Name",
            "名字,员工姓名,销售姓名,销售,人员,full name,sales_agent,sales agent,name,employee,display name",
        ),
        field("email", "text", "邮箱", "Email", "电子邮箱,邮件,e-mail,email address,mail"),
        field("mobile", "text", "手机", "Mobile", "手机号,电话,联系电话,手机号码,phone,cell"),
        field("unit", "text", "部门", "Unit", UNIT),
        field("manager", "text", "上级", "Manager", "直属上级,经理,主管,领导,汇报对象,上级领导,reports to,supervisor"),
        field("role", "text", "角色", "Role", "岗位,职务,职位,title,position,profile"),
    ),
    "activities": (
        field("external_id", "id", "外部编号", "External ID", ID + ",活动编号,activity id,编号"),
        field(
            "project",
            "text",
            "项目",
            "Project",
            "项目名称,项目编号,商机,商机名称,opportunity,opportunity name,opportunity_id,opportunity id,deal,deal name,project name,project id,whatid,related to,project_id",
        ),
        field("customer", "text", "客户", "Customer", CUSTOMER),
        field(
            "happened_on",
            "date",
            "日期",
            "Date",
            "时间,拜访日期,拜访时间,跟进日期,跟进时间,活动日期,发生日期,activity date,activitydate,happened on,due date,created date,occurred,at",
        ),
        field(
            "kind",
            "text",
            "方式",
            "Kind",
            "类型,活动类型,跟进方式,拜访方式,沟通方式,type,activity type,channel,tasksubtype",
        ),
        field(
            "summary",
            "note",
            "内容",
            "Summary",
            "跟进内容,拜访内容,沟通内容,活动内容,记录,主题,纪要,跟进记录,拜访记录,subject,description,comments,notes,note,text,body",
            many=True,
        ),
        field(
            "person",
            "text",
            "拜访对象",
            "With whom",
            "联系人,客户联系人,拜访人,对接人,客户人员,contact,contact name,whoid,with",
        ),
        field("owner", "people", "记录人", "By", OWNER + ",跟进人,拜访人员,记录者,created by,author"),
    ),
    "history": (
        field("external_id", "id", "外部编号", "External ID", ID + ",history id"),
        field(
            "project",
            "text",
            "项目",
            "Project",
            "项目名称,项目编号,商机,商机名称,opportunity,opportunity name,opportunity_id,opportunity id,opportunityid,deal,deal name,project name,project id,project_id",
        ),
        field("customer", "text", "客户", "Customer", CUSTOMER),
        field(
            "stage",
            "stage",
            "阶段",
            "Stage",
            "项目阶段,销售阶段,进入阶段,新阶段,to stage,stage name,stagename,new stage,to",
        ),
        field("from_stage", "stage", "原阶段", "From stage", "上一阶段,old stage,previous stage,from"),
        field(
            "entered_on",
            "date",
            "日期",
            "Date",
            "时间,进入时间,进入日期,变更时间,变更日期,阶段时间,changed on,change date,created date,createddate,entered on,entered,at,since",
        ),
        field("owner", "people", "操作人", "By", OWNER + ",变更人,changed by,created by"),
        field("amount", "money", "金额", "Amount", "预计金额,close_value,value,amount_yuan"),
        field("remarks", "note", "备注", "Remarks", REMARKS, many=True),
    ),
}

# Headers that are deliberately not imported: running numbers, system columns.
IGNORED = frozenset(
    headers.normal(name)
    for name in [
        "序号",
        "no",
        "no.",
        "#",
        "行号",
        "次序",
        "isdeleted",
        "systemmodstamp",
        "lastmodifiedbyid",
        "lastmodifieddate",
        "createdbyid",
        "hasopportunitylineitem",
        "pricebookid",
        "pricebook2id",
        "fiscal",
        "fiscalyear",
        "fiscalquarter",
        "session_id__c",
        "masterrecordid",
        "forecastcategory",
        "isclosed",
        "iswon",
        "expectedrevenue",
        "totalopportunityquantity",
    ]
)
KNOWN = frozenset(name for each in FIELDS.values() for one in each for name in one.synonyms) | IGNORED


def field_of(kind: str, key: str) -> Field | None:
    """The field of a kind by its key."""
    return next((each for each in FIELDS[kind] if each.key == key), None)
