"""Forms of a contact: two fields for a new one."""

from django import forms

from milepost.accounts.models import Contact
from milepost.ui.text import lt


class NewContact(forms.Form):
    """Name and post."""

    name = forms.CharField(
        label=lt("姓名", "Name"), max_length=60, error_messages={"required": lt("请填写姓名。", "Please give a name.")}
    )
    post = forms.CharField(label=lt("职务", "Post"), max_length=60, required=False)


class EditContact(NewContact):
    """What we keep of a person: work facts only."""

    department = forms.CharField(label=lt("部门", "Department"), max_length=60, required=False)
    phone = forms.CharField(label=lt("电话", "Phone"), max_length=40, required=False)
    email = forms.CharField(label=lt("邮箱", "E-mail"), max_length=254, required=False)
    left_on = forms.DateField(
        label=lt("离开日期", "Left on"),
        required=False,
        help_text=lt(
            "离任或调走后填写；他不再算作联系人。", "Once he left or moved; he no longer counts as a contact."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def initial(contact: Contact) -> dict[str, object]:
    """What the edit form starts with."""
    return {name: getattr(contact, name) for name in EditContact.base_fields}
