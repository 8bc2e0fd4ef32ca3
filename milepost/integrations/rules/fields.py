"""What can be imported: six kinds, their fields, and the headers people give them in both languages."""

from dataclasses import dataclass
from typing import Literal, get_args

from milepost.integrations.rules import headers
from milepost.kernel.text import Text

Kind = Literal["projects", "customers", "contacts", "users", "activities", "history"]
Form = Literal["text", "money", "date", "people", "stage", "id", "number", "note", "level"]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row may say. ``many`` fields take several columns, joined by a line break."""

    key: str
    form: Form
    label: Text
    synonyms: frozenset[str]
    many: bool = False


def _field(key: str, form: Form, zh: str, en: str, synonyms: str, many: bool = False) -> Field:
    names = {headers.normal(name) for name in [zh, en, key, *synonyms.split(",")] if name.strip()}
    return Field(key, form, Text(zh, en), frozenset(names), many)


_ID = "系统编号,唯一编号,记录编号,id,record id,external id,外部编号,oracle_id__c"
_OWNER = "负责人,销售,销售人员,销售员,业务员,客户经理,项目负责人,跟进人,跟进人员,所有人,所有者,归属人,归属,销售负责人,责任人,销售经理,销售姓名,业务负责人,主责销售,我方负责人,经办人,sales_agent,sales agent,owner,opportunity owner,account owner,deal owner,ownerid,owner id,rep,sales rep,salesperson,sales person,seller,owner name,assigned to,account manager,user_id,owner_id"
_CUSTOMER = "客户,客户名称,客户单位,客户全称,客户名,甲方,甲方单位,业主,业主单位,单位,单位名称,采购人,采购单位,招标人,招标单位,建设单位,最终用户,用户单位,最终客户,公司,公司名称,account,account name,accountid,account id,company,company name,customer,customer name,client,organization,organisation,end user,customer_id"
_REMARKS = "备注,说明,进展,项目进展,跟进情况,跟进记录,最新进展,进展情况,当前进展,拜访记录,跟踪记录,跟踪情况,项目情况,情况说明,描述,历史记录,沟通记录,本周进展,项目描述,description,remarks,remark,notes,note,comments,comment,progress,status update,memo"
_UNIT = "部门,团队,区域,大区,事业部,销售部门,所属部门,小组,组别,区,办事处,分公司,department,team,region,regional_office,regional office,unit,office,division"

FIELDS: dict[str, tuple[Field, ...]] = {
    "projects": (
        _field(
            "external_id",
            "id",
            "外部编号",
            "External ID",
            _ID
            + ",商机编号,项目编号,项目编码,项目号,商机id,商机号,机会编号,opportunity_id,opportunity id,deal id,deal_id,project id,project no,project number,编号",
        ),
        _field("code", "id", "里程碑编号", "Milepost code", "milepost code,里程碑代码"),
        _field(
            "name",
            "text",
            "项目名称",
            "Project name",
            "项目,商机名称,商机,机会名称,项目名,标题,主题,项目全称,拟建项目,opportunity name,opportunity,deal name,deal,project,name,title,dealname",
        ),
        _field("customer", "text", "客户", "Customer", _CUSTOMER),
        _field("owner", "people", "负责人", "Owner", _OWNER),
        _field(
            "helpers",
            "people",
            "协助人",
            "Helpers",
            "协助,协同,配合人,参与人,团队成员,项目组,项目成员,协作人,售前,售前支持,售前工程师,技术支持,技术负责人,team members,collaborators,presales,se",
            many=True,
        ),
        _field("unit", "text", "部门", "Unit", _UNIT),
        _field(
            "amount",
            "money",
            "金额",
            "Amount",
            "预计金额,项目金额,合同金额,预算,预算金额,预估金额,金额估计,商机金额,项目预算,投资额,标的额,签约金额,预计合同额,合同额,预计签约额,报价,总金额,项目规模,估算金额,预计成交金额,close_value,close value,value,deal value,deal size,budget,contract value,amount_yuan,estimated value,opportunity amount",
        ),
        _field("currency", "text", "币种", "Currency", "货币,currency code,currencyisocode,currency iso code"),
        _field(
            "stage",
            "stage",
            "阶段",
            "Stage",
            "项目阶段,销售阶段,当前阶段,商机阶段,所处阶段,目前阶段,进度,项目进度,进展阶段,stage name,stagename,deal_stage,deal stage,sales stage,pipeline stage,dealstage",
        ),
        _field(
            "status",
            "stage",
            "状态",
            "Status",
            "项目状态,商机状态,结果,输赢,当前状态,deal status,outcome,result,won/lost",
        ),
        _field(
            "level",
            "level",
            "等级",
            "Level",
            "级别,项目等级,项目级别,重要程度,项目分级,分级,优先级,重要性,abc,priority,grade,class,tier",
        ),
        _field(
            "expected_sign_on",
            "date",
            "预计签约",
            "Expected signing",
            "预计签约时间,预计签约日期,预计签单,预计签单时间,签单时间,签约时间,签约日期,成交时间,预计成交,预计成交时间,预计成交日期,预计落单,预计落单时间,预计结单日期,结单日期,预计合同签订,合同签订时间,预计时间,完成时间,close date,closedate,close_date,expected close,expected close date,expected signing date,closing date,estimated close date,sign_on,sign date",
        ),
        _field(
            "expected_notice_on",
            "date",
            "预计招标",
            "Expected tender notice",
            "预计招标时间,招标时间,挂网时间,预计挂网,发标时间,预计发标,投标时间,开标时间,预计采购时间,tender date,tender notice,bid date",
        ),
        _field(
            "need_by",
            "date",
            "需求时间",
            "Needed by",
            "交付时间,上线时间,预计上线,要求交付,交货期,工期,需求日期,go-live,go live date,delivery date,required by",
        ),
        _field(
            "created_on",
            "date",
            "创建日期",
            "Created on",
            "创建时间,立项时间,立项日期,登记时间,登记日期,录入时间,录入日期,报备时间,报备日期,填报日期,开始时间,created date,createddate,create date,created,created at,created_on,engage_date,engage date,start date,opened",
        ),
        _field(
            "last_contact_on",
            "date",
            "最近跟进",
            "Last contact",
            "最近跟进时间,最后跟进时间,最近联系,最近联系时间,最近拜访,更新时间,更新日期,最新跟进日期,last activity,last activity date,lastactivitydate,last contacted,last modified",
        ),
        _field(
            "next_step",
            "note",
            "下一步",
            "Next step",
            "下一步计划,下步计划,下步工作,下一步工作,下一步行动,工作计划,后续计划,next steps,nextstep,next action,todo",
        ),
        _field(
            "procurement_method",
            "text",
            "采购方式",
            "Procurement method",
            "招标方式,采购形式,招采方式,procurement,purchasing method,tender type",
        ),
        _field(
            "competitors",
            "text",
            "竞争对手",
            "Competitors",
            "竞争厂商,竞争情况,竞争者,对手,友商,竞品,competitor,competition,main competitors,rivals",
            many=True,
        ),
        _field(
            "contact",
            "text",
            "联系人",
            "Contact",
            "客户联系人,对接人,关键人,主要联系人,客户对接人,接口人,决策人,contact name,contact person,primary contact,key contact",
        ),
        _field(
            "contact_phone",
            "text",
            "联系电话",
            "Contact phone",
            "电话,手机,联系方式,手机号,联系人电话,客户电话,phone,mobile,telephone,contact number",
        ),
        _field("contact_title", "text", "联系人职务", "Contact title", "职务,职位,岗位,客户职务,job title,position"),
        _field(
            "product",
            "text",
            "产品",
            "Product",
            "产品名称,产品线,产品类别,方案,品类,项目类型,项目内容,建设内容,采购内容,product name,product line,solution,products,type",
        ),
        _field(
            "source",
            "text",
            "来源",
            "Source",
            "线索来源,商机来源,项目来源,信息来源,lead source,leadsource,source of lead,origin",
        ),
        _field(
            "probability",
            "number",
            "把握度",
            "Probability",
            "成功率,赢率,概率,可能性,成单概率,把握,成交概率,信心指数,probability (%),win probability,confidence,win rate",
        ),
        _field(
            "lost_reason",
            "note",
            "丢单原因",
            "Lost reason",
            "失败原因,输单原因,未成交原因,loss reason,closed lost reason,reason lost,close reason",
        ),
        _field(
            "region", "text", "地区", "Region", "省份,城市,省市,所在地,地域,省,市,项目地点,province,city,location,state"
        ),
        _field("industry", "text", "行业", "Industry", "所属行业,客户行业,行业类型,sector,vertical"),
        _field("remarks", "note", "备注", "Remarks", _REMARKS, many=True),
    ),
    "customers": (
        _field(
            "external_id",
            "id",
            "外部编号",
            "External ID",
            _ID + ",客户编号,客户代码,customer id,account id,accountid,accountnumber,account number,编号",
        ),
        _field("name", "text", "客户名称", "Customer name", _CUSTOMER + ",名称,name"),
        _field("short_name", "text", "简称", "Short name", "客户简称,别名,alias,short"),
        _field(
            "credit_code",
            "id",
            "统一社会信用代码",
            "Credit code",
            "信用代码,税号,纳税人识别号,社会信用代码,tax id,vat,registration number",
        ),
        _field("industry", "text", "行业", "Industry", "所属行业,客户行业,行业类型,sector,vertical"),
        _field(
            "kind",
            "text",
            "客户类型",
            "Customer type",
            "类型,客户类别,客户性质,单位性质,性质,type,account type,customer kind,ownership",
        ),
        _field(
            "region",
            "text",
            "地区",
            "Region",
            "省份,城市,省市,所在地,地域,区域,省,市,province,city,location,office_location,office location,billingcity,billing city,country",
        ),
        _field(
            "address",
            "text",
            "地址",
            "Address",
            "详细地址,单位地址,公司地址,办公地址,billingstreet,billing street,street",
        ),
        _field("phone", "text", "电话", "Phone", "联系电话,总机,公司电话,telephone,tel"),
        _field("website", "text", "网站", "Website", "网址,官网,主页,url,web,homepage,domain"),
        _field(
            "employees",
            "number",
            "人数",
            "Employees",
            "员工人数,规模,人员规模,员工数,numberofemployees,number of employees,headcount",
        ),
        _field("revenue", "money", "营业额", "Revenue", "年营业额,营收,年收入,annualrevenue,annual revenue,turnover"),
        _field(
            "parent",
            "text",
            "上级单位",
            "Parent",
            "母公司,上级,隶属,集团,所属集团,subsidiary_of,subsidiary of,parentid,parent id,parent account,parent company",
        ),
        _field("level", "level", "等级", "Level", "级别,客户等级,客户级别,重要程度,rating,tier,grade"),
        _field("owner", "people", "负责人", "Owner", _OWNER),
        _field("unit", "text", "部门", "Unit", _UNIT),
        _field(
            "contact",
            "text",
            "联系人",
            "Contact",
            "客户联系人,对接人,关键人,主要联系人,contact name,contact person,primary contact",
        ),
        _field("remarks", "note", "备注", "Remarks", _REMARKS, many=True),
    ),
    "contacts": (
        _field("external_id", "id", "外部编号", "External ID", _ID + ",联系人编号,contact id,编号"),
        _field(
            "name", "text", "姓名", "Name", "联系人,联系人姓名,名字,客户姓名,full name,contact,contact name,name,person"
        ),
        _field("first_name", "text", "名", "First name", "firstname,given name"),
        _field("last_name", "text", "姓", "Last name", "lastname,surname,family name"),
        _field("customer", "text", "客户", "Customer", _CUSTOMER),
        _field("title", "text", "职务", "Title", "职位,岗位,头衔,职称,job title,position"),
        _field("department", "text", "部门", "Department", "科室,处室,所在部门,dept"),
        _field(
            "mobile",
            "text",
            "手机",
            "Mobile",
            "手机号,手机号码,移动电话,联系方式,联系电话,电话,mobile phone,mobilephone,cell,phone",
        ),
        _field("phone", "text", "座机", "Office phone", "办公电话,固定电话,座机号,work phone,business phone"),
        _field("email", "text", "邮箱", "Email", "电子邮箱,邮件,e-mail,email address,mail"),
        _field("wechat", "text", "微信", "WeChat", "微信号,wechat id"),
        _field("role", "text", "决策角色", "Buying role", "角色,关系角色,决策链角色,role in decision,buying role"),
        _field("owner", "people", "负责人", "Owner", _OWNER),
        _field("remarks", "note", "备注", "Remarks", _REMARKS, many=True),
    ),
    "users": (
        _field("external_id", "id", "外部编号", "External ID", _ID + ",工号,员工编号,employee id,user id"),
        _field("username", "id", "登录名", "User name", "账号,用户名,帐号,login,username,user"),
        _field(
            "name",
            "text",
            "姓名",
            "Name",
            "名字,员工姓名,销售姓名,销售,人员,full name,sales_agent,sales agent,name,employee,display name",
        ),
        _field("email", "text", "邮箱", "Email", "电子邮箱,邮件,e-mail,email address,mail"),
        _field("mobile", "text", "手机", "Mobile", "手机号,电话,联系电话,手机号码,phone,cell"),
        _field("unit", "text", "部门", "Unit", _UNIT),
        _field("manager", "text", "上级", "Manager", "直属上级,经理,主管,领导,汇报对象,上级领导,reports to,supervisor"),
        _field("role", "text", "角色", "Role", "岗位,职务,职位,title,position,profile"),
    ),
    "activities": (
        _field("external_id", "id", "外部编号", "External ID", _ID + ",活动编号,activity id,编号"),
        _field(
            "project",
            "text",
            "项目",
            "Project",
            "项目名称,项目编号,商机,商机名称,opportunity,opportunity name,opportunity_id,opportunity id,deal,deal name,project name,project id,whatid,related to,project_id",
        ),
        _field("customer", "text", "客户", "Customer", _CUSTOMER),
        _field(
            "happened_on",
            "date",
            "日期",
            "Date",
            "时间,拜访日期,拜访时间,跟进日期,跟进时间,活动日期,发生日期,activity date,activitydate,happened on,due date,created date,occurred,at",
        ),
        _field(
            "kind",
            "text",
            "方式",
            "Kind",
            "类型,活动类型,跟进方式,拜访方式,沟通方式,type,activity type,channel,tasksubtype",
        ),
        _field(
            "summary",
            "note",
            "内容",
            "Summary",
            "跟进内容,拜访内容,沟通内容,活动内容,记录,主题,纪要,跟进记录,拜访记录,subject,description,comments,notes,note,text,body",
            many=True,
        ),
        _field(
            "person",
            "text",
            "拜访对象",
            "With whom",
            "联系人,客户联系人,拜访人,对接人,客户人员,contact,contact name,whoid,with",
        ),
        _field("owner", "people", "记录人", "By", _OWNER + ",跟进人,拜访人员,记录者,created by,author"),
    ),
    "history": (
        _field("external_id", "id", "外部编号", "External ID", _ID + ",history id"),
        _field(
            "project",
            "text",
            "项目",
            "Project",
            "项目名称,项目编号,商机,商机名称,opportunity,opportunity name,opportunity_id,opportunity id,opportunityid,deal,deal name,project name,project id,project_id",
        ),
        _field("customer", "text", "客户", "Customer", _CUSTOMER),
        _field(
            "stage",
            "stage",
            "阶段",
            "Stage",
            "项目阶段,销售阶段,进入阶段,新阶段,to stage,stage name,stagename,new stage,to",
        ),
        _field("from_stage", "stage", "原阶段", "From stage", "上一阶段,old stage,previous stage,from"),
        _field(
            "entered_on",
            "date",
            "日期",
            "Date",
            "时间,进入时间,进入日期,变更时间,变更日期,阶段时间,changed on,change date,created date,createddate,entered on,entered,at,since",
        ),
        _field("owner", "people", "操作人", "By", _OWNER + ",变更人,changed by,created by"),
        _field("amount", "money", "金额", "Amount", "预计金额,close_value,value,amount_yuan"),
        _field("remarks", "note", "备注", "Remarks", _REMARKS, many=True),
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
KNOWN = frozenset(name for fields in FIELDS.values() for field in fields for name in field.synonyms) | IGNORED


def field(kind: str, key: str) -> Field | None:
    """The field of a kind by its key."""
    return next((each for each in FIELDS[kind] if each.key == key), None)
