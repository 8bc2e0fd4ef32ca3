"""A B project from lead to signed contract: every role its level requires, returned once, one waiver, one renewal."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import expect

from tests.browser import effort, looking, site
from tests.browser.effort import Person
from tests.browser.journeys import deal
from tests.browser.journeys.conftest import Enters
from tests.browser.journeys.deal import Deal

SELLER = {"entries": 62, "clicks": 95, "evidence": 14}
ANYBODY_ELSE = {"entries": 10, "clicks": 28, "evidence": 2}
DECISIONS = 21
ROLES = {
    "seller": ("王磊", "销售"),
    "manager": ("林晓峰", "销售经理"),
    "presales": ("沈逸飞", "售前"),
    "operations": ("彭悦", "销售运营"),
    "director": ("陈国栋", "销售总监"),
    "bids": ("宋丽", "商务/投标专员"),
    "legal": ("邓文", "法务"),
    "finance": ("许静", "财务"),
    "delivery": ("曹勇", "交付项目经理"),
}
Paper = Callable[[str], Path]


class Company(NamedTuple):
    """Everybody the project needs, each at his own browser."""

    seller: Person
    manager: Person
    presales: Person
    operations: Person
    director: Person
    bids: Person
    legal: Person
    finance: Person
    delivery: Person

    def sign_in_again(self) -> None:
        """After weeks the sessions are over; signing in is nobody's effort here."""
        for person, (_, role) in zip(self, ROLES.values(), strict=True):
            person.page.context.clear_cookies()
            looking.sign_in_as(person.page, role)


def discovery(us: Company, paper: Paper) -> Deal:
    """A lead becomes a filed project whose customer agreed to meet."""
    seller = us.seller
    made = deal.starts(seller, "云溪市中心医院", "急诊一体化平台", "120万")
    made.gate(seller)
    deal.joins(seller, "售前", "沈逸飞")
    deal.fills(
        seller,
        "项目五要素齐全",
        {
            "要解决什么": "急诊从分诊到留观一张屏",
            "客户要求上线": deal.day(300),
            "预算下限": "100万",
            "预算上限": "130万",
            "资金来源": "自筹，已列入明年预算",
            "采购方式": "公开招标",
        },
    )
    deal.proves(seller, "两个独立来源互相印证", paper("采购意向.pdf"), button="添加证据：公开公告")
    deal.proves(
        seller, "客户以书面或日程方式同意面谈", "微信：周主任回复下周二上午九点信息中心见，护士长一起", "客户邮件"
    )
    deal.asks(seller, "报备批准", "项目报备")
    deal.grants(us.operations, made, "项目报备")
    made.gate(seller)
    deal.asks_to_pass(seller)
    deal.passes(us.manager, made, "意向公告可查，客户约了时间")
    return made


def contact(us: Company, made: Deal, paper: Paper) -> None:
    """People, buying path and need; the diary is evidence by itself."""
    seller = us.seller
    deal.writes(seller, made, "上午在信息中心见了周主任和护士长，急诊要一张屏看到留观，下周给流程图")
    made.gate(seller)
    deal.proves(
        seller,
        "至少3个关键角色",
        paper("纪要-周主任签字.pdf"),
        "客户确认的会议纪要",
        also=("采购流程与时间表经客户确认或有公开文件",),
    )
    deal.proves(seller, "需求确认书得到客户书面回应", "邮件：需求确认书第二版同意，请来做一次技术交流", "客户邮件")
    deal.asks(seller, "竞争格局已登记", "销售立项")
    deal.asks_to_pass(seller, "纪要周主任签过字")
    deal.passes(us.manager, made, "纪要有签字，同意立项")


def renewal(us: Company, made: Deal) -> None:
    """Six weeks later 今日 says what runs out; two visits and one look of the manager renew it."""
    seller, name = us.seller, "至少3个关键角色、2个部门面谈过，并有纪要"
    deal.opens(seller, "/")
    row = seller.page.locator("main li.line", has_text="7 天内要复核").filter(has_text=made.name)
    expect(row).to_contain_text(name)
    seller.clicks(row.get_by_role("link", name="去确认"))
    sheet = seller.page.locator("dialog#sheet")
    seller.notes(sheet.get_by_label("发生了什么"), "又拜访周主任和护士长，过了一遍流程图，分诊规则没变")
    deal.submits(seller, sheet, "记下")
    deal.writes(seller, made, "拜访急诊护士长，演示了分诊屏，她要加一列留观时长")
    made.gate(us.manager)
    deal.has_state(us.manager, name, "快到期")
    deal.judges_again(us.manager, made, name, "纪要-周主任签字", "本周又见过两位，情况没变")
    made.gate(us.manager)
    expect(us.manager.page.get_by_role("region", name="已验证的阶段里要续的")).to_have_count(0)


def technical(us: Company, made: Deal) -> None:
    """Returned once; one standard let off by the director."""
    seller = us.seller
    made.gate(seller)
    deal.declares(seller, "方案与成本评审通过", "规范编制")
    deal.declares(seller, "方案与成本评审通过", "关联方")
    deal.asks(seller, "方案与成本评审通过", "方案与成本评审")
    made.gate(us.presales)
    deal.proves(us.presales, "方案书已交付", "邮件：方案书第三版收到，总体可以，接口清单还差两项", "客户邮件")
    made.gate(seller)
    deal.asks_off(seller, "技术决策人和多数技术", "客户制度不允许", "医院不许院外交流，改为护士长逐项在线确认")
    deal.lets_off(us.director, made)
    made.gate(seller)
    deal.asks_to_pass(seller)
    deal.returns(us.manager, made, "方案书已交付", "请客户补一句：接口清单两项按我方方案办")
    made.gate(seller)
    expect(seller.page.locator("main")).to_contain_text("接口清单两项按我方方案办")
    made.gate(us.presales)
    deal.proves(us.presales, "方案书已交付", "邮件：接口清单两项按贵方方案办，方案书定稿", "客户邮件")
    made.gate(seller)
    deal.asks_to_pass(seller, "客户已补一句，见今天的邮件")
    deal.passes(us.manager, made, "客户书面认可方案")


def commercial(us: Company, made: Deal, paper: Paper) -> None:
    """The approver, the money, the route; strategy and price."""
    seller = us.seller
    deal.opens(seller, made.address)
    timeline = seller.page.locator("#timeline")
    seller.notes(timeline.get_by_label("发生了什么"), "陪陈总拜访李院长，院长当场让信息中心按我们的参数报计划")
    seller.clicks(timeline.locator("summary", has_text="方式"))
    seller.chooses(timeline.get_by_label("方式"), "高层会谈")
    timeline.locator(".ts-control").nth(1).click()
    seller.clicks(timeline.locator(".ts-dropdown .option", has_text="拍板").first)
    seller.page.keyboard.press("Escape")
    seller.clicks(timeline.get_by_role("button", name="记下"))
    expect(timeline).to_contain_text("院长当场让信息中心")
    made.gate(seller)
    deal.proves(
        seller,
        "拍板人近45天内面谈过",
        paper("院长办公会纪要.pdf"),
        "客户确认的会议纪要",
        also=("采购方式、代理机构",),
        tags=("采购路径",),
    )
    deal.proves(seller, "资金与金额有官方凭据", paper("预算批复.pdf"))
    deal.fills(
        seller,
        "采购方式、代理机构",
        {"代理机构": "中诚招标", "预计公告日": deal.day(60), "预计决标日": deal.day(95)},
    )
    deal.asks(seller, "竞争与投标策略", "竞争与投标策略")
    deal.asks(seller, "竞争与投标策略", "报价底线")
    deal.grants(us.director, made, "报价底线")
    made.gate(seller)
    deal.asks_to_pass(seller)
    deal.passes(us.manager, made, "院长表态，批复可查，力量对比我方领先")


def bidding(us: Company, made: Deal, moving: site.Site, paper: Paper, today: int) -> None:
    """Decided, checked by two, released, handed in, awarded."""
    seller = us.seller
    made.gate(seller)
    for kind in ("否决项检查（第一人）", "否决项检查（第二人）", "报价放行"):
        deal.asks(seller, "报价放行与否决项", kind)
    deal.asks(seller, "投标决策通过", "投标决策")
    deal.grants(us.bids, made, "否决项检查（第一人）")
    deal.grants(us.manager, made, "否决项检查（第二人）", "投标决策")
    deal.grants(us.director, made, "报价放行")
    made.gate(seller)
    deal.fills(
        seller,
        "截止前递交成功",
        {"递交时间": f"{deal.day(today)}T00:05", "投标截止": f"{deal.day(today + 2)}T10:00"},
    )
    deal.proves(seller, "截止前递交成功", paper("平台回执.pdf"))
    moving.later(12)
    made.gate(seller)
    deal.proves(seller, "中标/成交通知书", paper("中标通知书.pdf"))
    deal.asks_to_pass(seller)
    deal.passes(us.manager, made, "中标公告可查")


def contract(us: Company, made: Deal, paper: Paper) -> None:
    """Reviewed by four, signed by both, taken over by delivery."""
    seller, reviews = us.seller, "法务、财务、交付、授权人评审全部通过"
    made.gate(seller)
    for kind in ("合同法务评审", "合同财务评审", "合同交付评审", "合同授权人批准"):
        deal.asks(seller, reviews, kind)
    deal.asks(seller, "交付项目经理逐项接收移交", "交付移交接收")
    deal.grants(us.legal, made, "合同法务评审")
    deal.grants(us.finance, made, "合同财务评审")
    deal.grants(us.delivery, made, "合同交付评审", "交付移交接收")
    deal.grants(us.director, made, "合同授权人批准")
    made.gate(seller)
    deal.proves(seller, "双方签章合同扫描件入库", paper("双章合同.pdf"))
    deal.asks_to_pass(seller)
    deal.passes(us.manager, made, "合同双章齐全，回款计划逐期对过")


def test_a_project_travels_from_lead_to_signed_contract(enters: Enters, moving_site: site.Site, papers: Paper) -> None:
    us = Company(*(enters(*who) for who in ROLES.values()))
    made = discovery(us, papers)
    moving_site.later(7)
    contact(us, made, papers)
    moving_site.later(40)
    us.sign_in_again()
    renewal(us, made)
    technical(us, made)
    commercial(us, made, papers)
    bidding(us, made, moving_site, papers, today=47)
    contract(us, made, papers)
    deal.opens(us.seller, made.address)
    expect(us.seller.page.locator(".page-head")).to_contain_text("已签约")
    deal.opens(us.seller, f"{made.address}?tab=origin")
    print(effort.told(list(us)))
    effort.assert_within(us.seller, **SELLER)
    for person in us[1:]:
        effort.assert_within(person, **ANYBODY_ELSE)
    assert effort.total(list(us))[effort.DECISION] <= DECISIONS, effort.told(list(us))
