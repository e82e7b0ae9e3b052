from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.capture.models.import_ import Import


class ImportRow(models.Model):
    """A row as it stood in the file, kept for ever, and what became of it.

    `cells` are the raw texts in the order of the file's columns; `mended` {column number: text} what somebody typed
    instead. `facts`, `faults` and `keys` are their normal form (see `intake.Normal`). `match_id` is the record it was
    recognised as, `twin` the number of the earlier row it repeats; `sure` tells whether it surely is the one or the
    other, or only may be; `alike` is all that matching said: [{"record" or "row", "probability", "evidence"}], best
    first. `choices` is what somebody answered: {"facts": {fact: "take" | "keep"}, "identity": "same" |
    "new", "include": true}. `record_id` is the record it went into. `suppressed` tells whether an address of it was on
    the suppression list when that was last asked.
    """

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        UPDATE = "update", _("update")
        DUPLICATE = "duplicate", _("duplicate")
        ERROR = "error", _("error")

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, models.CASCADE, related_name="all_rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    mended = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    faults = models.JSONField(default=dict)
    keys = models.JSONField(default=dict)
    verdict = models.CharField(max_length=9, choices=Verdict, blank=True)
    match_id = models.BigIntegerField(null=True)
    twin = models.PositiveIntegerField(null=True)
    sure = models.BooleanField(default=False)
    alike = models.JSONField(default=list)
    probability = models.FloatField(null=True)
    choices = models.JSONField(default=dict)
    skipped = models.BooleanField(default=False)
    record_id = models.BigIntegerField(null=True)
    suppressed = models.BooleanField(db_default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="one_row_a_number")]
        indexes = [
            models.Index(fields=["of", "verdict", "number"], name="import_row_by_verdict"),
            models.Index(fields=["record_id", "of"], name="import_row_of_record"),
            models.Index(fields=["of", "twin"], name="import_row_twins", condition=models.Q(twin__isnull=False)),
            models.Index(fields=["of", "number"], name="import_row_suppressed", condition=models.Q(suppressed=True)),
        ]

    def __str__(self) -> str:
        return f"{self.of_id}:{self.number}"
