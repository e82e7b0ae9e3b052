from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.people.models.customer import Customer, list_indexes


class Company(Customer):
    """An organisation, with the people who work there."""

    record_type = "company"

    legal_id = models.CharField(_("legal ID"), max_length=20, blank=True)
    economic_code = models.CharField(_("economic code"), max_length=20, blank=True)
    industry = models.CharField(_("industry"), max_length=200, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True)

    class Meta:
        indexes = [
            *list_indexes("company"),
            models.Index(fields=["name_key"], name="company_name_key"),
            models.Index(fields=["legal_id"], name="company_legal_id"),
        ]

    def __str__(self) -> str:
        return self.name
