"""Which fields quality needs: those that are essential, that count for the score, that tell who is the same."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.core.settings import setting
from zolal.people.uses import Use
from zolal.quality.criteria import FILLED_BY
from zolal.quality.keys import SIGNIFICANT
from zolal.quality.scoring import SCORED

ESSENTIAL = Use("essential", _("Essential at entry"))
SCORE = Use("score", _("Counts for the score"))
MATCHING = Use("matching", _("Tells who is the same"))


def used_by_quality(_user: User, record_type: str) -> Iterator[tuple[str, Use]]:
    for name in setting(f"essential.{record_type}"):
        for field in FILLED_BY[record_type].get(name, (name,)):
            yield field, ESSENTIAL
    for field in SCORED[record_type]:
        yield field, SCORE
    for field in sorted(SIGNIFICANT[record_type]):
        yield field, MATCHING
