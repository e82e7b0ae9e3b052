from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class CollectionPolicy(models.Model):
    """Why a field is collected, from whom and in which way, for one target market ("" is every market).

    The grounds are those of the Electronic Commerce Act 1382, articles 58 and 59: a stated purpose, and explicit
    consent for what is sensitive.
    """

    class Way(models.TextChoices):
        HAND = "hand", _("asked by our people")
        FORM = "form", _("web form")
        CLUB = "club", _("sign-up to the customer club")
        IMPORT = "import", _("files we were given")
        EVENTS = "events", _("events of site, app or shop")
        PUBLIC = "public", _("public sources")

    class Basis(models.TextChoices):
        CONSENT = "consent", _("consent")
        CONTRACT = "contract", _("needed for the contract")
        LAW = "law", _("demanded by law")
        INTEREST = "interest", _("our legitimate interest")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    record_type = models.CharField(max_length=20)
    field = models.CharField(max_length=60)
    market = models.CharField(_("target market"), max_length=100, blank=True)
    purpose = models.CharField(_("purpose"), max_length=300)
    whom = models.CharField(_("from whom"), max_length=200)
    way = models.CharField(_("way"), max_length=10, choices=Way)
    basis = models.CharField(_("legal basis"), max_length=10, choices=Basis)
    benefit = models.CharField(_("what they get for it"), max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["record_type", "field", "market", "id"]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "field", "market"], name="one_policy_a_field_and_market")
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.market}".strip()
