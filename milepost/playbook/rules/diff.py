"""What changed between two versions of a playbook, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from milepost.kernel.text import Text
from milepost.playbook.rules.model import Playbook

ADDED, REMOVED, CHANGED = "added", "removed", "changed"

_QUIET = frozenset({"change_log"})
_WORDS = {
    "playbook": ("手册", "playbook"),
    "version": ("版本", "version"),
    "gate": ("过关规则", "gate rules"),
    "stages": ("销售阶段", "selling stages"),
    "delivery_milestones": ("交付里程碑", "delivery milestones"),
    "tasks": ("任务", "tasks"),
    "verification": ("验证标准", "standards"),
    "alerts": ("预警", "alerts"),
    "deliverables": ("交付物", "deliverables"),
    "mistakes": ("常见错误", "mistakes"),
    "weight": ("权重", "weight"),
    "norm_days": ("标准天数", "norm days"),
    "required_for": ("适用级别", "required for"),
    "valid_days": ("有效天数", "valid for days"),
    "min_strength": ("最低证据强度", "lowest evidence strength"),
    "buyer_verifiable": ("须客户侧可验证", "verifiable on the buyer's side"),
    "auto": ("判定方式", "how it is judged"),
    "when": ("触发条件", "when it fires"),
    "measure": ("算法", "measure"),
    "strategy": ("做什么", "strategy"),
    "technique": ("怎么做", "technique"),
    "role": ("责任角色", "responsible role"),
    "support": ("协作角色", "supporting roles"),
    "tools": ("工具", "tools"),
    "standards": ("对应标准", "standards it works for"),
    "optional": ("可选", "optional"),
    "enforcement": ("关卡方式", "enforcement"),
    "waiver": ("豁免规则", "waiver rules"),
    "never_waivable": ("不得豁免", "never waived"),
    "project_levels": ("项目级别", "project levels"),
    "any_of": ("定级条件", "conditions of the level"),
    "amount_min": ("金额下限（元）", "lowest amount (yuan)"),
    "gate_approver": ("过关审批人", "gate approver"),
    "team": ("团队角色", "roles of the team"),
    "approval_matrix": ("审批矩阵", "approval matrix"),
    "procurement_variants": ("采购方式", "procurement methods"),
    "skip_standards": ("不适用的标准", "standards left out"),
    "roles": ("角色", "roles"),
    "zh": ("中文", "Chinese text"),
    "en": ("英文", "English text"),
    "A": ("A级", "level A"),
    "B": ("B级", "level B"),
    "C": ("C级", "level C"),
    "imported": ("导入的项目", "imported projects"),
}
_MODES = {"off": Text("不设关", "off"), "warn": Text("提醒", "warn"), "block": Text("拦住", "block")}
_KINDS = {ADDED: ("新增", "added"), REMOVED: ("删除", "removed"), CHANGED: ("修改", "changed")}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``before`` is None when it was added, ``after`` when removed."""

    path: str
    kind: str
    before: Any
    after: Any
    text: Text

    def as_dict(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "kind": self.kind,
            "before": self.before,
            "after": self.after,
            "zh": self.text.zh,
            "en": self.text.en,
        }


@dataclass(frozen=True, slots=True)
class _Place:
    """Where we are: the path for machines, and the names along it for people."""

    names: Mapping[str, Text]
    path: str = ""
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def key(self, key: str) -> _Place:
        zh, en = _WORDS.get(key, (key, key))
        path = f"{self.path}.{key}" if self.path else key
        return _Place(self.names, path, (*self.zh, zh), (*self.en, en))

    def item(self, name: str, item: Any) -> _Place:
        named = isinstance(item, Mapping) and "zh" in item and "en" in item
        zh, en = (item["zh"], item["en"]) if named else (name, name)
        return _Place(self.names, f"{self.path}[{name}]", (*self.zh, zh), (*self.en, en))


def diff(old: Playbook | Mapping[str, Any], new: Playbook | Mapping[str, Any]) -> list[Change]:
    """Every difference, in the order of the new playbook; its change log left out."""
    before, after = _data(old), _data(new)
    names = {**_MODES, **_names(before), **_names(after)}
    return list(_mappings(before, after, _Place(names), quiet=_QUIET))


def _names(data: Mapping[str, Any]) -> dict[str, Text]:
    """Roles and standards by key, so that a change names them as people do."""
    found = {item["key"]: Text(item["zh"], item["en"]) for item in data.get("roles", ())}
    for stage in (*data.get("stages", ()), *data.get("delivery_milestones", ())):
        found |= {item["key"]: Text(item["zh"], item["en"]) for item in stage["verification"]}
    return found


def _data(book: Playbook | Mapping[str, Any]) -> Mapping[str, Any]:
    return book.data if isinstance(book, Playbook) else book


def _mappings(
    old: Mapping[str, Any], new: Mapping[str, Any], place: _Place, quiet: frozenset[str] = frozenset()
) -> Iterator[Change]:
    for key in [*new, *(key for key in old if key not in new)]:
        if key not in quiet:
            yield from _values(old.get(key), new.get(key), place.key(key))


def _values(old: Any, new: Any, place: _Place) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping) and "check" not in new:
        yield from _mappings(old, new, place)
    elif _keyed(old) and _keyed(new):
        yield from _lists(_by_key(old), _by_key(new), place)
    else:
        kind = ADDED if old is None else (REMOVED if new is None else CHANGED)
        yield _change(place, kind, old, new)


def _keyed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_key(item) is not None for item in value)


def _key(item: Any) -> str | None:
    if not isinstance(item, Mapping):
        return None
    return item.get("key") or item.get("kind")


def _by_key(items: list[Any]) -> dict[str, Any]:
    return {str(_key(item)): item for item in items}


def _lists(old: Mapping[str, Any], new: Mapping[str, Any], place: _Place) -> Iterator[Change]:
    for key in [*new, *(key for key in old if key not in new)]:
        here = place.item(key, new.get(key, old.get(key)))
        if key not in old:
            yield _change(here, ADDED, None, new[key])
        elif key not in new:
            yield _change(here, REMOVED, old[key], None)
        else:
            yield from _mappings(old[key], new[key], here)


def _change(place: _Place, kind: str, before: Any, after: Any) -> Change:
    zh, en = _KINDS[kind]
    where = Text(" · ".join(place.zh), " · ".join(place.en))
    if _short(before) and _short(after) and kind == CHANGED:
        text = Text(
            f"{where.zh}：{_said(before, place).zh} → {_said(after, place).zh}",
            f"{where.en}: {_said(before, place).en} → {_said(after, place).en}",
        )
    else:
        text = Text(f"{where.zh}：{zh}", f"{where.en}: {en}")
    return Change(place.path, kind, before, after, text)


def _short(value: Any) -> bool:
    """Whether a value can be shown in a sentence."""
    if isinstance(value, list):
        return all(isinstance(item, str | int) for item in value)
    return not isinstance(value, Mapping)


def _said(value: Any, place: _Place) -> Text:
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, list):
        said = [_said(item, place) for item in value] or [Text("无", "none")]
        return Text("、".join(t.zh for t in said), ", ".join(t.en for t in said))
    return place.names.get(str(value), Text(str(value), str(value)))
