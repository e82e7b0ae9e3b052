"""What is typed about prices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.sales.models import PriceGroup, PriceList, Product
from zolal.sales.queries.price_groups import price_groups
from zolal.sales.queries.products import ProductWish, tree, wanted_products
from zolal.web.answered import Answered
from zolal.web.products.forms import PRIORITIES, PercentField
from zolal.web.stewardship.inputs import DayField


class GroupForm(Answered):
    """A price group."""

    name = forms.CharField(label=_("Name"), max_length=100)
    discount_percent = PercentField(
        label=_("Discount (per cent)"),
        required=False,
        help_text=_("Off the price of the catalogue, for products that no list of the group names."),
    )


class ListForm(Answered):
    """A price list and the days on which it holds."""

    name = forms.CharField(label=_("Name"), max_length=100)
    starts_on = DayField(label=_("From day"))
    ends_on = DayField(label=_("Until (and with)"), required=False, help_text=_("Empty: until another one begins."))


class NewListForm(ListForm):
    """A new one may begin with the prices of another."""

    copied = forms.ChoiceField(label=_("Prices like in"), required=False)

    def __init__(self, *args: Any, group: PriceGroup, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        self.lists = {str(one.uid): one for one in group.lists.all()}
        self.fields["copied"].choices = [
            ("", _("none: it begins empty")),
            *((uid, one.name) for uid, one in self.lists.items()),
        ]

    def clean_copied(self) -> PriceList | None:
        return self.lists.get(self.cleaned_data["copied"])


class TermsForm(Answered):
    """The price group of a customer."""

    group = forms.ChoiceField(label=_("Price group"), required=False)

    def __init__(self, *args: Any, by: User, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        self.groups = {str(one.uid): one for one in price_groups(by)}
        self.fields["group"].choices = [("", "—"), *((uid, one.name) for uid, one in self.groups.items())]

    def clean_group(self) -> PriceGroup | None:
        return self.groups.get(self.cleaned_data["group"])


class PreferenceForm(Answered):
    """A product or a category that a customer likes."""

    what = forms.ChoiceField(label=_("Product or category"))
    priority = forms.ChoiceField(label=_("Priority"), choices=PRIORITIES[1:])
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, by: User, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        branches = {f"category:{one.category.uid}": (one.category, one.path) for one in tree(by)}
        sold: dict[str, Product] = {f"product:{one.uid}": one for one in wanted_products(by, ProductWish())[:2_000]}
        self.named = {name: category for name, (category, _path) in branches.items()} | sold
        self.fields["what"].choices = [
            (_("Categories"), [(name, path) for name, (_category, path) in branches.items()]),
            (_("Products"), [(name, one.name) for name, one in sold.items()]),
        ]

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        found = dict(self.cleaned_data)
        what = found.pop("what")
        return found | {what.partition(":")[0]: self.named[what], "priority": int(found["priority"])}
