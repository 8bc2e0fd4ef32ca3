"""Facts of a project that does everything right, in every stage, level and procurement method."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from milepost.playbook.rules import grammar, load

TODAY = date(2026, 11, 23)
DEADLINE = datetime(2026, 11, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
KEY_ROLES = ("approver", "decision_maker", "technical_evaluator", "user", "procurement")
Facts = dict[str, list[dict[str, Any]]]


def days_ago(days: int) -> date:
    return TODAY - timedelta(days)


def good_project(stage: str, method: str = "open_tender") -> Facts:
    """Every collection of the catalogue, for a project that stands in ``stage``."""
    playbook = load.default()
    keys = [one.key for one in playbook.all_stages]
    passed = keys[: keys.index(stage)]
    facts = _sales(method) | _people() | _delivery() | _records()
    facts["passes"] = [{"stage": key, "result": "verified", "dated_on": days_ago(6)} for key in passed]
    facts["evidence"] = list(_evidence(stage))
    facts["tender"] = [_tender()] if keys.index(stage) >= keys.index("bidding") else []
    return facts


def _sales(method: str) -> Facts:
    return {
        "project": [{
            "id": "p1", "dated_on": days_ago(1), "customer": "市第一医院", "need_summary": "影像平台",
            "need_by": days_ago(-200), "trigger": "等级评审", "budget_min": 100_000_000,
            "budget_max": 120_000_000, "currency": "CNY", "funding_source": "财政", "payment_record": "good",
            "procurement_method": method, "agency": "某代理", "expected_notice_on": days_ago(-20),
            "expected_award_on": days_ago(-60), "stage_entered_on": days_ago(5),
        }],
        "pauses": [],
        "team": [{"person": f"u{n}", "role": role.key} for n, role in enumerate(load.default().roles)],
        "tasks": [{"id": "t1", "key": "study_rivals", "role": "sales", "due_on": days_ago(-3)}],
        "date_changes": [],
        "man": [{"id": "m1", "dated_on": days_ago(3), "money": 3, "authority": 3, "need": 3}],
        "lead": [{"id": "l1", "source": "follow_on", "assigned_on": days_ago(80), "first_contact_on": days_ago(79)}],
        "notices": [],
        "filing_conflicts": [],
        "follow_on_leads": [{"id": "f1", "source": "follow_on"}],
        "activities": [
            {"id": f"d{n}", "kind": "exec_meeting", "outcome": "advance", "with_roles": ["approver"], "dated_on": days_ago(n)}
            for n in (1, 3, 5)
        ],
        "judgements": [],
        "waivers": [],
    }  # fmt: skip


def _people() -> Facts:
    people = [
        {
            "id": f"s{n}", "person": f"某{n}", "org_unit": f"部门{n}", "roles": [role], "influence": 3,
            "attitude": 2, "attitude_stated": True, "coverage": 3, "last_contact_on": days_ago(1),
            "stakes": "按期上线", "attended_exchange": True, "coach_tests_passed": 3,
            "coach_info_corroborated": True, "rates_us_first": True, "our_owner": "u0", "backup_owner": "u1",
            "dated_on": days_ago(1),
        }
        for n, role in enumerate(KEY_ROLES)
    ]  # fmt: skip
    return {
        "stakeholders": people,
        "relations": [{"id": f"r{n}", "from": f"s{n}", "to": f"s{n + 1}", "kind": "knows"} for n in range(4)],
        "ratings": [
            {"person": f"s{n}", "roles": [role], "influence": 3, "attitude": 0, "dated_on": days_ago(70)}
            for n, role in enumerate(KEY_ROLES)
        ],
        "coach_marks": [],
        "competitors": [{
            "id": "c1", "name": "甲公司", "none_confirmed": False, "first_seen_on": days_ago(200),
            "first_seen_stage": "discovery", "position": "behind", "strengths": "价低", "resources": "本地团队",
            "dated_on": days_ago(1),
        }],
        "competitor_moves": [],
    }  # fmt: skip


def _tender() -> dict[str, Any]:
    return {
        "id": "b1", "documents_issued_at": DEADLINE - timedelta(21), "deadline_at": DEADLINE,
        "submitted_at": DEADLINE - timedelta(1), "opening_at": DEADLINE, "award_notice_on": days_ago(4),
        "objection_window_end": days_ago(1),
    }  # fmt: skip


def _delivery() -> Facts:
    return {
        "contract": [{
            "id": "k1", "dated_on": days_ago(3), "signed_on": days_ago(3), "amount": 30_000, "currency": "CNY",
            "scope": "全部", "term": "一年", "acceptance_days": 30, "payment_terms": "三期", "warranty": "三年",
            "default_terms": "有", "security": "保函", "performance_bond_required": True, "standard_text": True,
        }],
        "payments": [
            {"id": f"y{n}", "number": n, "amount": 10_000, "currency": "CNY", "trigger": "kickoff",
             "evidence_required": "纪要", "owner": "u0", "due_on": days_ago(-30 * n), "escalated": False}
            for n in (1, 2, 3)
        ],
        "payment": [{"id": "q1", "payment": 1, "amount": 10_000, "currency": "CNY", "due_on": days_ago(-30)}],
        "payment_proofs": [{"id": "pp1", "payment": 1, "provided": True}, {"id": "pp2", "payment": 2, "provided": False}],
        "receipts": [{"id": "rc1", "payment": 1, "amount": 10_000, "currency": "CNY"}],
        "delivery": [{
            "id": "v1", "customer_lead": "王处", "customer_team": "五人", "our_team": "六人", "escalation_path": "周会",
            "kickoff_held_on": days_ago(2), "unsigned_change_ratio": 0.01, "schedule_variance": 0.02,
            "acceptance_requested_on": days_ago(10), "initial_accepted_on": days_ago(5),
            "trial_started_on": days_ago(100), "trial_ended_on": days_ago(5), "trial_end_planned_on": days_ago(5),
            "trial_days": 90, "warranty_end_on": days_ago(-900),
        }],
        "scope_items": [{"id": "si1", "traced": True, "class": "in_contract", "disposed": False}],
        "change_orders": [{"id": "co1", "implemented": True, "customer_signed": True}],
        "issues": [{"id": "is1", "severity": "high", "source": "initial_acceptance", "owner": "u0",
                    "due_on": days_ago(2), "closed_on": days_ago(3)}],
        "incidents": [],
        "acceptance_docs": [{"id": f"ad{s}", "stage": s, "provided": True} for s in ("initial", "final")],
        "bonds": [{"id": "bo1", "kind": "bid", "amount": 100, "due_on": days_ago(3), "closed_on": days_ago(3)}],
        "contract_deviations": [],
        "contract_clauses": [{"id": "cc1", "flag": "other"}],
    }  # fmt: skip


def _records() -> Facts:
    states = {
        "buying_path": ["filled"], "need_statement": ["filled", "customer_replied"],
        "solution_doc": ["delivered", "customer_replied"], "poc_plan": ["signed", "started"],
        "bid_scorecard": ["completed"], "master_plan": ["customer_accepted"], "account_plan": ["filled"],
    }  # fmt: skip
    kinds = [rule.kind for rule in load.default().approvals]
    return {
        "documents": [
            {"id": f"{kind}-{state}", "type": kind, "state": state, "dated_on": days_ago(2)}
            for kind, reached in states.items()
            for state in reached
        ],
        "approvals": [
            {"id": f"a{n}", "kind": kind, "decision": "granted", "requester": "u0", "by": f"v{n}", "dated_on": days_ago(2)}
            for n, kind in enumerate(kinds)
        ],
        "declarations": [
            {"id": f"de{n}", "kind": kind, "answer": "clear", "dated_on": days_ago(2)}
            for n, kind in enumerate(("spec_drafting", "related_party"))
        ],
        "requirements": [
            {"id": f"rq{n}", "mandatory": True, "fit": "meets", "differentiator": True, "acknowledged": True, "dated_on": days_ago(2)}
            for n in range(3)
        ],
        "success_factors": [{"id": f"sf{n}", "rank": n, "text": "稳定", "dated_on": days_ago(2)} for n in range(3)],
        "clauses": [{"id": "cl1", "mandatory": True, "answered_page": 12, "dated_on": days_ago(2)}],
        "challenges": [],
        "statute_findings": [{"id": "st1", "rule": "prep_20d", "kind": "min_period", "status": "kept"}],
        "score_simulator": [{"id": "ss1", "low_price_triggers": 0}],
    }  # fmt: skip


def _evidence(stage: str) -> Iterator[dict[str, Any]]:
    """For each standard the pieces its checks ask for, plus a proof of funds, all accepted."""
    playbook = load.default()
    yield _piece("e-funds", "public_notice", ["funds"], [], stage, "王处")
    yield _piece("e-tag-contact", "minutes_confirmed", [], [], stage, "李工")
    for one in playbook.all_stages:
        for standard in one.standards:
            wanted = [c for c in grammar.checks(standard.check) if c.name == "evidence_min"]
            for check in wanted:
                kind = (check.args.get("types") or ["internal_form"])[0]
                for n in range(check.args["count"]):
                    yield _piece(f"e-{standard.key}-{kind}-{n}", kind, [], [standard.key], stage, f"某{n}")


def _piece(key: str, kind: str, tags: list[str], serves: list[str], stage: str, person: str) -> dict[str, Any]:
    return {
        "id": key, "type": kind, "person": person, "tags": tags, "serves": serves, "stage": stage,
        "dated_on": days_ago(2), "accepted_on": days_ago(1),
    }  # fmt: skip
