"""A project on its way through the pages: what a person does on the gate sheet, in words of the job."""

import datetime as dt
import re
import zoneinfo
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.effort import CLICK, ENTRY, EVIDENCE, Person

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")


@dataclass
class Deal:
    """One project; ``address`` is the path of its page."""

    address: str
    name: str

    def gate(self, person: Person) -> None:
        """Open the gate sheet as a page; a click."""
        opens(person, f"{self.address}gate/")

    def stands_in(self, person: Person, stage: str) -> None:
        """The project page shows the stage as the present one."""
        opens(person, self.address)
        expect(person.page.locator("[aria-current=step]")).to_contain_text(stage)


def day(ahead: int) -> str:
    """A day from today, as a date field takes it."""
    return (dt.datetime.now(SHANGHAI).date() + dt.timedelta(days=ahead)).isoformat()


def starts(person: Person, customer: str, name: str, amount: str) -> Deal:
    """A new project: customer, what they buy and a rough amount."""
    person.clicks(person.page.get_by_role("button", name="新建").first)
    person.clicks(person.page.locator("dialog#create").get_by_role("link", name="新建项目"))
    sheet = person.page.locator("dialog#sheet")
    person.types(sheet.get_by_label("客户", exact=True), customer)
    person.types(sheet.get_by_label("买什么"), name)
    person.clicks(sheet.get_by_text("还知道什么"))
    person.types(sheet.get_by_label("大致金额"), amount)
    submits(person, sheet, "新建")
    found = re.search(r"/projects/\d+/", person.page.url)
    assert found, person.page.url
    return Deal(found[0], name)


def opens(person: Person, address: str) -> None:
    """Go to a page: a click."""
    person.page.goto(address)
    person.effort[CLICK] += 1


def standard(person: Person, name: str) -> Locator:
    """The row of a standard on the gate sheet, open if it was folded."""
    row = person.page.locator("main li.standard", has=person.page.locator(".standard-name", has_text=name)).first
    if not row.is_visible():
        row.locator("xpath=ancestor::details[1]/summary").click()
    return row


def has_state(person: Person, name: str, state: str) -> None:
    """The row of a standard wears this state."""
    expect(standard(person, name).locator(".standard-state")).to_contain_text(state)


def door(person: Person, name: str, label: str) -> Locator:
    """Press a button beside a standard; gives the sheet that opens."""
    person.clicks(standard(person, name).get_by_role("link", name=label))
    sheet = person.page.locator("dialog#sheet")
    expect(sheet.locator(".sheet-content")).to_be_visible()
    return sheet


def sends(person: Person, button: Locator, decision: bool = False) -> None:
    """Press a button that leads on to a page, and be there."""
    with person.page.expect_navigation():
        if decision:
            person.decides(button)
        else:
            person.clicks(button)


def chooses(person: Person, field: Locator, start: str) -> None:
    """Choose the option that begins so: an entry."""
    field.wait_for()
    options = field.locator("option").all_inner_texts()
    person.chooses(field, next(one for one in options if one.strip().startswith(start)))


def submits(person: Person, sheet: Locator, label: str) -> None:
    """Send the form of a sheet."""
    sends(person, sheet.get_by_role("button", name=label, exact=True))


def joins(person: Person, role: str, who: str) -> None:
    """Put somebody on the team from the gate sheet: one entry."""
    person.clicks(person.page.get_by_role("link", name=f"加入{role}"))
    sheet = person.page.locator("dialog#sheet")
    sheet.locator(".ts-control").click()
    person.clicks(sheet.locator(".ts-dropdown .option", has_text=who))
    person.effort[ENTRY] += 1
    submits(person, sheet, "加入")


def fills(person: Person, name: str, values: dict[str, str]) -> None:
    """Fill in the facts a standard lacks: an entry each."""
    sheet = door(person, name, "填写")
    for label, value in values.items():
        field = sheet.get_by_label(label, exact=False).first
        if field.evaluate("e => e.tagName") == "SELECT":
            person.chooses(field, value)
        else:
            person.types(field, value)
    submits(person, sheet, "保存")


def proves(
    person: Person,
    name: str,
    content: str | Path,
    kind: str = "",
    tags: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    on: str = "",
    button: str = "添加证据",
) -> None:
    """Add a piece of evidence from beside a standard; ``kind`` when it is not proposed rightly."""
    sheet = door(person, name, button)
    if isinstance(content, Path):
        sheet.locator("input[type=file]:not([capture])").set_input_files(content)
    else:
        sheet.get_by_label("粘贴原文").fill(content)
    person.effort[ENTRY] += 1
    person.effort[EVIDENCE] += 1
    if kind:
        chooses(person, sheet.get_by_label("这是什么"), kind)
    if on:
        person.types(sheet.get_by_label("发生日期"), on)
    for label in (*also, *tags):
        person.ticks(sheet.get_by_label(label).first)
    submits(person, sheet, "添加")


def asks(person: Person, name: str, kind: str) -> None:
    """Ask for an approval by the one click beside a standard: an entry."""
    sends(person, standard(person, name).get_by_role("button", name=f"提请“{kind}”"))
    person.effort[ENTRY] += 1


def asks_early(person: Person, deal: Deal, kind: str) -> None:
    """Ask for an approval of a later stage from the menu of the project page: an entry."""
    opens(person, deal.address)
    person.clicks(person.page.locator(".page-head summary"))
    person.clicks(person.page.get_by_role("link", name="提请审批"))
    sheet = person.page.locator("dialog#sheet")
    chooses(person, sheet.get_by_label("请谁批什么"), kind)
    submits(person, sheet, "提请")


def declares(person: Person, name: str, matter: str) -> None:
    """Give one's word on a matter: an entry."""
    sheet = door(person, name, f"声明：{matter}")
    person.effort[ENTRY] += 1
    submits(person, sheet, "我声明")


def asks_to_pass(person: Person, note: str = "") -> None:
    """Ask the approver for the gate: an entry."""
    if note:
        person.types("给审批人的话", note)
    else:
        person.effort[ENTRY] += 1
    sends(person, person.page.get_by_role("button", name=re.compile("^请 .* 过关$")))


def grants(person: Person, deal: Deal, *kinds: str) -> None:
    """Grant approvals in the inbox: a click and a decision each."""
    opens(person, "/approvals/")
    for kind in kinds:
        row = person.page.locator("main li.line", has_text=kind).filter(has_text=deal.name)
        sends(person, row.get_by_role("button", name="批准"), decision=True)


def passes(person: Person, deal: Deal, note: str = "") -> None:
    """Pass the gate with everything ticked on the sheet: one decision."""
    deal.gate(person)
    if note:
        person.types("一句话依据", note)
    sends(person, person.page.get_by_role("button", name="通过", exact=True), decision=True)


def returns(person: Person, deal: Deal, unmet: str, remedy: str) -> None:
    """Send the gate back: which standard, and what would mend it. One decision."""
    deal.gate(person)
    form = person.page.locator("#gate-decide")
    person.clicks(form.locator("details > summary", has_text="退回"))
    person.ticks(form.get_by_role("group", name="哪些标准未达成").get_by_label(unmet))
    person.types("补救要求", remedy)
    sends(person, form.get_by_role("button", name="退回", exact=True), decision=True)


def writes(person: Person, deal: Deal, text: str) -> None:
    """A note into the one box of the project page: an entry and a piece of evidence."""
    opens(person, deal.address)
    timeline = person.page.locator("#timeline")
    person.notes(timeline.get_by_label("发生了什么"), text)
    person.clicks(timeline.get_by_role("button", name="记下"))
    expect(timeline).to_contain_text(text)


def asks_off(person: Person, name: str, reason: str, instead: str) -> None:
    """Ask to be let off a standard: a reason, and what makes up for it."""
    sheet = door(person, name, "申请豁免")
    chooses(person, sheet.get_by_label("原因"), reason)
    person.types(sheet.get_by_label("用什么补救"), instead)
    submits(person, sheet, "申请")


def lets_off(person: Person, deal: Deal) -> None:
    """Grant the waiver that waits: one decision."""
    opens(person, "/approvals/")
    row = person.page.locator("main li.line", has_text="补救").filter(has_text=deal.name)
    person.clicks(row.get_by_role("link", name="去看"))
    sheet = person.page.locator("dialog#sheet")
    sends(person, sheet.get_by_role("button", name="批准豁免"), decision=True)


def judges_again(person: Person, deal: Deal, name: str, piece: str, why: str) -> None:
    """Renew what was judged by hand, from the project's gate sheet: one decision."""
    deal.gate(person)
    person.clicks(person.page.get_by_role("link", name=f"重新判定“{name}"))
    sheet = person.page.locator("dialog#sheet")
    chooses(person, sheet.get_by_label("依据哪份证据"), piece)
    person.types(sheet.get_by_label("一句话依据"), why)
    sends(person, sheet.get_by_role("button", name="判定", exact=True), decision=True)
