"""The evidence shelf: what lands on it, what counts, who may say so."""

import datetime as dt

import pytest
from django.http import Http404

from milepost.diary import actions as diary
from milepost.evidence import actions, facts, permissions, queries
from milepost.evidence.models import Piece
from milepost.evidence.rules import guards
from milepost.evidence.tests.world import World
from milepost.kernel.errors import Refused
from milepost.people import actions as people
from milepost.projects import actions as projects
from milepost.trail.models import Entry, Event


def records(world: World, project_id: int) -> list[dict[str, object]]:
    return facts.facts([project_id], world.today)[project_id]["evidence"]


def test_a_piece_serves_several_standards_and_waits_for_the_approver(world: World) -> None:
    project = world.project("B")
    person = world.contact(project)
    piece = world.piece(project, serves=["meeting_agreed", "corroborated"], person=person)
    (record,) = records(world, project.pk)
    assert record["serves"] == ["corroborated", "meeting_agreed"]
    assert (record["strength"], record["accepted_on"], record["person"]) == (2, None, str(person.pk))
    assert (piece.stage, record["stage"]) == ("discovery", "discovery")
    assert Event.objects.filter(kind="evidence.changed", project_id=project.pk).exists()
    assert Entry.objects.filter(action="evidence.add", project_id=project.pk).exists()


def test_the_same_form_sent_twice_makes_one_piece(world: World) -> None:
    project = world.project()
    content = b"%PDF-1.7 same"
    first = world.piece(project, "signed_document", text="", file=world.file(project, content), serves=["signed_both"])
    second = world.piece(project, "signed_document", text="", file=world.file(project, content), serves=["submitted"])
    assert first.pk == second.pk
    assert Piece.objects.count() == 1
    assert set(first.services.values_list("standard", flat=True)) == {"signed_both", "submitted"}


def test_strength_never_exceeds_that_of_its_type(world: World) -> None:
    project = world.project()
    assert world.piece(project, "call_note", strength=3).strength == 1
    assert world.piece(project, "minutes_confirmed", strength=2).strength == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"type": "rumour"}, "type"),
        ({"happened_on": dt.date(2026, 3, 3)}, "happened_on"),
        ({"text": " "}, "file"),
        ({"text": "", "link": "javascript:alert(1)"}, "link"),
        ({"tags": ["secret"]}, "tags"),
        ({"serves": ["no_such"]}, "serves"),
        ({"serves": ["meeting_agreed#2"]}, "serves"),
        ({"serves": ["cash_in#0"]}, "serves"),
    ],
)
def test_a_piece_that_cannot_be_is_refused_at_its_field(world: World, given: dict[str, object], field: str) -> None:
    project = world.project()
    with pytest.raises(Refused) as refused:
        world.piece(project, **{"type": "customer_message", **given})  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Piece.objects.exists()


def test_an_instalment_is_served_by_its_number(world: World) -> None:
    world.piece(world.project(), "bank_receipt", serves=["cash_in#2"])


def test_only_the_team_adds_and_only_its_own_things(world: World) -> None:
    project, other = world.project(), world.project()
    with pytest.raises(Refused):
        world.piece(project, actor=world.rival)
    with pytest.raises(Refused) as refused:
        world.piece(project, text="", file=world.file(other))
    assert refused.value.field == "file"
    entry = diary.write(world.seller, now=world.now, project=other, text="拜访", kind="note")
    with pytest.raises(Refused):
        world.piece(project, text="", entry=entry)


def test_accepting_is_for_an_approver_of_the_project_and_never_for_the_author(world: World) -> None:
    project = world.project()
    piece = world.piece(project)
    for nobody in (world.seller, world.presales, world.south_manager, world.finance):
        with pytest.raises(Refused):
            actions.accept(nobody, now=world.now, piece=piece)
    own = world.piece(project, actor=world.sales_manager)
    with pytest.raises(Refused):
        actions.accept(world.sales_manager, now=world.now, piece=own)
    accepted = actions.accept(world.sales_manager, now=world.now, piece=piece)
    assert (accepted.accepted_on, accepted.accepted_by) == (world.today, world.sales_manager)
    again = actions.accept(world.sales_director, now=world.later(1), piece=piece)
    assert again.accepted_by == world.sales_manager


def test_a_deputy_accepts_while_the_manager_is_away(world: World) -> None:
    piece = world.piece(world.project())
    people.set_deputy(
        world.sales_manager, now=world.now, user=world.sales_manager, deputy=world.south_manager,
        from_on=world.today, until_on=world.today + dt.timedelta(days=3),
    )  # fmt: skip
    assert actions.accept(world.south_manager, now=world.now, piece=piece).accepted_by == world.south_manager


def test_a_refused_piece_counts_for_nothing_until_it_is_accepted(world: World) -> None:
    project = world.project()
    piece = world.piece(project, serves=["need_answered"])
    with pytest.raises(Refused):
        actions.refuse(world.sales_manager, now=world.now, piece=piece, why=" ")
    actions.refuse(world.sales_manager, now=world.now, piece=piece, why="看不清签字")
    assert records(world, project.pk) == []
    actions.accept(world.sales_manager, now=world.now, piece=piece)
    assert records(world, project.pk)[0]["accepted_on"] == world.today


def test_a_withdrawn_piece_stays_readable_and_serves_no_more(world: World) -> None:
    project = world.project()
    piece = world.piece(project)
    with pytest.raises(Refused):
        actions.withdraw(world.presales, now=world.now, piece=piece, why="发错了")
    actions.withdraw(world.seller, now=world.now, piece=piece, why="发错了")
    actions.withdraw(world.seller, now=world.later(1), piece=piece, why="再来一次")
    assert records(world, project.pk)[0]["withdrawn_on"] == dt.date(2026, 3, 2)
    assert permissions.piece_for(world.seller, piece.pk).pk == piece.pk
    with pytest.raises(Refused):
        actions.accept(world.sales_manager, now=world.now, piece=piece)


def test_diary_contacts_count_by_themselves_and_once(world: World) -> None:
    project = world.project()
    person = world.contact(project)
    visit = diary.write(world.seller, now=world.now, project=project, text="面谈", kind="visit", people=[person])
    diary.write(world.seller, now=world.now, project=project, text="内部讨论", kind="note")
    (record,) = records(world, project.pk)
    assert (record["type"], record["from_diary"], record["person"]) == ("visit_note", True, str(person.pk))
    assert record["stage"] == "discovery"
    world.piece(project, "visit_note", text="", entry=visit, serves=["two_met"])
    (shelved,) = records(world, project.pk)
    assert (shelved["serves"], shelved["from_diary"]) == (["two_met"], True)


def test_confidential_pieces_are_for_their_author_and_the_people_named(world: World) -> None:
    project = world.project()
    secret = world.piece(project, confidential=True, named=[world.sales_manager])
    assert permissions.piece_for(world.sales_manager, secret.pk)
    for other in (world.presales, world.sales_director):
        with pytest.raises(Http404):
            permissions.piece_for(other, secret.pk)
    assert queries.hidden_count(project, world.presales) == 1
    assert queries.pieces_of(project, world.presales) == []
    entry = Entry.objects.get(action="evidence.add")
    assert "客户回复" not in str(entry.values.after)


def test_foreign_and_missing_pieces_look_the_same(world: World) -> None:
    piece = world.piece(world.project())
    for pk in (piece.pk, 999_999):
        with pytest.raises(Http404):
            permissions.piece_for(world.rival, pk)


def test_the_approver_is_told_what_to_look_at(world: World) -> None:
    project, foreign = world.project(), world.project(actor=world.rival, customer_name="南方厂")
    content = b"%PDF-1.7 shared"
    world.piece(foreign, actor=world.rival, text="", file=world.file(foreign, content), type="signed_document")
    old = world.today - dt.timedelta(days=40)
    world.piece(project, "signed_document", text="", file=world.file(project, content), happened_on=old)
    world.piece(project, "public_notice", link="https://example.com/n")
    notice, paper = queries.shelf(project, world.sales_manager)
    assert [remark.key for remark in paper.remarks] == ["copied", "late", "nobody"]
    assert "另外 1 处" in paper.remarks[0].text.zh
    assert "40" in paper.remarks[1].text.en
    assert (paper.opened, notice.opened, notice.remarks) == (False, None, ())


@pytest.mark.parametrize(
    "text",
    ["评标专家名单已拿到", "标底是 320 万", "这是竞争对手的报价单", "让另一家陪标", "要给 3% 回扣"],
)
def test_protected_content_is_refused_with_its_law_and_noted_for_compliance_alone(world: World, text: str) -> None:
    project = world.project()
    with pytest.raises(Refused) as refused:
        world.piece(project, text=text)
    assert "法" in refused.value.text.zh
    assert not Piece.objects.exists()
    noted = Entry.objects.get(action="guard.refused")
    assert noted.project_id is None


@pytest.mark.parametrize(
    "text", ["本项目无标底", "最高限价 300 万", "供应商承诺拒绝围标", "我方投标文件已提交", "评委会已组建"]
)
def test_lawful_sentences_pass_the_guard(text: str) -> None:
    assert guards.refused(texts=[text]) is None


def test_offers_of_others_may_be_entered_once_bids_are_opened_in_public(world: World) -> None:
    project = world.project()
    opening = world.now - dt.timedelta(hours=1)
    projects.edit_tender(
        world.seller, now=world.now, project=project,
        changes={"deadline_at": opening.isoformat(), "opening_at": opening.isoformat()},
    )  # fmt: skip
    assert world.piece(project, text="唱标记录：竞争对手的投标报价 298 万")
    assert guards.refused(texts=[], tags=["base_price"], opened=True)
