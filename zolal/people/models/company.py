from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.people.models.customer import Customer


class Company(Customer):
    """An organisation, with the people who work there."""

    legal_id = models.CharField(_("legal ID"), max_length=20, blank=True)
    economic_code = models.CharField(_("economic code"), max_length=20, blank=True)
    industry = models.CharField(_("industry"), max_length=200, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "sort_key", "id"], name="company_by_name"),
            models.Index(fields=["state", "-updated_at", "-id"], name="company_by_update"),
            models.Index(fields=["state", "-created_at", "-id"], name="company_by_creation"),
            models.Index(fields=["state", "quality", "id"], name="company_by_quality"),
            models.Index(fields=["name_key"], name="company_name_key"),
            models.Index(fields=["legal_id"], name="company_legal_id"),
        ]

    def __str__(self) -> str:
        return self.name
