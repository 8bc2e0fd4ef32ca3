"""Rows land: every one becomes something or is reported; a second time changes nothing."""

import datetime as dt
import json

import pytest

from milepost.accounts.models import Contact, Customer
from milepost.accounts.tests.company import NOW, Company
from milepost.control.models import Standing
from milepost.diary.models import Entry
from milepost.integrations import actions, exports, queries, reports
from milepost.integrations.models import Import
from milepost.integrations.tests.conftest import Bring
from milepost.jobs import actions as jobs
from milepost.jobs.models import Job
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text
from milepost.people.models import RoleHeld, User
from milepost.projects import actions as project_actions
from milepost.projects.models import Brief, Ending, Member, Origin, Pass, Project, StageEntry

TRACKER = """编号,客户名称,项目名称,负责人,售前,金额(万元),阶段,预计签约,级别,联系人,产品,备注
X1,宁波市第一医院,HIS升级,林一,裴工,236,技术突破,2026-12-30,,王主任,HIS,3/5 拜访王主任，要方案；3.12 电话跟进
X2,绍兴大学,智慧教室,何三,,88.5,初步接触,2027Q1,A,,,客户口碑好
X3,,机房搬迁,林一,,12,线索,待定,,,,
X4,台州市财政局,预算一体化,王大锤,,待定,合同签订,,,,,
X5,绍兴大学,实验室,林一,,300-500,已签约,2026-01-08,,,,
X6,绍兴大学,旧项目,林一,,10,丢单,2026-02-01,,,,
X7,坏行,坏行,林一,,三百来个,线索,,,,,
"""


def test_every_row_lands_or_is_reported(bring: Bring, company: Company) -> None:
    record = bring(TRACKER)
    document = reports.of_import(record, "zh")
    assert {key: document[key] for key in ("rows", "ok", "created", "updated", "unchanged", "incomplete")} == {
        "rows": 7, "ok": 6, "created": 6, "updated": 0, "unchanged": 0, "incomplete": 2,
    }  # fmt: skip
    assert document["rows"] == document["ok"] + len(document["rejected"])
    assert [(one["row"], one["column"], one["value"]) for one in document["rejected"]] == [
        (8, "金额(万元)", "三百来个")
    ]
    assert json.loads(json.dumps(document["mapping"]))["columns"]["客户名称"] == "customer"
    assert document["import_id"] == record.pk


def test_a_project_stands_at_its_mapped_stage_claimed_not_proved(bring: Bring) -> None:
    bring(TRACKER)
    project = Origin.objects.select_related("project__customer").get(external_id="X1").project
    assert (project.name, project.customer.name, project.amount_fen, project.stage) == (
        "HIS升级",
        "宁波市第一医院",
        236_0000_00,
        "technical",
    )
    assert project.expected_sign_on == dt.date(2026, 12, 30)
    assert set(Pass.objects.filter(project=project).values_list("stage", "result")) == {
        ("discovery", "claimed"),
        ("contact", "claimed"),
    }
    standing = Standing.objects.get(project=project)
    assert standing.earned_fen == 0
    assert standing.claimed_fen > 0


def test_what_stands_beside_the_project_lands_too(bring: Bring, company: Company) -> None:
    bring(TRACKER)
    project = Origin.objects.get(external_id="X1").project
    lines = list(
        Entry.objects.filter(project=project).order_by("happened_on").values_list("kind", "happened_on", "by__name")
    )
    assert lines[:2] == [("visit", dt.date(2026, 3, 5), "林一"), ("call", dt.date(2026, 3, 12), "林一")]
    assert "HIS" in Entry.objects.get(project=project, kind="note").text
    assert Contact.objects.get(customer=project.customer).name == "王主任"
    assert Member.objects.filter(project=project, user=company.presales, role="presales").exists()
    assert Origin.objects.get(external_id="X2").project.level == "A"
    brief = Brief.objects.get(project__name="实验室")
    assert (brief.budget_min_fen, brief.budget_max_fen) == (300_0000_00, 500_0000_00)


def test_won_and_lost_come_in_as_such(bring: Bring) -> None:
    bring(TRACKER)
    assert Project.objects.get(name="实验室").status == "won"
    assert Project.objects.get(name="旧项目").status == "lost"
    assert Ending.objects.get(project__name="旧项目").ended_on == dt.date(2026, 2, 1)


def test_unknown_owner_becomes_the_importer_with_a_warning(bring: Bring, company: Company) -> None:
    record = bring(TRACKER)
    assert Project.objects.get(name="预算一体化").owner == company.ops
    assert [(one["row"], one["value"]) for one in queries.warnings(record, "zh") if one["column"] == "负责人"] == [
        (5, "王大锤")
    ]


def test_a_second_time_changes_nothing(bring: Bring) -> None:
    bring(TRACKER)
    before = (
        Project.objects.count(),
        Entry.objects.count(),
        Contact.objects.count(),
        Customer.objects.count(),
        Member.objects.count(),
    )
    again = bring(TRACKER)
    assert (again.created, again.updated, again.unchanged, again.rejected) == (0, 0, 6, 1)
    assert (
        Project.objects.count(),
        Entry.objects.count(),
        Contact.objects.count(),
        Customer.objects.count(),
        Member.objects.count(),
    ) == before


def test_a_dry_run_says_the_same_and_writes_nothing(company: Company, bring: Bring) -> None:
    record = actions.take(company.ops, now=NOW, data=TRACKER.encode(), name="表.csv", kind="projects")
    outcome = actions.dry_run(company.ops, now=NOW, record=record)
    assert (outcome.rows, outcome.created, outcome.incomplete, len(outcome.rejected)) == (7, 6, 2, 1)
    assert not Project.objects.exists()
    bring(TRACKER)
    outcome = actions.dry_run(company.ops, now=NOW, record=record)
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 6)


def test_reimport_updates_what_differs_and_only_that(bring: Bring, company: Company) -> None:
    bring(TRACKER)
    changed = TRACKER.replace("HIS升级,林一,裴工,236", "HIS二期,吴二,裴工,260").replace("2026-12-30", "2027-03-31")
    record = bring(changed)
    project = Origin.objects.get(external_id="X1").project
    assert (project.name, project.owner, project.amount_fen, project.expected_sign_on) == (
        "HIS二期",
        company.wu,
        260_0000_00,
        dt.date(2027, 3, 31),
    )
    assert (record.created, record.updated, record.unchanged) == (0, 1, 5)


def test_stage_and_win_are_never_moved_by_a_reimport(bring: Bring) -> None:
    bring(TRACKER)
    record = bring(TRACKER.replace("技术突破", "现场投标").replace("初步接触", "赢单"))
    assert Origin.objects.get(external_id="X1").project.stage == "technical"
    assert Origin.objects.get(external_id="X2").project.status == "open"
    assert {one["row"] for one in queries.warnings(record, "zh") if one["column"] == "阶段"} == {2, 3}


def test_rows_without_number_match_by_customer_and_name_in_order(bring: Bring) -> None:
    text = "客户,项目,金额\n甲公司,软件,100\n甲公司,软件,200\n甲有限公司,软件,300\n"
    bring(text)
    assert _amounts() == [100_00, 200_00, 300_00]
    assert Customer.objects.count() == 1
    again = bring(text.replace("200", "250"))
    assert (again.created, again.updated, again.unchanged) == (0, 1, 2)
    assert _amounts() == [100_00, 250_00, 300_00]


def _amounts() -> list[int]:
    return sorted(amount for amount in Project.objects.values_list("amount_fen", flat=True) if amount)


def test_the_same_number_twice_in_a_file_is_one_project(bring: Bring) -> None:
    record = bring("编号,客户,项目,金额\nN1,甲,软件,100\nN1,甲,软件,150\n")
    assert (record.created, record.updated) == (1, 1)
    assert Project.objects.get().amount_fen == 150_00


def test_a_manager_imports_into_his_own_units_only(bring: Bring, company: Company) -> None:
    record = bring(TRACKER, actor=company.zhao)
    assert {one["row"]: one["value"] for one in queries.rejected(record, "zh")}[3] == "何三"
    with pytest.raises(Refused):
        bring(TRACKER, actor=company.lin)
    with pytest.raises(Refused):
        bring("姓名\n新人\n", kind="users", actor=company.zhao)


def test_one_row_that_a_room_refuses_does_not_stop_the_others(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    real = project_actions.create_many

    def refusing(actor: User, *, rows: list[project_actions.NewProject], **more: object) -> object:
        if any(row.name == "智慧教室" for row in rows):
            raise Refused(Text("不行", "No"), field="name")
        return real(actor, rows=rows, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(project_actions, "create_many", refusing)
    record = bring(TRACKER)
    assert (record.rows, record.created, record.rejected) == (7, 5, 2)
    assert {one["row"] for one in queries.rejected(record, "zh")} == {3, 8}


def test_a_mapping_is_remembered_for_its_layout_and_stage_names_for_ever(company: Company) -> None:
    text = "Firma,Sache,Wert,Lage\n甲,软件,100,Heiss\n"
    record = actions.take(
        company.ops,
        now=NOW,
        data=text.encode(),
        name="a.csv",
        kind="projects",
        given={"Firma": "customer", "Sache": "name", "Wert": "amount", "Lage": "stage"},
    )
    raw = record.mapping | {"stages": {"Heiss": "commercial"}}
    actions.save_mapping(company.ops, now=NOW, record=record, raw=raw)
    again = actions.take(company.ops, now=NOW, data=text.encode(), name="b.csv", kind="projects")
    assert again.mapping["columns"]["Firma"] == "customer"
    other = actions.take(
        company.ops, now=NOW, data="客户,项目,阶段\n乙,网络,Heiss\n".encode(), name="c.csv", kind="projects"
    )
    assert other.mapping["stages"]["Heiss"] == "commercial"


def test_a_stopped_run_goes_on_where_it_ended(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "客户,项目,金额\n" + "".join(f"客户{i % 7},软件,{i}\n" for i in range(1, 401))
    record = actions.take(company.ops, now=NOW, data=text.encode(), name="a.csv", kind="projects")
    record = actions.start(company.ops, now=NOW, record=record)
    job = Job.objects.get()

    class StopError(Exception):
        pass

    def stop(done: int, whole: int) -> None:
        if done >= 200:
            raise StopError

    with pytest.raises(StopError):
        actions.run_job(job, stop)
    assert 200 <= Import.objects.get(pk=record.pk).rows < 400
    actions.run_job(job, lambda done, whole: None)
    record.refresh_from_db()
    assert (record.state, record.rows, record.created) == ("done", 400, 400)
    assert _amounts() == [i * 100 for i in range(1, 401)]


def test_the_worker_runs_what_was_started(company: Company) -> None:
    record = actions.take(company.ops, now=NOW, data=TRACKER.encode(), name="a.csv", kind="projects")
    actions.start(company.ops, now=NOW, record=record)
    job = jobs.take(now=NOW)
    assert job is not None
    jobs.run(job)
    record.refresh_from_db()
    assert (record.state, record.created) == ("done", 6)
    with pytest.raises(Refused):
        actions.start(company.ops, now=NOW, record=record)


def test_customers_and_contacts(bring: Bring, company: Company) -> None:
    record = bring("单位名称,行业,省份,负责人,信用代码\n丽水医院,医疗,浙江,林一,12345\n", kind="customers")
    customer = Customer.objects.get()
    assert (customer.name, customer.industry, customer.region, customer.owner) == (
        "丽水医院",
        "医疗",
        "浙江",
        company.lin,
    )
    assert len(queries.warnings(record, "zh")) == 1
    assert bring("单位名称,行业\n丽水医院,卫生\n", kind="customers").updated == 1
    people = "姓名,客户,职务,手机,邮箱\n王芳,丽水医院,科长,13800000000,bad\n李强,,处长,,a@b.cn\n"
    record = bring(people, kind="contacts")
    assert (record.created, record.incomplete) == (2, 1)
    assert Contact.objects.get(name="王芳").customer == customer
    assert bring(people.replace("科长", "处长"), kind="contacts").updated == 1


def test_users_come_with_units_and_managers_and_never_as_administrators(bring: Bring, company: Company) -> None:
    record = bring(
        "sales_agent,manager,regional_office,role\nMoses Frase,Dustin Brink,Central,\n张伟,Dustin Brink,Central,管理员\n",
        kind="users",
        actor=company.admin,
    )
    assert (record.created, record.rejected) == (2, 0)
    moses, boss = User.objects.get(name="Moses Frase"), User.objects.get(name="Dustin Brink")
    assert (moses.username, moses.unit, boss.unit) == ("moses.frase", boss.unit, boss.unit)
    assert set(RoleHeld.objects.filter(user=boss).values_list("role", flat=True)) == {"sales_manager"}
    assert set(RoleHeld.objects.filter(user__name="张伟").values_list("role", flat=True)) == {"sales"}
    assert not moses.has_usable_password()


def test_activities_and_history_belong_to_projects(bring: Bring) -> None:
    bring(TRACKER)
    record = bring(
        "项目编号,日期,方式,内容,记录人\nX1,2026-05-06,上门拜访,谈方案,林一\nNO,2026-05-06,电话,谈,林一\n",
        kind="activities",
    )
    assert (record.created, record.rejected) == (1, 1)
    entry = Entry.objects.get(text="谈方案")
    assert (entry.kind, entry.happened_on, entry.by.name) == ("visit", dt.date(2026, 5, 6), "林一")
    history = "项目编号,阶段,日期\nX1,初步接触,2026-02-01\nX1,项目挖掘,2026-01-01\nX1,技术突破,2026-04-01\n"
    assert bring(history, kind="history").created == 3
    project = Origin.objects.get(external_id="X1").project
    entries = list(StageEntry.objects.filter(project=project).order_by("id").values_list("stage", "entered_on"))
    assert entries == [
        ("discovery", dt.date(2026, 1, 1)),
        ("contact", dt.date(2026, 2, 1)),
        ("technical", dt.date(2026, 4, 1)),
    ]
    assert bring(history, kind="history").unchanged == 3


def test_export_gives_back_what_landed(bring: Bring, company: Company) -> None:
    bring(TRACKER)
    rows = {row["external_id"]: row for row in exports.rows(company.ops, "projects")}
    assert {key: rows["X1"][key] for key in ("name", "customer", "owner", "amount", "amount_fen", "stage", "status")} == {
        "name": "HIS升级", "customer": "宁波市第一医院", "owner": "林一", "amount": 2360000.0, "amount_fen": 236_0000_00, "stage": "technical", "status": "open",
    }  # fmt: skip
    assert (rows["X3"]["customer"], rows["X3"]["incomplete"]) == (None, True)
    assert sum(row["amount_fen"] or 0 for row in rows.values()) == (2360000 + 885000 + 120000 + 3000000 + 100000) * 100
    for kind in ("projects", "customers", "contacts", "users", "activities", "history"):
        for suffix in (".json", ".csv", ".xlsx"):
            assert exports.file(kind, exports.rows(company.admin, kind), suffix, "en")
