"""Other systems' stage names → the six stages and an outcome. Proposed, never imposed, never rejected."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from milepost.integrations.rules import numerals

Outcome = Literal["open", "won", "lost", "suspended", "no_decision"]
STAGES = ("discovery", "contact", "technical", "commercial", "bidding", "contract")
OUTCOMES: tuple[str, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a foreign stage name puts a project; ``sure`` in percent, 0 when nothing was recognised."""

    stage: str
    outcome: Outcome = "open"
    sure: int = 100

    @property
    def key(self) -> str:
        """As written in a mapping: the stage, or the outcome when it is not open."""
        return self.stage if self.outcome == "open" else self.outcome


UNKNOWN = Place("discovery", "open", 0)

# Exact names first. Sources: the six names of the method, Salesforce's standard stages, HubSpot, Pipedrive,
# Dynamics, the bench generator, and words of Chinese trackers.
_EXACT: dict[str, tuple[str, Outcome]] = {}
for _stage, _names in {
    "discovery": "discovery,项目挖掘,prospecting,qualification,lead,new,线索,商机,潜在,潜在项目,潜在客户,初期,挖掘,信息收集,项目信息,意向,跟踪,跟进,报备,立项前,前期,lead in,open,qualified to buy,appointment scheduled,初步意向,线索阶段,商机发现,发现商机,qualify",
    "contact": "first contact,contact,初步接触,接触,拜访,初次拜访,需求沟通,engaging,needs analysis,contact made,初步沟通,建立联系,客户拜访,需求了解,perception analysis,id. decision makers,id decision makers,需求调研,需求分析,立项,已立项,develop,presentation scheduled",
    "technical": "technical,技术突破,技术交流,方案,方案交流,方案设计,方案阶段,测试,poc,演示,demo,value proposition,solution,demo scheduled,样板参观,技术方案,方案制定,需求确认,方案确认,solution design,evaluation,方案论证,propose",
    "commercial": "commercial,商务突破,商务,商务洽谈,proposal/price quote,proposal,quote,报价,商务阶段,价格,预算申报,预算批复,decision maker bought-in,控标,引导,招标准备,商务公关,价格谈判,商务报价,proposal made,方案报价",
    "bidding": "bid,bidding,现场投标,投标,招标,招投标,投标中,待开标,开标,评标,挂网,标书制作,negotiation/review,negotiation,tender,应标,竞标,采购,谈判,公示,招投标阶段,投标阶段,negotiations started,close,采购流程,已挂网",
    "contract": "contract,合同签订,签约中,合同,合同谈判,待签约,中标,已中标,商务签约,contract sent,合同审批,签订合同,签合同,合同流程,合同评审,中标待签",
}.items():
    for _name in _names.split(","):
        _EXACT[_name] = (_stage, "open")
for _outcome, _names in {
    "won": "won,closed won,已签约,签约,成交,赢单,已成交,已签,已签单,签单,已签合同,成单,执行中,实施中,交付,交付中,已验收,验收,已交付,已完成,完成,closed - won,win,回款,已回款",
    "lost": "lost,closed lost,丢单,输单,失败,未中标,落标,流失,已丢单,丢标,closed - lost,lose,dead,放弃,已放弃,战败,disqualified,无效,关闭,已关闭,closed,输了,丢了",
    "suspended": "suspended,on hold,暂停,搁置,挂起,停滞,暂缓,延期,hold,中止,休眠",
    "no_decision": "no decision,取消,项目取消,终止,废标,流标,cancelled,canceled,客户取消,无决策,已取消,不做了",
}.items():
    for _name in _names.split(","):
        _EXACT[_name] = ("contract" if _outcome == "won" else "discovery", _outcome)  # type: ignore[assignment]

# Words inside a longer name; the first that is found decides.
_WITHIN: tuple[tuple[str, str, Outcome], ...] = (
    (r"未中标|丢|输单|落标|失败|lost|放弃|战败", "discovery", "lost"), (r"流标|废标|取消|终止|cancel", "discovery", "no_decision"),
    (r"暂停|搁置|挂起|暂缓|hold", "discovery", "suspended"), (r"待签|签约中|合同(?!签订完|已签)|中标", "contract", "open"), (r"已签|赢单|成交|won|验收|交付|实施|回款", "contract", "won"),
    (r"招标|投标|开标|评标|挂网|标书|tender|\bbid|negotiat", "bidding", "open"), (r"商务|报价|价格|预算|quote|price|commercial", "commercial", "open"),
    (r"技术|方案|测试|演示|交流|poc|demo|solution|technical|proposal", "technical", "open"), (r"拜访|接触|沟通|需求|调研|立项|contact|meeting|needs|engag", "contact", "open"),
    (r"线索|商机|潜在|意向|挖掘|跟踪|跟进|lead|prospect|qualif|discover", "discovery", "open"),
)  # fmt: skip


def place(name: str) -> Place:
    """Where a stage name belongs, as far as its words tell."""
    bare = re.sub(
        r"^[\d.、\-(（)）\s]+|\s*[(（]?\d+\s*[%％][)）]?\s*$|阶段$", "", numerals.plain(name).casefold()
    ).strip()
    if (exact := _EXACT.get(bare) or _EXACT.get(numerals.plain(name).casefold())) is not None:
        return Place(exact[0], exact[1], 95)
    for pattern, stage, outcome in _WITHIN:
        if re.search(pattern, bare):
            return Place(stage, outcome, 60)
    return UNKNOWN


def propose(names: Iterable[str]) -> dict[str, Place]:
    """A place for every distinct name, the commonest first."""
    counted = Counter(name for name in names if name)
    return {name: place(name) for name, _ in counted.most_common()}


def from_key(key: str) -> Place:
    """The place a mapping names: one of STAGES or an outcome. Raises ValueError for another word."""
    if key in STAGES:
        return Place(key)
    if key in OUTCOMES:
        outcome: Outcome = key  # type: ignore[assignment]
        return Place("contract" if key == "won" else "discovery", outcome)
    raise ValueError(key)


def merged(proposed: Mapping[str, Place], given: Mapping[str, str]) -> dict[str, Place]:
    """The proposal with what a person has corrected; his words compare without case and spaces.

    What says the same as the proposal stays as sure as the proposal was: a guess kept is still a guess.
    """
    told = {numerals.plain(name).casefold(): from_key(key) for name, key in given.items()}
    return {name: _corrected(place, told.get(numerals.plain(name).casefold())) for name, place in proposed.items()}


def _corrected(proposed: Place, told: Place | None) -> Place:
    return proposed if told is None or told.key == proposed.key else told
