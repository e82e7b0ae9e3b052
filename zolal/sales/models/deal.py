from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.sales.models.lost_reason import LostReason
from zolal.sales.models.pipeline import Pipeline
from zolal.sales.models.stage import Stage


class Deal(Record):
    """Something that may be sold to somebody: open, or closed as won or lost.

    `value` is in rials, the sum of its lines where it has any. `probability` overrides the one of the stage, in per
    cent. Of what an `intermediary` gets either `margin_share` is told, in hundredths of a per cent of the value, or
    `margin_amount`, in rials. `opened_at` is when the deal began, `entered_at` when it came into its stage.

    What follows from activities and stages is kept by `zolal.sales.keeping`: `next_activity_at` is when the first open
    activity is due, `idle_since` the last day on which something happened.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        WON = "won", _("won")
        LOST = "lost", _("lost")

    class Channel(models.TextChoices):
        DIRECT_B2C = "direct_b2c", _("direct, to consumers (B2C)")
        DIRECT_B2B = "direct_b2b", _("direct, to companies (B2B)")
        DISTRIBUTOR = "distributor", _("distributor")
        AGENT = "agent", _("agent")
        RETAILER = "retailer", _("retailer")
        ONLINE = "online", _("online")

    class TouchPoint(models.TextChoices):
        SITE = "site", _("shop site")
        SOCIAL = "social", _("social network")
        EMAIL = "email", _("e-mail marketing")
        AD = "ad", _("paid advertisement")
        FAIR = "fair", _("fair")
        REFERRAL = "referral", _("referral")
        CALL = "call", _("our own call")
        OTHER = "other", _("other")

    title = models.CharField(_("title"), max_length=300)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="deals", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="deals", db_index=False)
    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="deals", db_index=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="deals", db_index=False)
    status = models.CharField(_("status"), max_length=4, choices=Status, default=Status.OPEN)
    value = models.BigIntegerField(_("value"), null=True)
    probability = models.PositiveSmallIntegerField(_("probability"), null=True)
    expected_on = models.DateField(_("expected close"), null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    channel = models.CharField(_("sales channel"), max_length=11, choices=Channel, blank=True)
    touch_point = models.CharField(_("touch-point"), max_length=10, choices=TouchPoint, blank=True)
    intermediary = models.ForeignKey(Company, models.PROTECT, null=True, related_name="deals_handed", db_index=False)
    margin_share = models.PositiveIntegerField(null=True)
    margin_amount = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    entered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    lost_reason = models.ForeignKey(LostReason, models.PROTECT, null=True, related_name="deals", db_index=False)
    lost_note = models.TextField(blank=True)
    note = models.TextField(_("note"), blank=True)
    search = models.TextField(blank=True)
    next_activity_at = models.DateTimeField(null=True)
    idle_since = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "status"], name="deal_of_person"),
            models.Index(fields=["company", "status"], name="deal_of_company"),
            models.Index(fields=["pipeline", "status", "state", "stage"], name="deal_on_board"),
            models.Index(fields=["status", "state", "expected_on"], name="deal_expected"),
            models.Index(fields=["status", "closed_at"], name="deal_closed"),
            models.Index(fields=["opened_at"], name="deal_opened"),
            models.Index(fields=["stage"], name="deal_in_stage"),
            models.Index(fields=["owner", "status", "idle_since"], name="deal_of_owner"),
            models.Index(fields=["team", "status"], name="deal_of_team"),
            models.Index(fields=["intermediary"], name="deal_handed", condition=Q(intermediary__isnull=False)),
            models.Index(fields=["lost_reason"], name="deal_lost_for", condition=Q(lost_reason__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def likely(self) -> int:
        """How likely it is won, in per cent."""
        if self.status != self.Status.OPEN:
            return 100 if self.status == self.Status.WON else 0
        return self.stage.probability if self.probability is None else self.probability

    @property
    def weighted(self) -> int | None:
        """The value times how likely it is, in rials, rounded half up; None where the value is kept from the reader."""
        if self.kept_from.get("value") == "hidden":
            return None
        return ((self.value or 0) * self.likely + 50) // 100

    @property
    def margin(self) -> int | None:
        """What the intermediary gets, in rials, rounded half up; None where nothing is told, or the value is kept from
        the reader."""
        if self.margin_amount is not None or self.margin_share is None or self.kept_from.get("value") == "hidden":
            return self.margin_amount
        return ((self.value or 0) * self.margin_share + 5_000) // 10_000
