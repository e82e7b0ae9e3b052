from __future__ import annotations

from django.db import models

from zolal.core.uid import uuid7


class PriceGroup(models.Model):
    """Customers who buy at the same prices. `discount` counts, in hundredths of a per cent off the price of the
    catalogue, for products that no price list of the group names."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=100)
    discount = models.PositiveIntegerField(default=0)
    sort_key = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name


class PriceList(models.Model):
    """Prices of a group from a day on, to a day or until another list begins: {product's id: rials for one unit}."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    group = models.ForeignKey(PriceGroup, models.PROTECT, related_name="lists")
    name = models.CharField(max_length=100)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    prices = models.JSONField(default=dict)

    class Meta:
        ordering = ["-starts_on", "-id"]

    def __str__(self) -> str:
        return self.name
