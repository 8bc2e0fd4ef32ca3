"""Forms of a customer. What a field may hold the action decides; here only its shape."""

from typing import Any

from django import forms

from milepost.accounts.models import Customer
from milepost.people.models import User
from milepost.ui.text import lt


class NewCustomer(forms.Form):
    """A name is enough."""

    name = forms.CharField(
        label=lt("客户名称", "Customer"),
        max_length=120,
        error_messages={"required": lt("请填写客户名称。", "Please name the customer.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    industry = forms.CharField(label=lt("行业", "Industry"), max_length=40, required=False)
    region = forms.CharField(label=lt("地区", "Region"), max_length=40, required=False)


class EditCustomer(NewCustomer):
    """Everything we keep of a customer."""

    credit_code = forms.CharField(label=lt("统一社会信用代码", "Credit code"), max_length=18, required=False)
    website = forms.CharField(label=lt("网址", "Website"), max_length=200, required=False)
    owner = forms.ModelChoiceField(User.objects.none(), label=lt("负责人", "Owner"), required=False)
    note = forms.CharField(label=lt("备注", "Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_set_owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_set_owner:
            owner = self.fields["owner"]
            assert isinstance(owner, forms.ModelChoiceField)
            owner.queryset = User.objects.active().order_by("name")
        else:
            del self.fields["owner"]


def initial(customer: Customer) -> dict[str, object]:
    """What the edit form starts with."""
    names = ("name", "industry", "region", "credit_code", "website", "note", "version")
    return {name: getattr(customer, name) for name in names} | {"owner": customer.owner_id}
