from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.people.models import Person
from zolal.sales.models.deal import Deal


class DealContact(models.Model):
    """Somebody else who has a say in a deal, and which."""

    class Role(models.TextChoices):
        DECIDES = "decides", _("decides")
        INFLUENCES = "influences", _("influences")
        USES = "uses", _("will use it")
        PAYS = "pays", _("pays")
        BLOCKS = "blocks", _("is against it")
        OTHER = "other", _("takes part")

    id = models.BigAutoField(primary_key=True)
    deal = models.ForeignKey(Deal, models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="deal_roles")
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "person"], name="once_in_a_deal")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.deal_id}"
