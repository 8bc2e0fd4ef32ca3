"""A C project from a name to the signed contract: light enough that nobody feels administered."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser import effort, site
from tests.browser.journeys import deal
from tests.browser.journeys.conftest import Enters

WHOLE_LIFE = {"entries": 40, "evidence": 8}
DECISIONS = 11
CLICKS = 66
ROLES = {
    "manager": ("林晓峰", "销售经理"),
    "presales": ("沈逸飞", "售前"),
    "operations": ("彭悦", "销售运营"),
    "bids": ("宋丽", "商务/投标专员"),
    "finance": ("许静", "财务"),
    "delivery": ("曹勇", "交付项目经理"),
}


def test_a_small_project_costs_forty_entries_eight_pieces_eleven_decisions(
    enters: Enters, moving_site: site.Site, papers: Callable[[str], Path]
) -> None:
    seller = enters("王磊", "销售")
    others = {key: enters(*who) for key, who in ROLES.items()}
    manager = others["manager"]

    made = deal.starts(seller, "滨江区卫生健康局", "基层门诊叫号系统", "30万")
    made.gate(seller)
    deal.joins(seller, "售前", "沈逸飞")
    deal.fills(
        seller,
        "客户、需求、大致金额和时间已知",
        {"要解决什么": "六家门诊排队叫号", "预算上限": "35万", "客户要求上线": deal.day(300)},
    )
    deal.proves(seller, "MAN合计", "电话：信息科王科长，预算三十五万已列入明年，年底前要用", "电话记录")
    deal.asks(seller, "报备批准", "项目报备")
    deal.grants(others["operations"], made, "项目报备")
    made.gate(seller)
    deal.asks_to_pass(seller)
    deal.passes(manager, made, "看过电话记录，预算属实")

    moving_site.later(3)
    made.gate(seller)
    deal.proves(seller, "客户对需求有书面回应", "微信：王科长回复，需求就是这六家，下周来谈", "客户邮件")
    deal.asks_to_pass(seller)
    deal.passes(manager, made, "看过客户回复，两人都见过")

    made.gate(seller)
    deal.declares(seller, "规范编制与利益冲突声明无障碍", "规范编制")
    deal.declares(seller, "规范编制与利益冲突声明无障碍", "关联方")
    deal.proves(seller, "方案书已交付", "邮件：方案书收到，信息科认可叫号规则，请按此报价", "客户邮件")
    deal.asks_to_pass(seller)
    deal.passes(manager, made, "方案已交付，客户书面认可")

    made.gate(seller)
    deal.fills(seller, "采购方式和预计日期已知", {"采购方式": "询价", "预计决标日": deal.day(40)})
    deal.asks(seller, "报价底线审批通过", "报价底线")
    deal.asks_early(seller, made, "投标决策")
    deal.asks_early(seller, made, "报价放行")
    made.gate(seller)
    deal.asks_to_pass(seller)
    deal.passes(manager, made)

    made.gate(seller)
    deal.asks(seller, "报价放行", "否决项检查（第一人）")
    deal.asks(seller, "报价放行", "否决项检查（第二人）")
    deal.grants(others["bids"], made, "否决项检查（第一人）")
    deal.grants(others["presales"], made, "否决项检查（第二人）")
    made.gate(seller)
    deal.fills(seller, "截止前递交成功", {"递交时间": f"{deal.day(3)}T00:05", "投标截止": f"{deal.day(5)}T10:00"})
    deal.proves(seller, "截止前递交成功", papers("回执.pdf"))
    moving_site.later(4)
    made.gate(seller)
    deal.proves(seller, "中标/成交通知书", papers("成交通知书.pdf"))
    deal.asks_to_pass(seller)
    deal.passes(manager, made, "成交通知属实")

    made.gate(seller)
    deal.asks(seller, "财务评审通过", "合同财务评审")
    deal.asks(seller, "交付项目经理逐项接收移交", "交付移交接收")
    deal.proves(seller, "双方签章合同扫描件入库", papers("合同.pdf"))
    deal.grants(others["finance"], made, "合同财务评审")
    deal.grants(others["delivery"], made, "交付移交接收")
    made.gate(seller)
    deal.asks_to_pass(seller)
    deal.passes(manager, made, "合同双章齐全，回款计划在附件")

    deal.opens(seller, made.address)
    expect(seller.page.locator(".page-head")).to_contain_text("已签约")
    people = [seller, *others.values()]
    print(effort.told(people))
    effort.assert_within(seller, **WHOLE_LIFE, clicks=CLICKS)
    assert effort.total(people)[effort.DECISION] <= DECISIONS, effort.told(people)
