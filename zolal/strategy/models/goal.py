from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.accounts.models import Team
from zolal.core.models import Record


class Goal(Record):
    """What the company, a team or a person wants to have reached at the end of a period, and why.

    `measure` is one of `zolal.accounts.measures`, of which `part` may name a part; or REPORTED, a number that people
    tell by checking in (`counts` says what), or BENEATH, how far the goals beneath it are. `target` is the amount to
    reach; of GROWTH it is `growth` (hundredths of a per cent) above the base: the value in another period, or `base` as
    typed.

    Of a personal goal `owner` is whose it is, else who answers for it. `earlier` is the goal it was copied from.
    `closed_on` is when its figures were settled. Values are as their unit says, see `Measure`.
    """

    REPORTED, BENEATH = "reported", "beneath"

    class Scope(models.TextChoices):
        COMPANY = "company", pgettext_lazy("goal of", "the company")
        TEAM = "team", pgettext_lazy("goal of", "a team")
        PERSON = "person", pgettext_lazy("goal of", "a person")

    class Aim(models.TextChoices):
        AMOUNT = "amount", _("an amount")
        GROWTH = "growth", _("so much more than in another period")

    class Base(models.TextChoices):
        PREVIOUS = "previous", _("the period before")
        LAST_YEAR = "last_year", _("the same period of last year")
        TYPED = "typed", _("a value that I type")

    class Unit(models.TextChoices):
        COUNT = "count", _("number")
        RIAL = "rial", pgettext_lazy("unit", "amount of money")
        SHARE = "share", _("per cent")

    class Kind(models.TextChoices):
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")
        HALF = "half", _("half-year")
        YEAR = "year", _("year")
        FREE = "free", _("free choice")

    class Reports(models.TextChoices):
        ADD = "add", _("each report adds to it")
        STAND = "stand", _("the last report holds")

    name = models.CharField(_("name"), max_length=200)
    why = models.TextField(_("why"), blank=True)
    note = models.TextField(_("notes"), blank=True)
    scope = models.CharField(max_length=7, choices=Scope)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="beneath")
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    measure = models.CharField(max_length=40)
    part = models.CharField(max_length=60, blank=True)
    counts = models.CharField(max_length=100, blank=True)
    reports = models.CharField(max_length=5, choices=Reports, blank=True)
    unit = models.CharField(max_length=5, choices=Unit)
    better = models.CharField(max_length=4, choices=[("up", _("more is better")), ("down", _("less is better"))])
    aim = models.CharField(max_length=6, choices=Aim)
    target = models.BigIntegerField(null=True)
    growth = models.IntegerField(null=True)
    base_kind = models.CharField(max_length=9, choices=Base, blank=True)
    base = models.BigIntegerField(null=True)
    period = models.CharField(max_length=7, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    weight = models.PositiveSmallIntegerField(default=1)
    closed_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ends_on", "starts_on"], name="goal_by_period"),
            models.Index(fields=["owner", "ends_on"], name="goal_of_owner"),
            models.Index(fields=["team", "ends_on"], name="goal_of_team"),
        ]

    def __str__(self) -> str:
        return self.name
