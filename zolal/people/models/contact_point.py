from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zolal.people.models.company import Company
from zolal.people.models.person import Person


class ContactPoint(models.Model):
    """One way to reach a record.

    `key` is what is compared (E.164, lower-case e-mail); "" where `value` is no valid one.

    A fact of its record: it moves, changes and comes back with it, under its own id.
    """

    class Kind(models.TextChoices):
        MOBILE = "mobile", _("mobile")
        PHONE = "phone", _("telephone")
        EMAIL = "email", _("e-mail")
        URL = "url", _("web address")

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="contact_points", db_index=False)
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="contact_points", db_index=False)
    kind = models.CharField(max_length=6, choices=Kind)
    value = models.CharField(max_length=320)
    key = models.CharField(max_length=320, blank=True)
    label = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(fields=["key", "kind"], condition=~Q(key=""), name="contact_point_key"),
            models.Index(fields=["person", "kind"], name="contact_point_of_person"),
            models.Index(fields=["company", "kind"], name="contact_point_of_company"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(company__isnull=True), name="contact_point_of_one_record"
            ),
        ]

    def __str__(self) -> str:
        return self.value
