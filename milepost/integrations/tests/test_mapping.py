"""Titles in two languages find their fields; a person's word wins; other systems' stages are proposed."""

import pytest

from milepost.integrations.rules import fields, headers, mapping, stages
from milepost.integrations.rules.refusals import FileRefused


@pytest.mark.parametrize(
    ("kind", "title", "field"),
    [
        ("projects", "客户名称*", "customer"), ("projects", "甲方单位", "customer"), ("projects", "Account Name", "customer"), ("projects", "预计金额（万元）", "amount"),
        ("projects", "deal_value", "amount"), ("projects", "Ammount", "amount"), ("projects", "sales_agent", "owner"), ("projects", "项目负责人", "owner"), ("projects", "STAGENAME", "stage"),
        ("projects", "预计签约时间", "expected_sign_on"), ("projects", "本周最新进展", "remarks"), ("projects", "序号", None), ("projects", "xyz", None), ("projects", "售前工程师", "helpers"),
        ("customers", "office_location", "region"), ("contacts", "手机号码", "mobile"), ("users", "regional_office", "unit"), ("activities", "拜访日期", "happened_on"), ("history", "New Stage", "stage"),
    ],
)  # fmt: skip
def test_title_finds_its_field(kind: str, title: str, field: str | None) -> None:
    (column,) = mapping.propose(kind, [title], [])
    assert (column.field.key if column.field else None) == field


@pytest.mark.parametrize(
    ("title", "unit", "currency"),
    [("金额(万元)", 10_000, None), ("预算/万元", 10_000, None), ("金额（元）", 1, None), ("Revenue (in millions of USD)", 1_000_000, "USD"), ("Amount (USD)", None, "USD"), ("投资额（亿元）", 10**8, None), ("金额/千元", 1_000, None), ("金额", None, None)],
)  # fmt: skip
def test_unit_and_currency_stand_in_the_title(title: str, unit: int | None, currency: str | None) -> None:
    found = headers.parse(title)
    assert (found.unit, found.currency) == (unit, currency)


def test_values_speak_against_a_title() -> None:
    believed, doubted = mapping.propose(
        "projects", ["签约时间", "金额"], [["2026-01-01", "是"], ["2026-02-01", "否"], ["", "是"]]
    )
    assert believed.field is not None
    assert doubted.field is None


def test_each_field_is_given_once_and_a_person_wins() -> None:
    given = mapping.read_given("projects", {"columns": {"单位": "unit", "甲方": "customer", "备注": None}})
    columns = mapping.propose("projects", ["单位", "甲方", "客户名称", "备注"], [], given)
    assert [c.field.key if c.field else None for c in columns] == ["unit", "customer", None, None]


def test_short_form_of_a_mapping_is_understood() -> None:
    given = mapping.read_given(
        "projects", {"Firma": "customer", "stages": {"Hot": "commercial"}, "amount_unit": "万元"}
    )
    assert given.columns == {"Firma": "customer"}
    assert given.stages == {"Hot": "commercial"}


def test_unknown_words_of_a_mapping_are_all_named() -> None:
    with pytest.raises(FileRefused) as refused:
        mapping.read_given(
            "projects",
            {"columns": {"A": "nonsense"}, "stages": {"Hot": "boiling"}, "date_order": "XYZ", "amount_unit": "斤"},
        )
    for word in ("nonsense", "boiling", "XYZ", "斤"):
        assert word in refused.value.text.zh


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Prospecting", "discovery"), ("Engaging", "contact"), ("Won", "won"), ("Lost", "lost"), ("Closed Won", "won"), ("Closed Lost", "lost"), ("Negotiation/Review", "bidding"),
        ("Id. Decision Makers", "contact"), ("Value Proposition", "technical"), ("Proposal/Price Quote", "commercial"), ("Qualification", "discovery"), ("Needs Analysis", "contact"), ("Perception Analysis", "contact"),
        ("Discovery", "discovery"), ("First contact", "contact"), ("Technical", "technical"), ("Commercial", "commercial"), ("Bid", "bidding"),
        ("项目挖掘", "discovery"), ("初步接触", "contact"), ("技术突破", "technical"), ("商务突破", "commercial"), ("现场投标", "bidding"), ("合同签订", "contract"),
        ("商机", "discovery"), ("立项", "contact"), ("投标", "bidding"), ("中标", "contract"), ("签约", "won"), ("丢单", "lost"), ("未中标", "lost"), ("流标", "no_decision"), ("暂停", "suspended"), ("3-方案报价（50%）", "commercial"),
    ],
)  # fmt: skip
def test_stage_names_of_other_systems(name: str, key: str) -> None:
    assert stages.place(name).key == key


def test_unknown_stage_is_proposed_not_rejected_and_can_be_told() -> None:
    proposed = stages.propose(["量子纠缠", "量子纠缠"])
    assert proposed["量子纠缠"] == stages.UNKNOWN
    assert stages.merged(proposed, {"量子纠缠": "technical"})["量子纠缠"].key == "technical"
    assert stages.merged(proposed, {"量子纠缠": "discovery"})["量子纠缠"].sure == 0


def test_signature_knows_the_layout_whatever_the_order() -> None:
    assert mapping.signature("projects", ["客户", "金额"]) == mapping.signature("projects", ["金额", "客户 "])
    assert mapping.signature("projects", ["客户"]) != mapping.signature("customers", ["客户"])


def test_every_kind_has_labels_in_both_languages() -> None:
    for kind in fields.KINDS:
        for each in fields.FIELDS[kind]:
            assert each.label.zh
            assert each.label.en.isascii()
