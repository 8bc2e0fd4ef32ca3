"""History kept in a remarks cell: ``3/5 拜访王处，要方案；3.12 电话…`` → dated diary lines and the rest."""

import datetime as dt
import re
from dataclasses import dataclass
from itertools import zip_longest

from milepost.integrations.rules import dates, numerals, people

_DATE = r"(?:(?:20)?\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?|\d{1,2}\s*[./月-]\s*\d{1,2}\s*[日号]?)"
# A date opens a line only at the beginning or after a break, and is not the start of a figure such as 3.5万 or 7-8套.
_OPENING = re.compile(
    rf"(?:^|(?<=[；;。\n\r|])|(?<=[；;。|]\s)|(?<=[，,])(?=\s*[（(\[【]))\s*(?:[-•*·]|\d{{1,2}}[、)）]|[（(\[【])?\s*({_DATE})\s*(?![\d万亿元千%％.]|[个人套家台米天GBTV])[)）\]】]?\s*[:：,，、\-—]?\s*"
)
# What a seller's first words say he did → kind of contact.
_KINDS = (
    ("exec_meeting", r"高层|老总|总裁|董事长"), ("reference_visit", r"参观|考察|样板"), ("demo", r"演示|试用|demo"), ("exchange", r"技术交流|方案交流|交流|讲解|宣讲"),
    ("call", r"电话|去电|来电|通话|致电|\bcall"), ("message", r"微信|短信|邮件|消息|email|e-mail|wechat"), ("meeting", r"会议|开会|碰头|汇报|研讨|meeting"),
    ("visit", r"拜访|走访|上门|面谈|见面|见了|约见|到访|回访|\bvisit|\bmet\b"),
)  # fmt: skip
_PERSON = re.compile(
    r"(?:拜访|走访|约见|见了|面谈|见|致电|联系|电话|微信|与|和|跟|向|请|给)\s*了?\s*(?:[\u4e00-\u9fff]{1,6}?(?:科|处|部|局|院|中心|办|室))?"
    rf"([{people.SURNAMES}][\u4e00-\u9fff]{{0,2}}?(?:处长|主任|院长|部长|局长|校长|科长|所长|书记|经理|老师|总监|厂长|行长|处|总|科|工|局|院))"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One dated entry: what happened, which kind of contact (None when it names none), with whom."""

    on: dt.date
    text: str
    kind: str | None = None
    person: str | None = None
    year_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Remarks:
    """Diary lines in the order of time, and what carried no date."""

    lines: tuple[Line, ...]
    rest: str


def parse(said: str, *, today: dt.date, year: int | None = None) -> Remarks:
    """Cut a remarks cell at its dates. Dates without a year are the latest such day up to ``today``.

    ``year`` (of the file) wins where that day is not after ``today``. Entries in the future and
    impossible dates stay in the rest: they are plans, not history.
    """
    openings = list(_OPENING.finditer(said))
    rest = [said[: openings[0].start()] if openings else said]
    lines: list[Line] = []
    for opening, following in zip_longest(openings, openings[1:]):
        body = said[opening.end() : following.start() if following else len(said)].strip(" \t\r\n;；。|，,")
        when = _when(opening.group(1), today, year)
        if when is None or not body:
            rest.append(said[opening.start() : following.start() if following else len(said)])
        else:
            lines.append(Line(when[0], body, kind_of(body), person_in(body), when[1]))
    kept = "；".join(part for piece in rest if (part := piece.strip(" \t\r\n;；|")))
    return Remarks(tuple(sorted(lines, key=lambda line: line.on)), kept)


def _when(written: str, today: dt.date, year: int | None) -> tuple[dt.date, bool] | None:
    for guess in [year] if year else [today.year, today.year - 1]:
        try:
            when = dates.parse(numerals.plain(written), dates.Context(order="YMD", year=guess))
        except dates.NotADateError:
            continue
        if when and when.precision == "day" and when.first <= today:
            return when.first, when.year_guessed
    return _when(written, today, None) if year else None


def kind_of(body: str) -> str | None:
    """The kind of contact the words describe, in the language of the diary, else None."""
    head = body[:40].lower()
    found = [(match.start(), kind) for kind, pattern in _KINDS if (match := re.search(pattern, head))]
    return min(found)[1] if found else None


def person_in(body: str) -> str | None:
    """The customer's person the words name with a title, such as 王处 or 李主任."""
    found = _PERSON.search(body[:60])
    return found.group(1) if found else None
