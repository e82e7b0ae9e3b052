from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.people.models.person import Person


class Relation(models.Model):
    """Two people who belong together. For a directed kind, `person` is the first: the referrer, the parent."""

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", _("same household")
        COLLEAGUE = "colleague", _("colleague")
        REFERRER = "referrer", _("referred by")

    person = models.ForeignKey(Person, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Person, models.CASCADE, related_name="relations_from")
    kind = models.CharField(max_length=10, choices=Kind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other", "kind"], name="one_relation_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.other_id}"
