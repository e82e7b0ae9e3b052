from __future__ import annotations

from django.db import models

from zolal.people.models.company import Company
from zolal.people.models.person import Person


class Score(models.Model):
    """How good a record is: `quality` of 100, and `scores` with what it follows from (`zolal.quality.scoring`).

    It stands beside the record, so that judging everybody anew writes neither records nor the indexes of their lists.
    Who was never judged has none.
    """

    quality = models.PositiveSmallIntegerField()
    scores = models.JSONField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.pk}: {self.quality}"


class PersonScore(Score):
    """The score of a person."""

    # Written and taken away with the record; to look each record up again would touch every one of them.
    record = models.OneToOneField(Person, models.CASCADE, primary_key=True, db_constraint=False, related_name="score")

    class Meta:
        indexes = [models.Index(fields=["quality", "record"], name="person_by_quality")]


class CompanyScore(Score):
    """The score of a company."""

    record = models.OneToOneField(Company, models.CASCADE, primary_key=True, db_constraint=False, related_name="score")

    class Meta:
        indexes = [models.Index(fields=["quality", "record"], name="company_by_quality")]
