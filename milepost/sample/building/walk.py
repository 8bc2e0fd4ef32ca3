"""Walking one project from its first day to its last through the rooms' own actions."""

import datetime as dt
from collections.abc import Sequence

from milepost.evidence import actions as evidence
from milepost.evidence.models import Piece
from milepost.gates import actions as gates
from milepost.gates import queries as gate_queries
from milepost.gates.models import GateRequest
from milepost.people.models import User
from milepost.playbook.rules.model import Stage
from milepost.projects import actions as projects
from milepost.projects.models import Project
from milepost.sample.building import diary, proofs
from milepost.sample.building.clock import Clock
from milepost.sample.building.company import DELIVERS, SPONSOR, Company
from milepost.sample.building.proofs import Proofs
from milepost.sample.rules import source
from milepost.sample.rules.course import DAY, Course, tender_days, workday

WAN = 10_000 * 100
CONTRASTS: dict[str, str | bool] = dict.fromkeys(
    ("cycle", "regularity", "process", "organisation", "information"), "project"
)
ASKED_BEFORE, RETURNED_BEFORE = {"waiting": 1, "returned": 5}, 3


class Walk:
    """One project on its way."""

    def __init__(self, company: Company, course: Course) -> None:
        self.company, self.course, self.clock = company, course, Clock(company.now)
        self.owner = company.users[course.spec["o"]]
        self.project = self._create()

    def go(self) -> Project:
        """Through all stages; returns the project as it stands at the end."""
        for key in self.course.stages:
            stage = self.company.playbook.stage(key)
            if self._jumps(key):
                continue
            self._come_into(stage)
            diary.write_stage(self.company, self.course, self.project, key, self.clock)
            if key in self.course.passed:
                self._leave(stage)
            elif "result" not in self.course.spec and self.course.mark not in (
                "stalled",
                "waiting",
                "returned",
                "waiver",
            ):
                self._advance(stage)
        self._finish()
        return self.project

    def _jumps(self, key: str) -> bool:
        """A late entry passes over everything before the bid."""
        return self.course.mark == "late" and key != "bidding"

    def _create(self) -> Project:
        spec = self.course.spec
        first = self.course.entered["bidding" if self.course.mark == "late" else "discovery"]
        sign_on = self.course.entered.get("contract_signed") or self.course.last + DAY * spec.get("sign", 0)
        project = projects.create(
            self.owner,
            now=self.clock.at(first),
            customer=self.company.customers[spec["c"]],
            name=spec["n"],
            amount_fen=round(spec["a"] * WAN),
            contrasts=CONTRASTS,
            lead_source=spec["l"],
            is_sample=True,
            expected_sign_on=sign_on,
        )
        self._team(project, first)
        return project

    def _team(self, project: Project, day: dt.date) -> None:
        spec = self.course.spec
        self._join(project, self.company.presales_of(spec["o"]), "presales", day)
        if self.course.level == "A":
            self._join(project, self.company.users[SPONSOR], "executive", day)

    def _join(self, project: Project, user: User, role: str, day: dt.date) -> None:
        projects.add_member(self.owner, now=self.clock.at(day), project=project, user=user, role=role)

    def _come_into(self, stage: Stage) -> None:
        """What happens on the first days of a stage."""
        day = self.course.entered[stage.key]
        if self.course.mark == "late":
            self._enter_late(day)
        if stage.key in ("discovery", "bidding"):
            self._brief_first(day)
        if stage.key == "commercial" and stage.key not in self.course.passed:
            self._brief_route(day)
        if stage.key == "bidding":
            self._tender(day)
        if stage.key == "contract":
            self._join(self.project, self.company.users[DELIVERS], "pm", day)
        if not stage.delivery:
            self._plan(stage, day)

    def _enter_late(self, day: dt.date) -> None:
        request = gates.ask_skip(
            self.owner, now=self.clock.at(day), project=self.project, to_stage="bidding", reason="late_entry",
            note="看到公告才知道，还剩十几天，先评再投。",
        )  # fmt: skip
        gates.pass_stage(request.approver, now=self.clock.at(day), request=request, note="同意，先过投标决策。")
        self._refresh()

    def _refresh(self) -> None:
        self.project.refresh_from_db()

    def _plan(self, stage: Stage, day: dt.date) -> None:
        words = source.read("proofs")["words"]["objectives"][stage.key]
        target = day + DAY * (stage.norm_days.get(self.course.level) or 30)
        projects.plan_stage(
            self.owner,
            now=self.clock.at(day),
            project=self.project,
            objective=words[len(self.course.spec["n"]) % len(words)],
            target_on=target,
            tasks=None if stage.key not in self.course.passed else (),
        )

    def _brief_first(self, day: dt.date) -> None:
        if self.project.stage != "discovery" and self.course.mark != "late":
            return
        spec, words, chance = self.course.spec, source.read("proofs")["words"], self.course.chance
        people = self.company.contacts[spec["c"]]
        first = {
            "need_summary": chance.choice(words["needs"][source.kind_of(spec["c"])]),
            "need_by": self.course.last + DAY * (spec.get("sign", 60) + 120),
            "budget_max_fen": round(spec["a"] * WAN * 1.08),
        }
        later = {
            "trigger": chance.choice(words["triggers"]),
            "budget_min_fen": round(spec["a"] * WAN * 0.9),
            "funding_source": chance.choice(words["funding"]),
            "procurement_method": spec["m"],
            "payment_record": chance.choice(["good", "good", "mixed", "none"]),
        }
        user, finance = people["user"], people["finance_audit"]
        self._say(day, first, f"{user.post}{self.company.titles[user.pk]}，电话", 1)
        second = min(workday(day + DAY * 3), self.course.until(self.project.stage))
        self._say(max(day, second), later, f"{finance.post}，面谈", 2)

    def _say(self, day: dt.date, changes: dict[str, object], who: str, strength: int) -> None:
        projects.edit_brief(
            self.owner, now=self.clock.at(day), project=self.project, changes=changes, source=who, strength=strength
        )

    def _brief_route(self, day: dt.date) -> None:
        words, notice = (
            source.read("proofs")["words"],
            self.course.entered.get("bidding") or self.course.last + DAY * 20,
        )
        award = notice + DAY * 35
        changes: dict[str, object] = {
            "agency": self.course.chance.choice(words["agencies"]),
            "expected_notice_on": notice,
        }
        if self.course.method == "enterprise_compare":
            changes["agency"] = "客户采购部自行组织"
        self._say(day, {**changes, "expected_award_on": award}, "采购经办人，面谈", 2)

    def _tender(self, day: dt.date) -> None:
        self._join(self.project, self.company.bidder_of(self.course.spec["o"]), "bid_specialist", day)
        days = tender_days(self.course)
        if days is None:
            return
        changes = {
            "documents_issued_at": f"{days.issued} 09:00",
            "deadline_at": f"{days.deadline} 14:00",
            "opening_at": f"{days.deadline} 14:30",
        }
        projects.edit_tender(self.owner, now=self.clock.at(days.issued), project=self.project, changes=changes)

    def _leave(self, stage: Stage) -> None:
        """Out of a stage: with proof through its gate, or without where only a warning stands in the way."""
        day = self.course.passed[stage.key]
        if stage.key in self.course.spec.get("claims", {}):
            self._claim(stage, day)
        elif self.course.mark == "unverified" and stage.key == self.course.stages[-2]:
            gates.move(self.owner, now=self.clock.at(day), project=self.project, to_stage=self.course.stages[-1])
        elif stage.repeatable:
            self._pass(stage, day, number=1)
        else:
            self._pass(stage, day)
        self._refresh()

    def _claim(self, stage: Stage, day: dt.date) -> None:
        """On with a warning: only some standards were proved, the rest is claimed."""
        proved = self.course.spec["claims"][stage.key]
        missing = [key for key in proofs.wanted(self.company, self.course, stage) if key not in proved]
        if stage.key == "commercial":
            self._brief_route(day)
        self._gather(stage, max(self.course.entered[stage.key], workday(day - DAY * 2)), without=missing)
        order = [one.key for one in self.company.playbook.stages]
        after = order[order.index(stage.key) + 1]
        gates.move(self.owner, now=self.clock.at(day), project=self.project, to_stage=after)

    def _advance(self, stage: Stage) -> None:
        """Where an open project has got to in its stage: the first standards are proved and judged."""
        keys = proofs.wanted(self.company, self.course, stage)
        count = self._proved_so_far(stage, keys)
        first, last = self.course.entered[stage.key], self.course.last
        day = max(first, workday(first + (last - first) * 2 // 3))
        days = tender_days(self.course) if stage.key == "bidding" else None
        if count == 0:
            return
        day = min(day, days.deadline) if days else day
        found = self._gather(stage, day, without=keys[count:])
        approver = gate_queries.approver_of(self.project, self.owner, day)
        assert approver is not None
        for piece in found.all_pieces():
            if piece.strength >= 2:
                evidence.accept(approver, now=self.clock.at(day), piece=piece)
        for word in proofs.judgements(self.company, self.course, stage, found, without=keys[count:]):
            gates.judge(approver, now=self.clock.at(day), project=self.project, **word)

    def _proved_so_far(self, stage: Stage, keys: list[str]) -> int:
        """How many of the standards: by the days spent against the norm; all before the award once the bid is in."""
        days = tender_days(self.course) if stage.key == "bidding" else None
        if days and days.deadline < self.course.last:
            return keys.index("awarded")
        norm = stage.norm_days.get(self.course.level) or 30
        share = min(0.7, (self.course.last - self.course.entered[stage.key]).days / norm)
        return min(int(len(keys) * share), keys.index("submitted") if days else len(keys))

    def _pass(self, stage: Stage, day: dt.date, number: int = 0) -> None:
        early, late = self._dated(stage, day)
        entered = self.course.entered[stage.key]
        ready = max(entered, workday(day - DAY * 2))
        if stage.key == "commercial":
            self._brief_route(ready)
        found = self._gather(stage, ready, without=list(early), mark=f"#{number}" if number else "")
        for key, judged_on in early.items():
            found.pieces |= self._judge_early(stage, key, judged_on)
        request = gates.ask(
            self.owner, now=self.clock.at(max(entered, workday(day - DAY))), project=self.project, note="材料已齐，请审。",
            stage=stage.key if number else "", occurrence=number or None,
        )  # fmt: skip
        gates.pass_stage(
            request.approver,
            now=self.clock.at(day),
            request=request,
            judgements=proofs.judgements(self.company, self.course, stage, found, without=list(early)),
            accept=[piece for piece in found.all_pieces() if piece.strength >= 2],
            note="材料看过，同意。",
        )
        for key, judged_on in late.items():
            self._judge(request.approver, stage, key, judged_on, found)

    def _dated(self, stage: Stage, day: dt.date) -> tuple[dict[str, dt.date], dict[str, dt.date]]:
        """Standards of the last passed stage judged before the gate, and those judged again after it."""
        if stage.key not in self.course.stages[-2:-1]:
            return {}, {}
        days = {key: self.course.last - DAY * ago for key, ago in self.course.spec.get("dated", {}).items()}
        return (
            {key: judged_on for key, judged_on in days.items() if judged_on < day},
            {key: judged_on for key, judged_on in days.items() if judged_on >= day},
        )

    def _gather(
        self, stage: Stage, day: dt.date, *, without: Sequence[str] = (), mark: str = "", leave_to: User | None = None
    ) -> Proofs:
        return proofs.gather(
            self.company, self.course, self.project, stage,
            day=day, clock=self.clock, mark=mark, without=without, leave_to=leave_to,
        )  # fmt: skip

    def _judge_early(self, stage: Stage, key: str, day: dt.date) -> dict[str, list[Piece]]:
        others = [one for one in proofs.wanted(self.company, self.course, stage) if one != key]
        early = Clock(self.company.now)
        found = proofs.gather(self.company, self.course, self.project, stage, day=day, clock=early, without=others)
        approver = gate_queries.approver_of(self.project, self.owner, day)
        assert approver is not None
        for piece in found.all_pieces():
            evidence.accept(approver, now=early.at(day), piece=piece)
        self._judge(approver, stage, key, day, found, early)
        return found.pieces

    def _judge(
        self, approver: User, stage: Stage, key: str, day: dt.date, found: Proofs, clock: Clock | None = None
    ) -> None:
        words = proofs.judgements(self.company, self.course, stage, found)
        word = next(one for one in words if one["standard"] == key)
        gates.judge(approver, now=(clock or self.clock).at(day), project=self.project, **word)

    def _finish(self) -> None:
        """What the last day brings: an ending, a request that waits or came back, a waiver."""
        spec = self.course.spec
        if spec.get("result") not in (None, "won"):
            self._end()
        elif self.course.mark in ASKED_BEFORE:
            self._ask_last()
        elif self.course.mark == "waiver":
            self._waive()

    def _end(self) -> None:
        spec = self.course.spec
        projects.end(
            self.owner, now=self.clock.at(self.course.last), project=self.project, result=spec["result"],
            reason=spec["r"], standard=spec.get("x", ""), note="复盘已做，见日志。" if spec["result"] == "lost" else "",
        )  # fmt: skip
        self._refresh()

    def _ask_last(self) -> GateRequest:
        stage, last = self.company.playbook.stage(self.project.stage), self.course.last
        approver = gate_queries.approver_of(self.project, self.owner, last)
        day = workday(last - DAY * ASKED_BEFORE[self.course.mark])
        self._gather(stage, workday(day - DAY), leave_to=approver if self.course.mark == "waiting" else None)
        request = gates.ask(self.owner, now=self.clock.at(day), project=self.project, note="本阶段材料已齐，请过关。")
        if self.course.mark == "returned":
            words = source.read("proofs")["words"]
            gates.send_back(
                request.approver,
                now=self.clock.at(workday(last - DAY * RETURNED_BEFORE)),
                request=request,
                standards=words["return_standards"][stage.key],
                remedy=self.company.turn("remedies", words["remedies"]),
            )
        return request

    def _waive(self) -> None:
        standard, reason, mitigation = source.read("proofs")["words"]["waivers"][self.project.stage]
        last = self.course.last
        waiver = gates.ask_waiver(
            self.owner, now=self.clock.at(workday(last - DAY * 9)), project=self.project, standard=standard,
            reason=reason, mitigation=mitigation, expires_on=last + DAY * 21,
        )  # fmt: skip
        day = workday(last - DAY * 8)
        gates.grant_waiver(waiver.approver, now=self.clock.at(day), waiver=waiver, why="同意，到期前必须补上。")
