"""Writing down how good the data is today."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from zolal.accounts.models import User
from zolal.core.settings import setting
from zolal.people.queries.records import MODELS, visible_records
from zolal.quality.figures import figures
from zolal.quality.models import Issue, Measurement, Pair
from zolal.quality.queries.issues import visible_issues
from zolal.quality.queries.measured import sight
from zolal.quality.queries.pairs import open_pairs
from zolal.quality.silence_figures import silence_figures


def measure(*, record_type: str, day: date | None = None, user: User | None = None) -> Measurement:
    """The measurement of the day, anew where there is one, of all records or of those the user sees.

    Done by the machine, every night; not in a transaction.
    """
    if user is None:
        records, issues = MODELS[record_type].objects.all(), Issue.objects.filter(record_type=record_type)
        pairs = Pair.objects.filter(record_type=record_type, decision=Pair.Decision.OPEN, sampled=False)
    else:
        records, issues = visible_records(user, record_type), visible_issues(user, record_type)
        pairs = open_pairs(user, record_type)
    found = figures(record_type, records, issues, pairs)
    if record_type == "person":
        found["silence"] = silence_figures(records, timezone.localdate(), setting("inactive.days"))
    found |= {"at": timezone.now().isoformat(), "scope": sight(user) if user else "all"}
    measurement, _ = Measurement.objects.update_or_create(
        record_type=record_type, day=day or timezone.localdate(), user=user, defaults={"figures": found}
    )
    return measurement
