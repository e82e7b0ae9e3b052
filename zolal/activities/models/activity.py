from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.accounts.models import Team
from zolal.core.models import Record
from zolal.people.models import Company, Person


class Activity(Record):
    """Something that is to happen with a customer, or did: a call, a meeting, a visit, a task, a note.

    `at` is when it takes place or is due, null for what has no day yet; of what is done it is never null. `until` is
    when it ends; `all_day` says that only the day of `at` counts. `done_at` is null while it is still to be done, else
    when somebody ticked it off, also as cancelled (`outcome`). `began_at` is when it really began: a visit by checking
    in (at `latitude`, `longitude`), an interview by its timer. `owner` does it. `about_type` and `about_id` name a
    record of an app above that it belongs to (a deal). `repeat` says how often it is planned again when it is done,
    `repeat_every` that it is so only every so many days, weeks, months or years.

    `words` are the customer's own, `body` ours (of a meeting the minutes), `decisions` what was agreed. Findings of an
    interview are `strengths` and `weaknesses` of ours, one a line. An observation has an `attitude`, its `basis` and
    `behaviours` ({id of the behaviour: true}). `search` is what the search looks through.
    """

    class Kind(models.TextChoices):
        CALL = "call", _("call")
        MEETING = "meeting", _("meeting")
        VISIT = "visit", _("visit")
        INTERVIEW = "interview", _("interview")
        TASK = "task", _("task")
        NOTE = "note", _("note")
        OBSERVATION = "observation", _("observation")
        MESSAGE = "message", _("message")
        CHAT = "chat", _("chat")
        FILE = "file", _("file")

    class Direction(models.TextChoices):
        OUT = "out", _("outgoing")
        IN = "in", _("incoming")

    class Channel(models.TextChoices):
        WHATSAPP = "whatsapp", _("WhatsApp")
        TELEGRAM = "telegram", _("Telegram")
        BALE = "bale", _("Bale")
        EITAA = "eitaa", _("Eitaa")
        RUBIKA = "rubika", _("Rubika")
        SMS = "sms", _("SMS")
        EMAIL = "email", _("e-mail")
        OTHER = "other", pgettext_lazy("channel", "another")

    class Outcome(models.TextChoices):
        ANSWERED = "answered", pgettext_lazy("outcome", "answered")
        NOT_ANSWERED = "not_answered", pgettext_lazy("outcome", "not answered")
        BUSY = "busy", pgettext_lazy("outcome", "busy")
        SWITCHED_OFF = "switched_off", pgettext_lazy("outcome", "switched off")
        WRONG_NUMBER = "wrong_number", pgettext_lazy("outcome", "wrong number")
        LEFT_MESSAGE = "left_message", pgettext_lazy("outcome", "left a message")
        HELD = "held", pgettext_lazy("outcome", "held")
        NOT_HELD = "not_held", pgettext_lazy("outcome", "not held")
        POSTPONED = "postponed", pgettext_lazy("outcome", "postponed")
        ABSENT = "absent", pgettext_lazy("outcome", "nobody was there")
        DONE = "done", pgettext_lazy("outcome", "done")
        NOT_DONE = "not_done", pgettext_lazy("outcome", "not done")
        CANCELLED = "cancelled", pgettext_lazy("outcome", "cancelled")

    class Attitude(models.TextChoices):
        POSITIVE = "positive", pgettext_lazy("attitude", "positive")
        NEUTRAL = "neutral", pgettext_lazy("attitude", "neutral")
        NEGATIVE = "negative", pgettext_lazy("attitude", "negative")

    class Basis(models.TextChoices):
        SAID = "said", pgettext_lazy("basis", "the customer said so")
        SEEN = "seen", pgettext_lazy("basis", "we saw it")
        SUPPOSED = "supposed", pgettext_lazy("basis", "we suppose so")

    class Repeat(models.TextChoices):
        DAILY = "daily", pgettext_lazy("repeat", "every day")
        WEEKLY = "weekly", pgettext_lazy("repeat", "every week")
        MONTHLY = "monthly", pgettext_lazy("repeat", "every month")
        LAST_DAY = "last_day", pgettext_lazy("repeat", "on the last day of every month")
        YEARLY = "yearly", pgettext_lazy("repeat", "every year")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=300, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="activities", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="activities", db_index=False)
    about_type = models.CharField(max_length=20, blank=True)
    about_id = models.BigIntegerField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(_("when"), null=True)
    until = models.DateTimeField(_("until"), null=True)
    all_day = models.BooleanField(_("all day"), null=True)
    done_at = models.DateTimeField(_("done"), null=True)
    began_at = models.DateTimeField(_("began"), null=True)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, blank=True)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    body = models.TextField(_("text"), blank=True)
    words = models.TextField(_("the customer's own words"), blank=True)
    decisions = models.TextField(_("decisions"), blank=True)
    strengths = models.TextField(_("our strengths"), blank=True)
    weaknesses = models.TextField(_("our weaknesses"), blank=True)
    attitude = models.CharField(_("attitude"), max_length=8, choices=Attitude, blank=True)
    basis = models.CharField(_("basis"), max_length=8, choices=Basis, blank=True)
    behaviours = models.JSONField(default=dict)
    pinned = models.BooleanField(_("pinned"), null=True)
    repeat = models.CharField(_("repeat"), max_length=8, choices=Repeat, blank=True)
    repeat_every = models.PositiveSmallIntegerField(_("every so many"), null=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    search = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="activity_of_person"),
            models.Index(fields=["company", "-at", "-id"], name="activity_of_company"),
            models.Index(fields=["about_type", "about_id", "-at"], name="activity_about"),
            # A calendar asks of a month what lasts into a day, and of a day what is still to be done: no row is read.
            models.Index(fields=["owner", "at", "id", "until", "kind", "state", "done_at"], name="activity_of_owner"),
            models.Index(fields=["team", "at", "id", "until", "kind", "state", "done_at"], name="activity_of_team"),
            models.Index(fields=["at", "id", "until"], name="activity_at"),
            models.Index(
                fields=["owner", "at"], name="activity_open", condition=models.Q(done_at__isnull=True, state="active")
            ),
            models.Index(
                fields=["at", "id"], name="activity_open_at", condition=models.Q(done_at__isnull=True, state="active")
            ),
            models.Index(
                fields=["person"], name="activity_pinned", condition=models.Q(pinned=True, person__isnull=False)
            ),
            models.Index(fields=["-at"], name="interview_at", condition=models.Q(kind="interview")),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def is_open(self) -> bool:
        return self.done_at is None
