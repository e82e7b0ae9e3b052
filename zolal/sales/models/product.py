from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.models import Record
from zolal.sales.models.product_category import ProductCategory


class Product(Record):
    """Something that is sold: a good or a service. One that is sold no more is archived.

    `price` is in rials, for one unit, where no price list says another; `tax` in hundredths of a per cent.
    `goods_id` is the number of 13 digits by which the tax administration knows it. `priority` is 1 for what is to be
    sold first, to 5. `sort_key`, `search` and `code_key` follow from the facts.
    """

    seen_by_all = True
    """Belongs to nobody: whoever may read records sees every product."""

    class Kind(models.TextChoices):
        GOOD = "good", _("good")
        SERVICE = "service", _("service")

    name = models.CharField(_("name"), max_length=300)
    code = models.CharField(_("code"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.GOOD)
    category = models.ForeignKey(ProductCategory, models.PROTECT, null=True, related_name="products")
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    price = models.BigIntegerField(_("price"), null=True)
    tax = models.PositiveIntegerField(_("tax"), default=0)
    goods_id = models.CharField(_("goods ID"), max_length=13, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), null=True)
    description = models.TextField(_("description"), blank=True)

    code_key = models.CharField(max_length=60, blank=True)
    sort_key = models.CharField(max_length=400, blank=True)
    search = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "sort_key", "id"], name="product_by_name"),
            models.Index(fields=["code_key"], name="product_code"),
        ]

    def __str__(self) -> str:
        return self.name
