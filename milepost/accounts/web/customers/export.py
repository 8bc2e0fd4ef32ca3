"""Customers as a spreadsheet."""

import io
from collections.abc import Iterable

import xlsxwriter

from milepost.accounts.models import Customer
from milepost.ui.text import t

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(customers: Iterable[Customer]) -> bytes:
    """One sheet with a head line. Text stays text: nothing a customer is called becomes a formula."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(t("客户", "Customers"))
    bold = book.add_format({"bold": True})
    for column, head in enumerate(_heads()):
        sheet.write_string(0, column, head, bold)
    for row, customer in enumerate(customers, start=1):
        for column, value in enumerate(_cells(customer)):
            sheet.write_string(row, column, value)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 36)
    book.close()
    return target.getvalue()


def _heads() -> list[str]:
    return [
        t("客户名称", "Customer"), t("统一社会信用代码", "Credit code"), t("行业", "Industry"), t("地区", "Region"),
        t("负责人", "Owner"), t("网址", "Website"), t("备注", "Note"),
    ]  # fmt: skip


def _cells(customer: Customer) -> list[str]:
    owner = customer.owner.name if customer.owner else ""
    return [
        customer.name,
        customer.credit_code,
        customer.industry,
        customer.region,
        owner,
        customer.website,
        customer.note,
    ]
