from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.models import Action, Job, Source
from zolal.core.uid import uuid7


class Import(models.Model):
    """One file on its way in.

    `reading` is how the file is read: {"sheet", "delimiter", "encoding", "header_row"}, "" or null where found by
    itself; `found` is what was found, with the other choices and a preview: {"sheets": [{"name", "rows"}], "sheet",
    "delimiter", "encoding", "header_row", "preview": rows of texts, "known_mapping": whether the mapping is one that
    was saved, "change": the last change of the ledger that the check knew of, "undo": the report of an undo}.
    `columns` is the mapping, a list of {"header", "field", "kind", "confidence", "samples", "calendar", "order",
    "serial", "unit", "secret"}; field "" keeps the column as `more`, "-" leaves it out of the record (the raw row keeps
    it). `counts` counts rows by verdict, and after the commit what became of them: "created", "updated", "unchanged",
    "queued", "left_out". "suppressed" counts the rows with an address that is not to be used.
    """

    class State(models.TextChoices):
        READING = "reading", _("being read")
        MAPPING = "mapping", _("columns to be confirmed")
        CHECKING = "checking", _("being checked")
        READY = "ready", _("ready to be taken in")
        COMMITTING = "committing", _("being taken in")
        DONE = "done", _("taken in")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    class Policy(models.TextChoices):
        FILL = "fill", _("fill empty fields only")
        OVERWRITE = "overwrite", _("overwrite")
        ASK = "ask", _("ask for every difference")

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="imports")
    record_type = models.CharField(max_length=20, default="person")
    file = models.FileField(upload_to="imports/%Y/%m/", max_length=300)
    filename = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    reading = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    policy = models.CharField(max_length=9, choices=Policy, default=Policy.FILL)
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    action = models.OneToOneField(Action, models.PROTECT, null=True, related_name="import_of")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.filename
