from __future__ import annotations

from django.db import models

from zolal.core.uid import uuid7
from zolal.sales.models.deal import Deal
from zolal.sales.models.product import Product
from zolal.sales.rounding import share_of, whole_rials


class DealLine(models.Model):
    """Some of a product in a deal, at a price in rials for one unit; the discount in hundredths of a per cent.

    What a line comes to is rounded twice, half up: the quantity times the price, and the discount of that. A deal is
    worth the sum of its lines, so nothing is lost in adding up.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT, related_name="deal_lines")
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    price = models.BigIntegerField()
    discount = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.quantity} {self.product_id}"

    @property
    def total(self) -> int:
        """In rials, without tax."""
        before = whole_rials(self.quantity * self.price)
        return before - share_of(before, self.discount)
