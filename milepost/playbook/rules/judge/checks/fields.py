"""Fields that must be filled, and the judgement of a person."""

from __future__ import annotations

from milepost.playbook.rules.grammar import Check
from milepost.playbook.rules.judge.checks.base import Answer, Compiled, Found, Setting
from milepost.playbook.rules.judge.now import Now, Record, serves
from milepost.playbook.rules.judge.selection import Pair, Selection
from milepost.playbook.rules.judge.world import World


class FieldsFilled(Compiled):
    """There is a record, and every record has every field filled."""

    __slots__ = ("fields", "selection")

    def __init__(self, spec: Check, _setting: Setting) -> None:
        super().__init__(spec, (spec.of,))
        working = spec.args.get("calendar") == "working"
        self.selection = Selection(spec.of, spec.where, working)
        self.fields: list[str] = spec.args["fields"]

    def missing(self, record: Record) -> list[str]:
        return [name for name in self.fields if record.get(name) in (None, "", [])]

    def _fails(self, record: Record, now: Now) -> bool:
        return bool(self.missing(record)) or not serves(record, now)

    def truth(self, world: World, now: Now) -> Answer:
        pair = self.selection.select(now, world)
        return None if pair is None else self._judge(pair, now)

    def _judge(self, pair: Pair, now: Now) -> Answer:
        sure, maybe = pair
        failing = [record for record in sure if self._fails(record, now)]
        doubtful = [record for record in maybe if self._fails(record, now)]
        if failing or not (sure or maybe):
            return False
        return None if doubtful or not sure else True

    def found(self, world: World, now: Now) -> Found:
        pair = self.selection.select(now, world)
        if pair is None:
            return Found(None, None, ())
        records = [*pair[0], *pair[1]]
        failing = [record for record in records if self._fails(record, now)]
        names = sorted({name for record in records for name in self.missing(record)}, key=self.fields.index)
        return Found(self._judge(pair, now), {"missing": names}, self.ids(failing or records))


class Manual(Compiled):
    """A person judges. The judgement itself is looked up where standards are judged."""

    __slots__ = ()

    def __init__(self, spec: Check, _setting: Setting) -> None:
        super().__init__(spec, ("judgements",))

    def unprovided(self, _world: World) -> bool:
        return True

    def truth(self, _world: World, _now: Now) -> Answer:
        return None

    def found(self, _world: World, _now: Now) -> Found:
        return Found(None, None, ())
