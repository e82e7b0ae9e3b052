"""What is typed about a channel."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.queries.users import active_users
from zolal.engine.persian.places import provinces
from zolal.sales.models import Product, ProductCategory, SalesChannel
from zolal.sales.queries.channels import channels
from zolal.sales.queries.products import ProductWish, tree, wanted_products
from zolal.sales.queries.worth import writes_margin
from zolal.web.answered import Answered
from zolal.web.products.forms import PercentField

MOST_OFFERED = 300


class ChannelForm(Answered):
    """How a company sells for us."""

    kind = forms.ChoiceField(label=_("It is a"), choices=SalesChannel.Kind.choices)
    manager = forms.ChoiceField(label=_("Channel manager"), required=False)
    parent = forms.ChoiceField(label=_("Served by"), required=False)
    address = forms.CharField(
        label=_("Address of the shop online"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip
    margin_percent = PercentField(label=_("Margin (per cent)"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    categories = forms.MultipleChoiceField(
        label=_("Categories it sells (none: everything)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    products = forms.MultipleChoiceField(
        label=_("Single products it sells"), required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=_("Provinces (none: everywhere)"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, by: User, own: SalesChannel | None = None, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        if not writes_margin(by):
            del self.fields["margin_percent"]
        self.managers = {str(one.uid): one for one in active_users()}
        self.parents = {str(one.uid): one for one in channels(by)[:1_000] if own is None or one.pk != own.pk}
        self.sold: dict[str, Product] = {str(one.uid): one for one in wanted_products(by, ProductWish())[:MOST_OFFERED]}
        branches = tree(by)
        self.sorts: dict[str, ProductCategory] = {str(one.category.uid): one.category for one in branches}
        nobody = [("", "—")]
        self.fields["manager"].choices = nobody + [(uid, one.name) for uid, one in self.managers.items()]
        self.fields["parent"].choices = nobody + [(uid, str(one)) for uid, one in self.parents.items()]
        self.fields["categories"].choices = [(str(one.category.uid), one.path) for one in branches]
        self.fields["products"].choices = [(uid, one.name) for uid, one in self.sold.items()]
        self.fields["regions"].choices = [(name, name) for name in provinces()]

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        found = dict(self.cleaned_data)
        return found | {
            "manager": self.managers.get(found["manager"]),
            "parent": self.parents.get(found["parent"]),
            "categories": [self.sorts[uid] for uid in found["categories"]],
            "products": [self.sold[uid] for uid in found["products"]],
        }


def shown(channel: SalesChannel, form: ChannelForm) -> dict[str, Any]:
    """What a form of a channel begins with."""
    return {
        "kind": channel.kind,
        "manager": str(channel.manager.uid) if channel.manager else "",
        "parent": str(channel.parent.uid) if channel.parent else "",
        "address": channel.address,
        "margin_percent": f"{channel.margin / 100:g}" if channel.margin is not None else "",
        "note": channel.note,
        "categories": [uid for uid, one in form.sorts.items() if one.pk in channel.categories],
        "products": [uid for uid, one in form.sold.items() if one.pk in channel.products],
        "regions": channel.regions,
    }
