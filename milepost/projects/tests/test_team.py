"""The deal team; a hand-over that resets nothing."""

import datetime as dt

import pytest
from django.http import Http404

from milepost.accounts import permissions as account_permissions
from milepost.accounts.tests.company import NOW, TODAY
from milepost.kernel.errors import Refused
from milepost.people import actions as people
from milepost.projects import actions, facts, permissions, queries
from milepost.projects.models import HandOver, Member

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=10)


def join(company, project, user, role):
    return actions.add_member(company.lin, now=NOW, project=project, user=user, role=role)


def test_a_member_sees_project_and_customer_until_he_leaves(company, project):
    member = join(company, project, company.presales, "presales")
    assert permissions.project_for(company.presales, project.pk) == project
    assert account_permissions.customer_for(company.presales, project.customer_id)
    actions.remove_member(company.lin, now=LATER, member=member)
    with pytest.raises(Http404):
        permissions.project_for(company.presales, project.pk)
    with pytest.raises(Http404):
        account_permissions.customer_for(company.presales, project.customer_id)
    assert Member.objects.get(pk=member.pk).until_on == LATER.date()


def test_joining_twice_is_once_and_coming_back_is_a_new_row(company, project):
    first = join(company, project, company.presales, "presales")
    assert join(company, project, company.presales, "presales") == first
    actions.remove_member(company.lin, now=NOW, member=first)
    assert join(company, project, company.presales, "presales") != first


def test_a_role_must_be_held_and_a_higher_one_may_stand_in(company, project):
    with pytest.raises(Refused) as refusal:
        join(company, project, company.wu, "presales")
    assert refusal.value.field == "user"
    with pytest.raises(Refused):
        join(company, project, company.wu, "wizard")
    join(company, project, company.director, "sales_manager")


def test_who_left_the_company_cannot_join(company, project):
    people.deactivate(company.admin, now=NOW, user=company.presales)
    company.presales.refresh_from_db()
    with pytest.raises(Refused):
        join(company, project, company.presales, "presales")


def test_members_do_not_change_the_team_and_strangers_find_nothing(company, project):
    join(company, project, company.presales, "presales")
    with pytest.raises(Refused):
        actions.add_member(company.presales, now=NOW, project=project, user=company.executive, role="executive")
    with pytest.raises(Http404):
        actions.add_member(company.he, now=NOW, project=project, user=company.he, role="sales")


def test_the_owner_leaves_only_by_handing_over(company, project):
    owner = Member.objects.get(project=project, user=company.lin)
    with pytest.raises(Refused):
        actions.remove_member(company.lin, now=NOW, member=owner)


def test_hand_over_resets_nothing(company, project):
    join(company, project, company.presales, "presales")
    actions.plan_stage(company.lin, now=NOW, project=project, objective="见到王处", target_on=None)
    actions.edit_brief(company.lin, now=NOW, project=project, changes={"agency": "省招标中心"}, source="王处")
    actions.record_pass(company.zhao, now=NOW, project=project, stage="discovery", result="verified")
    actions.enter_stage(company.zhao, now=NOW, project=project, stage="contact")
    before = facts.facts([project.pk], LATER.date())[project.pk]
    project.refresh_from_db()
    path = queries.path_days(project, queries.playbook_for(project), LATER.date())
    own_task = actions.add_task(company.lin, now=NOW, project=project, title="约王处", owner=company.lin)

    after_project = actions.hand_over(company.zhao, now=LATER, project=project, new_owner=company.he, reason="林一调岗")

    after = facts.facts([project.pk], LATER.date())[project.pk]
    for same in ("project", "passes", "pauses", "date_changes", "tender"):
        assert after[same] == before[same]
    fresh = permissions.project_for(company.he, project.pk)
    assert queries.path_days(fresh, queries.playbook_for(fresh), LATER.date()) == path
    assert {key: known.known for key, known in queries.sources_of(fresh).items()} == {
        key: known.known for key, known in queries.sources_of(project).items()
    }
    own_task.refresh_from_db()
    assert own_task.owner == company.he
    assert (after_project.owner, after_project.unit_path) == (company.he, company.two.path)
    assert not permissions.visible_to(company.lin).filter(pk=project.pk).exists()
    assert HandOver.objects.get(project=project).old_owner == company.lin


def test_hand_over_needs_a_reason_a_seller_and_a_right(company, project):
    for actor, new_owner, reason in [
        (company.lin, company.wu, " "),
        (company.lin, company.lin, "x"),
        (company.lin, company.presales, "x"),
        (company.presales, company.wu, "x"),
    ]:
        with pytest.raises((Refused, Http404)):
            actions.hand_over(actor, now=NOW, project=project, new_owner=new_owner, reason=reason)
    assert permissions.project_for(company.lin, project.pk).owner == company.lin


def test_a_member_who_becomes_owner_keeps_his_other_role(company, project):
    people.set_roles(company.admin, now=NOW, user=company.presales, roles=[("presales", None), ("sales", None)])
    join(company, project, company.presales, "presales")
    actions.hand_over(company.lin, now=NOW, project=project, new_owner=company.presales, reason="转交")
    held = set(
        Member.objects.filter(project=project, user=company.presales, until_on=None).values_list("role", flat=True)
    )
    assert held == {"presales", "sales"}
    assert Member.objects.get(project=project, user=company.lin).until_on == TODAY
