from __future__ import annotations

from django.db import models


class InvoiceSeries(models.Model):
    """The numbers of a fiscal year, by the Jalali year in which it begins.

    The last one given, and the day of the invoice that got it."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
    last_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
