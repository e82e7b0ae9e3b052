from __future__ import annotations

from django.db import models
from django.db.models import Q

from zolal.core.uid import uuid7
from zolal.people.models.company import Company
from zolal.people.models.person import Person
from zolal.people.models.relation_role import RelationRole


class Relation(models.Model):
    """Two who belong together, people or companies, as what, and from when until when.

    The first is `person` or `company`, the second `other` or `other_company`. `since` null: nobody knows; `until` null:
    still so. The company somebody works for first of all is a fact of the person; here stand further ones and former.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="relations")
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="relations")
    other = models.ForeignKey(Person, models.CASCADE, null=True, related_name="relations_from")
    other_company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="relations_from")
    kind = models.ForeignKey(RelationRole, models.PROTECT, to_field="code", db_column="kind", related_name="relations")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # One of the four is always null, so no database holds to it; a merge and an undo do, and the actions.
            models.UniqueConstraint(
                fields=["person", "company", "other", "other_company", "kind", "since"], name="one_relation_a_kind"
            ),
            models.CheckConstraint(
                condition=(Q(person=None) ^ Q(company=None)) & (Q(other=None) ^ Q(other_company=None)),
                name="relation_of_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.kind_id} {self.second}"

    @property
    def first(self) -> tuple[str, int]:
        """("person", id) or ("company", id)."""
        return ("person", self.person_id) if self.person_id else ("company", self.company_id)

    @property
    def second(self) -> tuple[str, int]:
        return ("person", self.other_id) if self.other_id else ("company", self.other_company_id)
