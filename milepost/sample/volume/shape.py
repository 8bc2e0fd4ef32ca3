"""What the measured company is made of: plain records from one fixed seed per table, dates relative to a day.

At 100,000 projects: 1 root, 4 regions, 20 teams, 200 sellers, 20,000 customers, 60,000 contacts,
300,000 activities (a tenth with a next step still ahead) and 200,000 stage entries. Half the names are Chinese.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

REGIONS, TEAMS, SELLERS = 4, 20, 200
STAGES = ("discovery", "contact", "technical", "commercial", "bidding", "contract")
STAGE_SHARES = (25, 22, 18, 13, 10, 12)
_MARKS = (
    "华信恒泰东方金瑞天宇中科海联创新智云博远达盛德隆鼎宏图飞腾万象和正同济安康启明星辰光合众力诚立卓越凯旋汇通融益佳美"
)
_CITIES = "北京 上海 广州 深圳 杭州 南京 成都 武汉 西安 苏州 天津 重庆 青岛 大连 厦门 宁波 长沙 郑州 济南 合肥".split()
_TRADES = (
    "信息技术 软件 电力 机械 汽车 医疗 能源 物流 化工 钢铁 通信 交通 金融 证券 教育 建筑 环保 食品 纺织 航空".split()
)
_SYLLABLES = "an bel cor dan ek fal gor hel in jor kal lum mar nor ol pra qui rav sol tem ul ver win xan yor zed bra cle dro fri gla ster tron vex".split()
_LATIN_ENDS = "Systems Industries Holdings Energy Logistics Pharma Motors Networks Steel Software".split()
_WORKS_ZH = "ERP一期 数据中台 MES实施 灾备中心 智慧园区 网络改造 CRM二期 云平台 安全加固 呼叫中心".split()
_WORKS_EN = (
    "ERP phase 1", "data platform", "MES rollout", "disaster recovery", "smart campus", "network refresh",
    "CRM phase 2", "private cloud", "security hardening", "call centre",
)  # fmt: skip
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文斌玉兰"
_FIRST = "Anna Boris Carla David Elena Frank Grace Hugo Irene Jacob Karen Louis Maria Nadia Oscar Paula Quinn Rosa Simon Tanya".split()
_LAST = "Adler Brandt Costa Dubois Evans Fischer Garcia Hansen Ivanov Jensen Keller Larsen Meyer Novak Olsen Petrov Quist Rossi Silva Tanaka".split()
_POSTS = ("分管领导", "信息主任", "业务负责人", "采购经办")
_KINDS = ("call", "meeting", "message", "demo", "visit")
_BODY = "Discussed scope, budget and decision path with the buying team. 讨论了范围、预算与决策链。"


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each; ``of`` keeps the proportions of the measured company."""

    projects: int
    customers: int
    contacts: int
    activities: int
    entries: int

    @classmethod
    def of(cls, projects: int) -> "Size":
        """The size that goes with this many projects."""
        customers = max(projects // 5, 1)
        return cls(projects, customers, customers * 3, projects * 3, projects * 2)


class OneProject(NamedTuple):
    """A project by the numbers (from 0) of its customer, contact, seller and stage; amount in fen."""

    customer: int
    contact: int
    seller: int
    stage: int
    name: str
    amount_fen: int
    sign_on: dt.date
    created_on: dt.date


class OneActivity(NamedTuple):
    """A diary entry by the number of its project."""

    project: int
    kind: str
    text: str
    happened_on: dt.date
    next_on: dt.date | None


def customer_name(number: int) -> str:
    """Name of a customer, the same on every run; even numbers are Chinese."""
    pick = random.Random(f"customer{number}")  # noqa: S311 - sample data, not a secret
    if number % 2 == 0:
        return f"{pick.choice(_CITIES)}{pick.choice(_MARKS)}{pick.choice(_MARKS)}{pick.choice(_TRADES)}有限公司"
    return "".join(pick.choice(_SYLLABLES) for _ in range(3)).capitalize() + " " + pick.choice(_LATIN_ENDS)


def contact(number: int, size: Size) -> tuple[int, str, str]:
    """(customer, name, post) of a contact."""
    pick = random.Random(f"contact{number}")  # noqa: S311
    customer = number % size.customers
    if customer % 2 == 0:
        name = pick.choice(_SURNAMES) + pick.choice(_GIVEN) + pick.choice(_GIVEN)
    else:
        name = f"{pick.choice(_FIRST)} {pick.choice(_LAST)}"
    return customer, name, _POSTS[number % len(_POSTS)]


def team_of(seller: int) -> int:
    """Number of a seller's team."""
    return seller // (SELLERS // TEAMS)


def region_of(team: int) -> int:
    """Number of a team's region."""
    return team // (TEAMS // REGIONS)


def projects(size: Size, today: dt.date) -> Iterator[OneProject]:
    """All projects; some customers have many of them."""
    pick = random.Random("projects")  # noqa: S311
    for number in range(size.projects):
        customer = min(int(size.customers * pick.random() ** 1.5), size.customers - 1)
        yield OneProject(
            customer=customer,
            contact=customer + size.customers * pick.randrange(3),
            seller=pick.randrange(SELLERS),
            stage=pick.choices(range(len(STAGES)), STAGE_SHARES)[0],
            name=_project_name(pick, customer, number + 1),
            amount_fen=int(round(min(pick.lognormvariate(12.9, 1.1), 5e7), -2)) * 100,
            sign_on=today + dt.timedelta(days=pick.randint(-180, 270)),
            created_on=today - dt.timedelta(days=pick.randint(1, 400)),
        )


def _project_name(pick: random.Random, customer: int, number: int) -> str:
    name = customer_name(customer)
    if customer % 2 == 0:
        return f"{name[2:4]}{pick.choice(_WORKS_ZH)}项目-{number}"
    return f"{name.split()[0]} {pick.choice(_WORKS_EN)} #{number}"


def activities(size: Size, today: dt.date) -> Iterator[OneActivity]:
    """All activities; busy projects have many."""
    pick = random.Random("activities")  # noqa: S311
    for number in range(size.activities):
        kind = pick.choice(_KINDS)
        ahead = today + dt.timedelta(days=pick.randint(0, 40)) if pick.random() < 0.1 else None
        yield OneActivity(
            project=min(int(size.projects * pick.random() ** 1.3), size.projects - 1),
            kind=kind,
            text=f"{kind} {number + 1}: next step agreed 跟进。" + _BODY * pick.randint(1, 4),
            happened_on=today - dt.timedelta(days=pick.randint(0, 375)),
            next_on=ahead,
        )
