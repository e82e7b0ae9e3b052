"""What records are judged by: the administrator's rules, the thresholds, and the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from zolal.core.settings import setting
from zolal.engine.score.weights import FRESH_DAYS
from zolal.quality.demands import FILLED_BY, ActiveRule, active_rules, essentials
from zolal.quality.snapshots import Snapshot
from zolal.quality.weights import Aims


@dataclass(frozen=True, slots=True)
class Criteria:
    """Taken once for many records."""

    record_type: str
    rules: tuple[ActiveRule, ...]
    same: float
    today: date
    aims: Aims

    @classmethod
    def now(cls, record_type: str) -> Criteria:
        rules, aims = active_rules(record_type), Aims.now(record_type)
        return cls(record_type, rules, setting("match.same"), timezone.localdate(), aims)

    @property
    def essential(self) -> Sequence[str]:
        """What every entry needs."""
        return essentials(self.rules)

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
