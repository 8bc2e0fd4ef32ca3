"""Changing through the API: rights, ETags, repeated requests, the one door of the gate."""

from milepost.api import idempotency
from milepost.api.models import KeptAnswer
from milepost.gates.models import GateRequest
from milepost.projects.models import Brief
from milepost.trail import queries as trail


def test_a_read_only_token_changes_nothing(pipeline, caller):
    ask = caller("lin")
    path = f"/projects/{pipeline.big.pk}"
    for method, sub, body in (
        ("PATCH", "/brief", {"changes": {}}),
        ("POST", "/move", {"to_stage": "project_confirmation"}),
    ):
        answer = ask(method, path + sub, body, If_Match="*")
        assert (answer.status, answer.body["error"]["code"]) == (403, "not-allowed")


def test_brief_is_changed_with_its_source_under_the_newest_etag(pipeline, caller):
    ask = caller("lin", read_only=False)
    path = f"/projects/{pipeline.big.pk}/brief"
    tag = ask("GET", path).headers["ETag"]
    body = {
        "changes": {"need_summary": "要一套新系统", "budget_max_fen": 250_000_000},
        "source": "王处长",
        "strength": 2,
    }
    changed = ask("PATCH", path, body, If_Match=tag)
    assert (changed.status, changed.body["need_summary"], changed.body["budget_max_fen"]) == (
        200,
        "要一套新系统",
        250_000_000,
    )
    assert changed.headers["ETag"] != tag
    again = ask("PATCH", path, {"changes": {"agency": "甲"}}, If_Match=tag)
    assert (again.status, again.body["error"]["code"]) == (412, "changed-meanwhile")
    assert Brief.objects.get(project=pipeline.big).agency is None
    without = ask("PATCH", path, {"changes": {"agency": "甲"}})
    assert without.status == 428
    entry = trail.of_project(pipeline.big.pk).first()
    assert (entry.action, entry.actor_name) == ("project.brief", "林一")


def test_what_is_left_out_stays_and_null_makes_unknown(pipeline, caller):
    ask = caller("lin", read_only=False)
    path = f"/projects/{pipeline.big.pk}/brief"
    ask("PATCH", path, {"changes": {"need_summary": "甲", "agency": "乙"}}, If_Match="*")
    changed = ask("PATCH", path, {"changes": {"agency": None}}, If_Match="*").body
    assert (changed["need_summary"], changed["agency"]) == ("甲", None)


def test_fields_that_are_not_of_the_brief_are_refused(pipeline, caller):
    ask = caller("lin", read_only=False)
    path = f"/projects/{pipeline.big.pk}/brief"
    for changes in (
        {"owner": 1},
        {"stage": "contract"},
        {"version": 99},
        {"amount_fen": 1},
        {"confirmed_on": "2026-01-01"},
    ):
        answer = ask("PATCH", path, {"changes": changes}, If_Match="*")
        assert (answer.status, answer.body["error"]["code"]) == (422, "malformed")
    assert ask("PATCH", path, {"changes": {}, "is_sample": True}, If_Match="*").status == 422


def test_a_refusal_of_the_rules_comes_in_the_language_asked_for(pipeline, caller):
    ask = caller("lin", read_only=False)
    path = f"/projects/{pipeline.big.pk}/brief"
    body = {"changes": {"budget_min_fen": 2, "budget_max_fen": 1}}
    chinese = ask("PATCH", path, body, If_Match="*").body["error"]
    english = ask("PATCH", path, body, If_Match="*", Accept_Language="en").body["error"]
    assert (chinese["code"], chinese["field"]) == ("refused", "budget_max_fen")
    assert chinese["message"] == "预算上限低于下限。"
    assert english["message"].isascii()


def test_a_colleague_without_rights_sees_but_does_not_change(pipeline, caller):
    ask = caller("compliance", read_only=False)
    path = f"/projects/{pipeline.big.pk}"
    assert ask("GET", path).status == 200
    assert ask("PATCH", f"{path}/brief", {"changes": {"agency": "甲"}}, If_Match="*").status == 422
    assert ask("POST", f"{path}/move", {"to_stage": "project_confirmation"}).status == 422


def next_stage(pipeline) -> str:
    from milepost.projects import queries

    stages = [stage.key for stage in queries.playbook_for(pipeline.big).stages]
    return stages[stages.index(pipeline.big.stage) + 1]


def test_moving_goes_through_the_gate_and_says_what_is_missing(pipeline, caller):
    ask = caller("lin", read_only=False)
    there = next_stage(pipeline)
    small = ask("POST", f"/projects/{pipeline.small.pk}/move", {"to_stage": there}).body
    assert small["result"] == "passed"
    assert small["stage"] == there
    assert small["missing"]
    assert all(one["name"] for one in small["missing"])
    wrong = ask("POST", f"/projects/{pipeline.small.pk}/move", {"to_stage": "moon"})
    assert (wrong.status, wrong.body["error"]["field"]) == (422, "to_stage")


def test_a_blocked_project_does_not_move(pipeline, caller):
    from django.utils import timezone

    from milepost.gates import actions as gates

    gates.set_enforcement(
        pipeline.company.admin, now=timezone.now(), unit_path="", level=pipeline.big.level, mode="block"
    )
    ask = caller("lin", read_only=False)
    answer = ask("POST", f"/projects/{pipeline.big.pk}/move", {"to_stage": next_stage(pipeline)}).body
    assert (answer["result"], answer["stage"]) == ("sheet", pipeline.big.stage)
    assert answer["missing"]
    assert not GateRequest.objects.exists()


def test_the_same_request_twice_moves_once(pipeline, caller):
    ask = caller("lin", read_only=False)
    path, body = f"/projects/{pipeline.small.pk}/move", {"to_stage": next_stage(pipeline)}
    first = ask("POST", path, body, Idempotency_Key="k-1")
    moves = trail.of_project(pipeline.small.pk).count()
    second = ask("POST", path, body, Idempotency_Key="k-1")
    assert (second.status, second.body) == (200, first.body)
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert trail.of_project(pipeline.small.pk).count() == moves
    other = ask("POST", path, {"to_stage": "contract"}, Idempotency_Key="k-1")
    assert (other.status, other.body["error"]["field"]) == (422, "Idempotency-Key")


def test_a_refused_request_may_be_tried_again_under_its_key(pipeline, caller):
    ask = caller("lin", read_only=False)
    path = f"/projects/{pipeline.small.pk}/move"
    assert ask("POST", path, {"to_stage": "moon"}, Idempotency_Key="k-2").status == 422
    assert not KeptAnswer.objects.exists()


def test_keys_belong_to_their_person_and_are_forgotten(pipeline, caller):
    from datetime import timedelta

    from django.utils import timezone

    body = {"to_stage": next_stage(pipeline)}
    caller("lin", read_only=False)("POST", f"/projects/{pipeline.small.pk}/move", body, Idempotency_Key="k")
    answer = caller("zhao", read_only=False)("POST", f"/projects/{pipeline.big.pk}/move", body, Idempotency_Key="k")
    assert answer.status == 200
    assert idempotency.forget(now=timezone.now() + timedelta(days=6)) == 0
    assert idempotency.forget(now=timezone.now() + timedelta(days=8)) == 2
