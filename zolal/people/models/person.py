from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.people.models.company import Company
from zolal.people.models.customer import Customer, list_indexes


class Person(Customer):
    """Somebody the company knows."""

    record_type = "person"

    class Gender(models.TextChoices):
        FEMALE = "female", _("female")
        MALE = "male", _("male")

    class MaritalStatus(models.TextChoices):
        SINGLE = "single", _("single")
        MARRIED = "married", _("married")
        DIVORCED = "divorced", _("divorced")
        WIDOWED = "widowed", _("widowed")

    class Channel(models.TextChoices):
        CALL = "call", _("call")
        SMS = "sms", _("SMS")
        EMAIL = "email", _("e-mail")
        MESSENGER = "messenger", _("messenger")
        VISIT = "visit", _("visit")

    title = models.CharField(_("title"), max_length=100, blank=True)
    given_name = models.CharField(_("given name"), max_length=200, blank=True)
    family_name = models.CharField(_("family name"), max_length=200, blank=True)
    gender = models.CharField(_("gender"), max_length=6, choices=Gender, blank=True)
    birth_date = models.DateField(_("birth date"), null=True)
    national_id = models.CharField(_("national ID"), max_length=20, blank=True)
    marital_status = models.CharField(_("marital status"), max_length=8, choices=MaritalStatus, blank=True)
    anniversary = models.DateField(_("anniversary"), null=True)
    preferred_channel = models.CharField(_("preferred channel"), max_length=9, choices=Channel, blank=True)
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="people", db_index=False)

    class Meta:
        indexes = [
            *list_indexes("person"),
            models.Index(fields=["company", "state", "sort_key", "id"], name="person_by_company"),
            # Namesakes are told apart by day and city without a look at the rows themselves.
            models.Index(fields=["name_key", "birth_date", "city"], name="person_name_key"),
            models.Index(fields=["national_id"], name="person_national_id"),
        ]

    def __str__(self) -> str:
        return self.name
