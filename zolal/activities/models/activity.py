from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import Team
from zolal.core.models import Record
from zolal.people.models import Company, Person


class Activity(Record):
    """Something that is to happen with a customer, or did: a call, a meeting, a visit, a task, a note.

    `at` is when it takes place or is due, null for what has no day; `until` when it ends. `done_at` is null while it is
    still to be done. `owner` does it. `about_type` and `about_id` name a record of an app above that it belongs to (a
    deal). `words` are the customer's own, `body` ours. `search` is what the search looks through.
    """

    class Kind(models.TextChoices):
        CALL = "call", _("call")
        MEETING = "meeting", _("meeting")
        VISIT = "visit", _("visit")
        INTERVIEW = "interview", _("interview")
        TASK = "task", _("task")
        NOTE = "note", _("note")
        MESSAGE = "message", _("message")
        CHAT = "chat", _("chat")
        FILE = "file", _("file")

    class Direction(models.TextChoices):
        OUT = "out", _("outgoing")
        IN = "in", _("incoming")

    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    title = models.CharField(_("title"), max_length=300, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="activities", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="activities", db_index=False)
    about_type = models.CharField(max_length=20, blank=True)
    about_id = models.BigIntegerField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(_("when"), null=True)
    until = models.DateTimeField(_("until"), null=True)
    done_at = models.DateTimeField(_("done"), null=True)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    body = models.TextField(_("text"), blank=True)
    words = models.TextField(_("the customer's own words"), blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    search = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="activity_of_person"),
            models.Index(fields=["company", "-at", "-id"], name="activity_of_company"),
            models.Index(fields=["about_type", "about_id", "-at"], name="activity_about"),
            models.Index(fields=["owner", "at"], name="activity_of_owner"),
            models.Index(fields=["team", "at"], name="activity_of_team"),
            models.Index(
                fields=["owner", "at"], name="activity_open", condition=models.Q(done_at__isnull=True, state="active")
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()
