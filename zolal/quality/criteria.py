"""What records are judged by: the administrator's essential fields, the thresholds, and the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from zolal.core.settings import setting
from zolal.engine.score.weights import FRESH_DAYS, OLD_DAYS
from zolal.quality.snapshots import Snapshot
from zolal.quality.weights import Aims

FILLED_BY: Mapping[str, Mapping[str, Sequence[str]]] = {
    "person": {"name": ("given_name", "family_name"), "mobile": ("mobile", "phone")},
    "company": {"mobile": ("mobile", "phone")},
}
"""Fields that fill an essential one in its place: either name, any telephone."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """Taken once for many records."""

    record_type: str
    essential: Sequence[str]
    same: float
    today: date
    aims: Aims

    @classmethod
    def now(cls, record_type: str) -> Criteria:
        aims = Aims.now(record_type)
        return cls(record_type, setting(f"essential.{record_type}"), setting("match.same"), timezone.localdate(), aims)

    def filling(self, essential: str) -> Sequence[str]:
        """The fields any of which is enough."""
        return FILLED_BY[self.record_type].get(essential, (essential,))

    def age(self, snapshot: Snapshot) -> int | None:
        """Days since something happened with the record, None where nobody knows.

        Without a date of its own the record's last change counts, but only once it is a year ago: an entry of today
        says nothing of how old the data is.
        """
        if snapshot.last_on:
            return max((self.today - snapshot.last_on).days, 0)
        untouched = (self.today - timezone.localdate(snapshot.updated_at)).days
        return untouched if untouched > FRESH_DAYS else None

    def is_old(self, snapshot: Snapshot) -> bool:
        age = self.age(snapshot)
        return age is not None and age > OLD_DAYS

    @property
    def old_before(self) -> date:
        """What last happened before this day is old."""
        return self.today - timedelta(days=OLD_DAYS)
