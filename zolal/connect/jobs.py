"""What runs in the background: telling, delivering, and forgetting what was sent long ago."""

from __future__ import annotations

import time as clock
from datetime import time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from zolal.connect import sending
from zolal.connect.hearing import TELL
from zolal.connect.models import Delivery, Event, Heard
from zolal.connect.telling import DELIVER, tell_some
from zolal.core.jobs import Handle, task
from zolal.core.locks import hold
from zolal.core.models import Job
from zolal.core.settings import setting

AT_A_TIME = 30.0
"""Seconds after which a slow endpoint lets other jobs have the worker."""
_CHUNK = 1_000


def _untold() -> list[dict[str, Any]]:
    return [{}] if Heard.objects.exists() else []


def _undelivered() -> list[dict[str, Any]]:
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING, endpoint__active=True)
    return [{"endpoint": pk} for pk in waiting.order_by("endpoint").values_list("endpoint", flat=True).distinct()]


@task(TELL, attempts=5, at_start=_untold, quiet=True)
def tell(handle: Handle) -> dict[str, Any]:
    """Make events of all that was noted."""
    told, count = 0, 1
    while count:
        with transaction.atomic():
            hold([TELL])
            count = tell_some()
            told += count
            handle.save(done=told)
    return {"records": told}


@task(DELIVER, attempts=5, at_start=_undelivered, quiet=True)
def deliver(handle: Handle, endpoint: int) -> dict[str, Any]:
    """Send what is due to one endpoint, for a while; then come again for the rest."""
    begun, sent = clock.monotonic(), 0
    while clock.monotonic() - begun < AT_A_TIME and (delivery := sending.take(endpoint)):
        outcome = sending.attempt(delivery)
        with transaction.atomic():
            sending.note(delivery, outcome)
            sent += 1
            handle.save(done=sent)
    with transaction.atomic():
        sending.wake(endpoint)
    return {"sent": sent}


@task("webhooks.forget", daily_at=time(4))
def forget(handle: Handle) -> dict[str, Any]:
    """Take away what was sent so long ago that nobody sends it again."""
    edge = timezone.now() - timedelta(days=setting("webhooks.keep_days"))
    taken, some = 0, [0]
    while some:
        with transaction.atomic():
            some = list(Event.objects.filter(at__lt=edge).order_by("pk").values_list("pk", flat=True)[:_CHUNK])
            Event.objects.filter(pk__in=some).delete()
            taken += len(some)
            handle.save(done=taken)
    ended = Job.objects.filter(task__in=[TELL, DELIVER], state=Job.State.DONE)
    ended.filter(ended_at__lt=timezone.now() - timedelta(days=1)).delete()
    return {"events": taken}
