"""What may never lie on the evidence shelf: protected tender information and the words of unlawful dealings.

The guard explains, it does not accuse: a sentence that is refused says why and what is allowed instead.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from milepost.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Guard:
    """One refused kind of content. ``words`` find it in free text; ``tag`` names it outright."""

    key: str
    tag: str
    words: re.Pattern[str]
    sentence: Text


def _words(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


GUARDS: tuple[Guard, ...] = (
    Guard(
        "evaluator_names",
        "evaluator_names",
        _words(r"评(委|标委员会成员|标专家|审专家)(的)?(名单|姓名|电话|联系方式)", r"evaluators?'? (names|list|phone)"),
        Text(
            "评标专家名单在中标结果公布前依法保密（招标投标法第三十七条），不能录入。定标后请用公开公告登记。",
            "Names of evaluators are secret by law until the result is published and cannot be entered. After the award use the public notice.",
        ),
    ),
    Guard(
        "base_price",
        "base_price",
        _words(r"(?<!无)(?<!不设)(?<!未设)标底(?!价?为?无)", r"reserve price|secret base price"),
        Text(
            "标底在开标前依法保密（招标投标法第二十二条），不能录入。公开的最高限价可以登记，请写“最高限价”并附公告。",
            "A base price is secret by law until bids are opened and cannot be entered. A published ceiling price may be: call it so and attach the notice.",
        ),
    ),
    Guard(
        "rival_offer",
        "rival_offer",
        _words(
            r"(对手|竞争对手|他家|友商|其他投标人)的?(投标文件|标书|报价单|投标报价|报价文件)",
            r"(rival|competitor)'?s? (bid|offer|tender) (file|document|price)",
        ),
        Text(
            "开标前不能存放其他投标人的报价或投标文件（招标投标法第五十条）。开标后公开的唱标价可以登记。",
            "Offers or files of other bidders cannot be kept before the opening. Prices read out at the opening may be entered afterwards.",
        ),
    ),
    Guard(
        "collusion",
        "collusion",
        _words(
            "(?<!不)(?<!禁止)(?<!拒绝)(?<!反)(陪标|围标|串标|串通投标|约定中标)", r"cover bid|bid rigging|agreed winner"
        ),
        Text(
            "这段文字提到陪标、围标或串通投标。里程碑不提供这类记录（招标投标法第三十二条）。如果是举报或制度说明，请改用合规渠道。",
            "The text speaks of cover bids or bid rigging, which Milepost keeps no record of. To report a case or quote a rule, use the compliance channel.",
        ),
    ),
    Guard(
        "bribery",
        "bribery",
        _words("(?<!不)(?<!禁止)(?<!拒绝)(?<!反)(回扣|好处费|返点给个人)", r"kickback|bribe"),
        Text(
            "这段文字提到回扣或好处费。里程碑不提供这类记录（反不正当竞争法第八条）。明示入账的折扣请写在报价里。",
            "The text speaks of kickbacks, which Milepost keeps no record of. An open, booked discount belongs into the offer.",
        ),
    ),
)
_UNTIL_OPENING = frozenset({"rival_offer"})


def refused(*, texts: Iterable[str], tags: Iterable[str] = (), opened: bool = False) -> Guard | None:
    """The first guard that forbids the content, or None. ``opened``: the bids have been opened in public."""
    tags, whole = set(tags), "\n".join(texts)
    for guard in GUARDS:
        if opened and guard.key in _UNTIL_OPENING:
            continue
        if guard.tag in tags or guard.words.search(whole):
            return guard
    return None
