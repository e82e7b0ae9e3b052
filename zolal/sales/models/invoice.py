from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team
from zolal.core.models import Record
from zolal.people.models import Company, Person


class Invoice(Record):
    """What was sold, or given back: a draft until it is issued, and then never changed.

    What is wrong in an issued one is put right by another that `corrects` it: a sale that takes its place, or a return.
    `number` counts within the fiscal `year`, without gaps. `lines` are those of `zolal.sales.lines`; `seller` and
    `buyer` hold the legal fields as they were at the issue. Amounts are rials; `subtotal` to `total` follow from the
    lines. What follows from payments and corrections is kept by `zolal.sales.settling`: `paid` also holds what was paid
    for one that it replaces, `credited` is what came back, `replaced` says that another sale stands in its place.
    `deal` is the id of the deal it came from. `listed_on` is the day by which lists are ordered: that of the issue, or
    the last day there is.
    """

    class Kind(models.TextChoices):
        SALE = "sale", _("sale")
        RETURN = "return", _("return")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(max_length=6, choices=Kind, default=Kind.SALE)
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="invoices", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="invoices", db_index=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    deal = models.BigIntegerField(null=True, db_index=True)
    issued_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    lines = models.JSONField(default=list)
    seller = models.JSONField(default=dict)
    buyer = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    subtotal = models.BigIntegerField(default=0)
    discount = models.BigIntegerField(default=0)
    tax = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    credited = models.BigIntegerField(default=0)
    replaced = models.BooleanField(default=False)
    listed_on = models.DateField(default=date.max)
    search = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = _("Invoices")
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="invoice_number")]
        indexes = [
            models.Index(fields=["person", "-id"], name="invoice_of_person"),
            models.Index(fields=["company", "-id"], name="invoice_of_company"),
            models.Index(fields=["owner", "-id"], name="invoice_of_owner"),
            models.Index(fields=["team", "-id"], name="invoice_of_team"),
            models.Index(fields=["-listed_on", "-id"], name="invoice_by_day"),
            models.Index(fields=["status", "-listed_on", "-id"], name="invoice_of_state_by_day"),
            models.Index(
                fields=["-listed_on", "-id"], name="invoice_returns_by_day", condition=models.Q(kind="return")
            ),
            models.Index(
                fields=["-listed_on", "-id"],
                name="invoice_unsettled_by_day",
                condition=models.Q(status="issued", kind="sale", replaced=False)
                & models.Q(total__gt=models.F("paid") + models.F("credited")),
            ),
            models.Index(fields=["total", "id"], name="invoice_by_total"),
            models.Index(fields=["due_on", "id"], name="invoice_by_due_day"),
            models.Index(
                fields=["due_on"],
                name="invoice_unsettled",
                condition=models.Q(status="issued", kind="sale", replaced=False)
                & models.Q(total__gt=models.F("paid") + models.F("credited")),
            ),
        ]

    def __str__(self) -> str:
        return self.code or str(self.get_status_display())

    @property
    def code(self) -> str:
        """ "1405/00012"; "" before it is issued."""
        return f"{self.year}/{self.number:05}" if self.number else ""

    @property
    def balance(self) -> int | None:
        """What is still to be paid for an issued sale, below nothing where too much was; None where amounts are kept
        from the reader."""
        if self.kept_from.get("total") == "hidden":
            return None
        standing = self.status == self.Status.ISSUED and self.kind == self.Kind.SALE and not self.replaced
        return self.total - self.paid - self.credited if standing else 0

    @cached_property
    def settlement(self) -> str:
        """How far an issued sale is paid: "paid", "partly" or "unpaid"."""
        if self.total <= self.paid + self.credited:
            return "paid"
        return "partly" if self.paid else "unpaid"
