from __future__ import annotations

from django.db import models
from django.db.models import Q

from zolal.people.models.company import Company
from zolal.people.models.person import Person


class Tag(models.Model):
    """A word people stick on records."""

    name = models.CharField(max_length=60, unique=True)
    colour = models.CharField(max_length=20, default="slate")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """That a record bears a tag."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="taggings")
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "person"], name="one_tag_a_person"),
            models.UniqueConstraint(fields=["tag", "company"], name="one_tag_a_company"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(company__isnull=True), name="tagging_of_one_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id}"
