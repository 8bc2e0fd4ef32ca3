"""Names in one cell: 张三/李四, 张三、李四, 张三(售前) → who owns and who helps."""

import re
from dataclasses import dataclass

from milepost.integrations.rules import numerals

# Words beside a name → role key of the playbook.
ROLES = {
    "售前": "presales", "技术": "presales", "技术支持": "presales", "方案": "presales", "presales": "presales", "se": "presales",
    "商务": "bid_specialist", "投标": "bid_specialist", "标书": "bid_specialist", "bid": "bid_specialist",
    "交付": "pm", "实施": "pm", "项目经理": "pm", "pm": "pm", "经理": "sales_manager", "manager": "sales_manager", "总监": "sales_director",
    "director": "sales_director", "法务": "legal", "legal": "legal", "财务": "finance", "finance": "finance", "销售": "sales",
    "客户经理": "sales", "sales": "sales", "ae": "sales", "高层": "executive", "支持": "presales", "运营": "sales_ops",
}  # fmt: skip
_LEAD = {"主", "主责", "主导", "主办", "负责", "负责人", "牵头", "lead", "owner"}
_GONE = {"离职", "已离职", "离岗", "left"}
_NOBODY = re.compile(r"(待定|待分配|未分配|无|没有|暂无|n/?a|none|tbd|unassigned|[-–—/\\?]+)", re.I)
_SPLIT = re.compile(
    r"\s*(?:[/、;；&＆+|\n\\]|[,，](?!\s*(?:jr|sr|inc|ltd)\b))\s*|(?<=[\u4e00-\u9fff)])\s*(?:和|与|及)\s*(?=[\u4e00-\u9fff])",
    re.I,
)
_NOTE = re.compile(r"[(\[【]\s*(.*?)\s*[)\]】]")
_LABEL = re.compile(r"^([\u4e00-\u9fff]{1,5}|[a-z ]{2,10})\s*:\s*", re.I)
_CJK_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")


@dataclass(frozen=True, slots=True)
class Person:
    """One name, with the role its brackets or label gave, and whether it is said to have left."""

    name: str
    role: str | None = None
    gone: bool = False
    lead: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """The owner (None when nobody is named) and the helpers in the order written."""

    owner: Person | None = None
    helpers: tuple[Person, ...] = ()


def parse(said: str) -> People:
    """Read one cell. The owner is who is marked 主, else the first who is no specialist, else the first."""
    people = [person for part in _parts(numerals.plain(said)) if (person := _person(part))]
    people = list({person.name: person for person in reversed(people)}.values())[::-1]
    if not people:
        return People()
    owner = next((p for p in people if p.lead), None) or next(
        (p for p in people if p.role in (None, "sales")), people[0]
    )
    return People(owner, tuple(p for p in people if p is not owner))


def _parts(said: str) -> list[str]:
    said = re.sub(r"\s+(?=[\u4e00-\u9fff]{1,5}:)", "/", said)
    parts: list[str] = []
    for part in _SPLIT.split(said):
        words = part.split()
        whole_names = len(words) > 1 and all(_CJK_NAME.fullmatch(_NOTE.sub("", word)) for word in words)
        parts += words if whole_names else [part]
    return parts


def _person(part: str) -> Person | None:
    notes = [note.lower() for note in _NOTE.findall(part)]
    bare = _NOTE.sub("", part)
    if label := _LABEL.match(bare):
        notes.append(label.group(1).strip().lower())
        bare = bare[label.end() :]
    bare = _tidy(bare)
    if not bare or _NOBODY.fullmatch(bare):
        return None
    role = next((ROLES[note] for note in notes if note in ROLES), None)
    return Person(bare, role, any(note in _GONE for note in notes), any(note in _LEAD for note in notes))


def _tidy(bare: str) -> str:
    """``张 三`` is one name with a space for looks."""
    bare = " ".join(bare.split()).strip(" .。:：")
    if re.fullmatch(r"[\u4e00-\u9fff]( [\u4e00-\u9fff]){1,2}", bare):
        return bare.replace(" ", "")
    return bare


_NOT_NAMES = {
    "汇总",
    "合计",
    "总表",
    "总计",
    "说明",
    "目录",
    "模板",
    "数据",
    "项目",
    "客户",
    "明细",
    "清单",
    "台账",
    "统计",
    "封面",
    "字典",
    "参数",
    "漏斗",
    "商机",
    "联系人",
    "示例",
    "丢单",
    "赢单",
    "在跟",
    "归档",
    "历史",
    "华东",
    "华南",
    "华北",
    "华中",
    "东北",
    "西南",
    "西北",
    "安徽",
    "江苏",
    "江西",
    "广东",
    "广西",
    "云南",
    "贵州",
    "山东",
    "山西",
}
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江"
    "尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌"
)


def looks_like_name(said: str) -> str | None:
    """The Chinese or Latin personal name in a sheet's title, else None: ``张三-2026`` → 张三."""
    bare = re.sub(r"[\d\s年月_()（）-]+|的?(项目|客户|商机|跟踪|台账|明细|清单|表)+$", "", numerals.plain(said)).strip()
    if re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", bare):
        return bare if bare[0] in SURNAMES and not any(word in bare for word in _NOT_NAMES) else None
    said = said.strip()
    return said if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", said) else None
