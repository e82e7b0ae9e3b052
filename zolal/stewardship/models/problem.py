from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.uid import uuid7


class Problem(models.Model):
    """Something that makes it hard to keep the data good, with what it cost and what became of it.

    `about` is what it is about, "" where that is nothing in particular: a person or a company (`record_id`), an import
    (`about_name` is its uid), a field (`about_name` is its name). `hours` is the work it has cost so far.
    `brought_nothing` marks a process that was never of use and should be given up.
    """

    class Kind(models.TextChoices):
        OBSTACLE = "obstacle", _("unwanted statistical obstacle")
        REWORK = "rework", _("unforeseen rework")
        SIDE = "side", _("needless side project")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        WORKING = "working", _("being worked on")
        SOLVED = "solved", _("solved")
        DROPPED = "dropped", _("not pursued")

    class About(models.TextChoices):
        PERSON = "person", _("person")
        COMPANY = "company", _("company")
        IMPORT = "import", _("import")
        FIELD = "field", _("field")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    hours = models.FloatField(default=0)
    brought_nothing = models.BooleanField(default=False)
    about = models.CharField(max_length=7, choices=About, blank=True)
    record_id = models.BigIntegerField(null=True)
    about_name = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    solution = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"], name="problem_by_state"),
            models.Index(fields=["at"], name="problem_by_time"),
            models.Index(
                fields=["about", "record_id"], name="problem_about", condition=models.Q(record_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ended(self) -> bool:
        return self.state in {self.State.SOLVED, self.State.DROPPED}
