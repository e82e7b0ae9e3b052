"""Who wants it gets their day by e-mail in the morning."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from zolal.calendar.letters import mail_day
from zolal.calendar.models import DayLetter
from zolal.calendar.queries.letters import can_be_mailed, waiting_on
from zolal.core.jobs import Handle, task


@task("calendar.letters", daily_at=time(6, 30))
def mail_days(handle: Handle) -> dict[str, Any]:
    """One letter each; who has got theirs is noted at once, so that nobody gets two.

    Where a letter could not be sent the task is tried again, for those who have none yet.
    """
    if not can_be_mailed():
        return {"sent": 0}
    today, sent = timezone.localdate(), 0
    waiting = waiting_on(today)
    for one in waiting:
        if mail_day(one.user, today):
            with transaction.atomic():
                DayLetter.objects.filter(pk=one.pk).update(sent_on=today)
                sent += 1
                handle.save(done=sent)
    if sent < len(waiting):
        raise ConnectionError(f"letters that could not be sent: {len(waiting) - sent}")
    return {"sent": sent}
