from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team
from zolal.core.models import Source
from zolal.quality.models.repeated import repeated

SORT = ("group", "code", "fact", "severity")
"""Issues that agree in these are of one sort."""


class Issue(models.Model):
    """Something wrong with a record, as a row that queues and dashboards can count.

    Follows from the record's facts (its `faults`, its missing essentials, its age) and from what was decided about
    them (`Handling`); kept true with every write. `owner` and `team` are the record's, so that queues need not ask for
    it; `holder` is whose the issue is: the owner, or whom it was handed over to. `until` a day it was put off.
    """

    class Group(models.TextChoices):
        INVALID = "invalid", _("invalid")
        OLD = "old", _("old")
        INCOMPLETE = "incomplete", _("incomplete")
        INACTIVE = "inactive", _("inactive")

    record_type = models.CharField(max_length=20)
    record_id = models.BigIntegerField()
    fact = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    group = models.CharField(max_length=10, choices=Group)
    severity = models.CharField(max_length=7)
    fault = models.CharField(max_length=9, blank=True, help_text="wrong value or wrong format")
    raw = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    # Without indexes of their own: they are only counted by, and would make every import slower.
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+", db_index=False)
    importer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    owner = repeated(settings.AUTH_USER_MODEL)
    team = repeated(Team)
    holder = repeated(settings.AUTH_USER_MODEL)
    until = models.DateField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["record_type", "record_id"], name="issue_of_record"),
            models.Index(fields=["record_type", *SORT, "holder", "until", "id"], name="issue_queue"),
            models.Index(
                fields=["record_type", "team", *SORT, "holder", "until", "id"],
                name="issue_of_team",
                condition=Q(team__isnull=False),
            ),
            models.Index(fields=["record_type", "until", "id"], name="issue_put_off", condition=Q(until__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.fact}"
