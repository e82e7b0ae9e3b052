"""What everybody did is counted by day."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from zolal.core.jobs import Handle, task
from zolal.engine.records import N_
from zolal.stewardship.daily import keep, uncounted

COUNTING = N_("Counting what was done")


@task("stewardship.days", daily_at=time(1))
def count_days(handle: Handle) -> dict[str, Any]:
    """Count every day that is over and was not counted yet, oldest first."""
    waiting = uncounted(timezone.localdate())
    for done, day in enumerate(waiting, 1):
        with transaction.atomic():
            keep(day)
            handle.save(checkpoint={"day": day.isoformat()}, stage=COUNTING, done=done, total=len(waiting))
    return {"days": len(waiting)}
