from __future__ import annotations

from django.db import models


class Category(models.Model):
    """What sort of customer somebody is, with the colour it is shown in.

    `meaning` says when somebody is one, in the company's own words; `needs` are the fields without which nobody becomes
    one.
    """

    name = models.CharField(max_length=100, unique=True)
    colour = models.CharField(max_length=20, default="slate")
    position = models.PositiveSmallIntegerField(default=0)
    meaning = models.CharField(max_length=500, blank=True)
    needs = models.JSONField(default=list)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
