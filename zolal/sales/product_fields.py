"""The fields of products in the one catalogue of fields."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.people.fields import Field, Shape, offer_fields
from zolal.people.own.types import NO_CUSTOMER, OwnType, offer_own
from zolal.sales.queries.products import products

_P = ("product",)

# fmt: off
PRODUCT_FIELDS = (
    Field("name", _("Name"), "identity", Shape.TEXT, "text", _P),
    Field("code", pgettext_lazy("of a product", "Code"), "identity", Shape.TEXT, "text", _P),
    Field("kind", pgettext_lazy("of a product", "Kind"), "identity", Shape.CHOICE, "", _P),
    Field("category", _("Category"), "identity", Shape.NUMBER, "", _P),
    Field("unit", pgettext_lazy("of a product", "Unit"), "identity", Shape.TEXT, "text", _P),
    Field("price", _("Price"), "ours", Shape.NUMBER, "money", _P),
    Field("tax", _("Tax"), "ours", Shape.NUMBER, "number", _P),
    Field("goods_id", _("Goods ID"), "ours", Shape.TEXT, "code", _P),
    Field("priority", _("Priority"), "ours", Shape.NUMBER, "number", _P),
    Field("description", _("Description"), "ours", Shape.LONG_TEXT, "text", _P),
)
# fmt: on


def offer() -> None:
    """Called when the app is ready."""
    offer_own(OwnType("product", _("Products"), products, NO_CUSTOMER))
    offer_fields("product", PRODUCT_FIELDS)
