"""What is typed about products."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.engine.fields.number import plain_number
from zolal.people.queries.permitted import fixed
from zolal.sales.models import Product, ProductCategory
from zolal.sales.queries.products import Branch, tree
from zolal.web.answered import Answered
from zolal.web.money_field import MoneyField
from zolal.web.people.own_part import AnsweredWithOwn, OwnPart
from zolal.web.templatetags.reading import digits

_in_digits = lazy(digits, str)
PRIORITIES = (
    ("", "—"),
    ("1", _("1 – first of all")),
    *((str(one), _in_digits(one)) for one in (2, 3, 4)),
    ("5", _("5 – last")),
)


class PercentField(forms.CharField):
    """A number in any digits, with or without its sign."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's
        widget = forms.TextInput(attrs={"dir": "ltr", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> str | None:  # noqa: ANN401 - as typed
        text = str(super().clean(value) or "").replace("%", "").replace("٪", "").strip()
        if not text:
            return None
        found = plain_number(text)
        if not found:
            raise ValidationError(gettext("“%(text)s” is no number.") % {"text": text[:60]})
        return found


class CategoryField(forms.ChoiceField):
    """A category of products, chosen from the tree."""

    def offer(self, branches: list[Branch]) -> None:
        """For each form anew."""
        self.categories = {str(one.category.uid): one.category for one in branches}
        self.choices = [("", "—"), *((str(one.category.uid), one.path) for one in branches)]

    def clean(self, value: Any) -> ProductCategory | None:  # noqa: ANN401 - as typed
        return self.categories.get(str(super().clean(value) or ""))


class ProductForm(AnsweredWithOwn):
    """A product; fields of one's own are asked beside."""

    name = forms.CharField(label=_("Name"), max_length=300)
    code = forms.CharField(label=pgettext_lazy("of a product", "Code"), max_length=60, required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("of a product", "Kind"), choices=Product.Kind.choices)
    category = CategoryField(label=_("Category"), required=False)
    unit = forms.CharField(
        label=pgettext_lazy("of a product", "Unit"),
        max_length=40,
        required=False,
        help_text=_("What one of it is: piece, kilogram, hour, licence."),
    )
    price = MoneyField(
        label=_("Price"), required=False, help_text=_("For one unit, where no price list says another price.")
    )
    tax_percent = PercentField(label=_("Tax (per cent)"), required=False)
    goods_id = forms.CharField(
        label=_("Goods ID"),
        max_length=30,
        required=False,
        help_text=_("The 13 digits by which the tax administration knows it; electronic invoices need them."),
    )
    priority = forms.ChoiceField(label=_("Priority"), choices=PRIORITIES, required=False)
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        by: User,
        product: Product | None = None,
        **options: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(data, files, **options)
        self.own = OwnPart("product", by=by, data=data, files=files, record=product)
        for name in self.fields.keys() & fixed(by, "product", new=product is None):
            del self.fields[name]
        self.fields["category"].offer(tree(by))

    def told(self) -> dict[str, Any]:
        """What the action takes. Raises `ValidationError` by field for a file that is not taken."""
        found = dict(self.cleaned_data) | self.own.texts()
        found.pop("version")
        found["priority"] = int(found["priority"]) if found["priority"] else None
        return found


def shown(product: Product) -> dict[str, Any]:
    """What a form of a product begins with."""
    names = ("name", "code", "kind", "unit", "price", "goods_id", "priority", "description", "version")
    found = {name: getattr(product, name) for name in names}
    found["tax_percent"] = f"{product.tax / 100:g}"
    found["category"] = str(product.category.uid) if product.category else ""
    return found


class CategoryForm(Answered):
    """A category and where it stands."""

    name = forms.CharField(label=_("Name"), max_length=100)
    parent = CategoryField(label=_("Inside"), required=False)

    def __init__(self, *args: Any, by: User, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        self.fields["parent"].offer(tree(by))
