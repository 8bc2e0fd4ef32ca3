"""What the fields of customers and contacts may hold."""

import datetime as dt
import re
from collections.abc import Mapping

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

CUSTOMER_LABELS = {
    "name": Text("客户名称", "Name"),
    "credit_code": Text("统一社会信用代码", "Credit code"),
    "industry": Text("行业", "Industry"),
    "region": Text("地区", "Region"),
    "website": Text("网址", "Website"),
    "note": Text("备注", "Note"),
    "owner": Text("负责人", "Owner"),
}
CONTACT_LABELS = {
    "name": Text("姓名", "Name"),
    "post": Text("职务", "Post"),
    "department": Text("部门", "Department"),
    "phone": Text("电话", "Phone"),
    "email": Text("邮箱", "E-mail"),
    "left_on": Text("离开日期", "Left on"),
}
_LENGTHS = {
    "industry": 40,
    "region": 40,
    "website": 200,
    "note": 4000,
    "post": 60,
    "department": 60,
    "phone": 40,
    "email": 254,
}
_CODE = re.compile(r"[0-9A-Z]{18}|[0-9A-Z]{15}")


def customer_name(raw: str) -> str:
    """A customer's name without stray blanks. Raises Refused when it is empty or too long."""
    return _name(raw, Text("请填写客户名称。", "Please name the customer."), 120)


def contact_name(raw: str) -> str:
    """A person's name without stray blanks. Raises Refused when it is empty or too long."""
    return _name(raw, Text("请填写联系人姓名。", "Please give the contact's name."), 60)


def _name(raw: str, empty: Text, longest: int) -> str:
    text = " ".join(raw.split())
    if not text:
        raise Refused(empty, field="name")
    if len(text) > longest:
        raise Refused(Text(f"名称最长 {longest} 个字。", f"A name has at most {longest} characters."), field="name")
    return text


def credit_code(raw: str) -> str:
    """A unified social credit code (18) or an old registration number (15); empty is allowed."""
    text = raw.strip().upper()
    if text and not _CODE.fullmatch(text):
        raise Refused(
            Text("统一社会信用代码是 18 位数字和大写字母。", "A credit code has 18 digits and capital letters."),
            field="credit_code",
        )
    return text


def clean_customer(changes: Mapping[str, object]) -> dict[str, object]:
    """Changes as they would be stored. Raises Refused for a field that is not a customer's."""
    return {key: _clean(key, value, CUSTOMER_LABELS) for key, value in changes.items()}


def clean_contact(changes: Mapping[str, object]) -> dict[str, object]:
    """Changes as they would be stored. Raises Refused for a field that is not a contact's."""
    return {key: _clean(key, value, CONTACT_LABELS) for key, value in changes.items()}


def _clean(key: str, value: object, labels: Mapping[str, Text]) -> object:
    if key not in labels:
        raise Refused(Text(f"没有字段「{key}」。", f"There is no field {key!r}."), field=key)
    if key == "owner":
        return getattr(value, "pk", value)
    if key == "left_on":
        return _day(value)
    text = str(value or "")
    if key == "name":
        return customer_name(text) if labels is CUSTOMER_LABELS else contact_name(text)
    return credit_code(text) if key == "credit_code" else text.strip()[: _LENGTHS[key]]


def _day(value: object) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(str(value)) if value else None


def attribute(key: str) -> str:
    """The attribute of a model behind a field's key."""
    return "owner_id" if key == "owner" else key


def plain(value: object) -> object:
    """A value as the trail keeps it."""
    return value.isoformat() if isinstance(value, dt.date) else value
