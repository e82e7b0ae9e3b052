from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7
from zolal.people.models import Company, Person
from zolal.sales.models.price_group import PriceGroup
from zolal.sales.models.product import Product
from zolal.sales.models.product_category import ProductCategory


def _of(model: type[models.Model], name: str) -> models.ForeignKey[models.Model, models.Model]:
    return models.ForeignKey(model, models.CASCADE, null=True, related_name=name)


class CustomerPriceGroup(models.Model):
    """The price group of a person or a company; of two, as a merge may leave them, the later one counts."""

    person = _of(Person, "price_groups")
    company = _of(Company, "price_groups")
    group = models.ForeignKey(PriceGroup, models.PROTECT, related_name="customers")

    class Meta:
        verbose_name_plural = _("Price groups")


class ProductPreference(models.Model):
    """What a customer likes to buy: a product or a category, 1 above all to 5."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = _of(Person, "preferences")
    company = _of(Company, "preferences")
    product = _of(Product, "preferences")
    category = _of(ProductCategory, "preferences")
    priority = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["priority", "id"]
        verbose_name_plural = _("Preferences")
