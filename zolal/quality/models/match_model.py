from __future__ import annotations

from django.db import models


class MatchModel(models.Model):
    """A trained matching model, as `zolal.engine.match.stored` writes it; the newest of a type is in use.

    `data` is what the records teach by themselves, `taught` what people's answers add to it, as
    `zolal.engine.match.rescore_stored.Taught` says. `below` is how many pairs under "match.ask" there were of which a
    sample was drawn; null where none was.
    `found` are the pairs that the search for all duplicates found with it, until they are written (`quality.search`).
    """

    record_type = models.CharField(max_length=20)
    data = models.BinaryField()
    found = models.BinaryField(null=True)
    taught = models.JSONField(default=dict)
    below = models.PositiveIntegerField(null=True)
    records = models.PositiveIntegerField(help_text="how many records it was trained on")
    trained_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["record_type", "-id"], name="match_model_newest")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.pk}"
