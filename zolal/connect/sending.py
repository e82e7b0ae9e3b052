"""Messages on their way: held by whoever sends them, tried again by the schedule of Standard Webhooks."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Min, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.connect import door
from zolal.connect.addresses import NotLetOut
from zolal.connect.kinds import ROWS
from zolal.connect.models import Attempt, Delivery, Endpoint, Event
from zolal.connect.payload import body_of
from zolal.connect.sight import may_hear, seen_of, sees_row
from zolal.connect.signing import headers
from zolal.connect.telling import DELIVER
from zolal.core.jobs import ensure
from zolal.core.ledger import act
from zolal.people.models import Relation

SCHEDULE = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""How long after each attempt that failed the next one is made; after the last one nothing more is tried."""
HELD = timedelta(seconds=60)
STOPS_AFTER = timedelta(days=5)
LONGEST_PAUSE = timedelta(hours=1)
KEPT_ANSWER = 2_000
State = Delivery.State


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try; without `status` nobody answered."""

    status: int | None = None
    milliseconds: int = 0
    answer: str = ""
    error: str = ""
    pause: timedelta | None = None
    final: bool = False

    @property
    def arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def take(endpoint_id: int) -> Delivery | None:
    """Hold the next message that is due; nobody else sends it meanwhile."""
    now = timezone.now()
    with transaction.atomic():
        due = _open(endpoint_id).filter(Q(held_until=None) | Q(held_until__lt=now), next_at__lte=now)
        due = due.filter(Q(endpoint__quiet_until=None) | Q(endpoint__quiet_until__lte=now))
        found = due.order_by("next_at", "id").select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return None
        found.held_until = now + HELD
        found.save(update_fields=["held_until"])
    related = ("endpoint__reader__team", "event__action__actor", "event__action__source")
    return Delivery.objects.select_related(*related).get(pk=found.pk)


def attempt(delivery: Delivery) -> Outcome:
    """Send it once. Outside of any transaction, for the other side may take its time."""
    endpoint, event = delivery.endpoint, delivery.event
    if not _is_seen(endpoint, event):
        return Outcome(error=_("Whose eyes it is sent with does not see this any more."), final=True)
    now = timezone.now()
    body = body_of(event, endpoint)
    secrets = [endpoint.secret]
    if endpoint.former_secret and endpoint.former_until and endpoint.former_until > now:
        secrets.append(endpoint.former_secret)
    begun = time.monotonic()
    try:
        signed = headers(secrets, str(event.uid), int(now.timestamp()), body)
        answer = door.send(endpoint.url, body=body, headers=signed, most=KEPT_ANSWER)
    except (door.NoAnswer, NotLetOut) as refused:
        return Outcome(milliseconds=round(1000 * (time.monotonic() - begun)), error=str(refused))
    text = answer.body.decode("utf-8", "replace").replace("\x00", "")
    pause = _asked_pause(answer.headers.get("retry-after", "")) if answer.status in {429, 503} else None
    return Outcome(answer.status, answer.milliseconds, text, pause=pause)


def note(delivery: Delivery, outcome: Outcome) -> None:
    """Write down what came of it, and what follows; in a transaction."""
    now = timezone.now()
    endpoint = Endpoint.objects.select_for_update().get(pk=delivery.endpoint_id)
    Attempt.objects.create(
        delivery=delivery,
        at=now,
        milliseconds=outcome.milliseconds,
        status=outcome.status,
        answer=outcome.answer,
        error=outcome.error,
    )
    delivery.held_until, delivery.status = None, outcome.status
    delivery.tried += 1
    if outcome.arrived or outcome.final or outcome.status == 410 or delivery.tried > len(SCHEDULE):
        delivery.state = State.ARRIVED if outcome.arrived else State.FAILED
        delivery.ended_at = now
    else:
        delivery.next_at = now + _jittered(SCHEDULE[delivery.tried - 1])
    delivery.save(update_fields=["held_until", "status", "tried", "state", "ended_at", "next_at"])
    if not outcome.final:
        _follow(endpoint, outcome, now)


def wake(endpoint_id: int) -> None:
    """Have somebody look again when the next message is due; in a transaction."""
    waiting = _open(endpoint_id).annotate(
        due=Greatest("next_at", Coalesce("held_until", "next_at"), Coalesce("endpoint__quiet_until", "next_at"))
    )
    at: datetime | None = waiting.aggregate(at=Min(F("due")))["at"]
    if at is not None:
        ensure(DELIVER, at=at, endpoint=endpoint_id)


def _open(endpoint_id: int):  # noqa: ANN202 - a queryset
    return Delivery.objects.filter(endpoint=endpoint_id, endpoint__active=True, state=State.WAITING)


def _follow(endpoint: Endpoint, outcome: Outcome, now: datetime) -> None:
    """What an outcome says of the endpoint as a whole."""
    if outcome.arrived:
        endpoint.failing_since, endpoint.quiet_until, endpoint.unreached = None, None, 0
    else:
        endpoint.failing_since = endpoint.failing_since or now
        if outcome.status is None:
            # Nobody is there: the others wait too, instead of each waiting in vain for an answer.
            endpoint.quiet_until = now + _jittered(SCHEDULE[min(endpoint.unreached, 3)])
            endpoint.unreached = min(endpoint.unreached + 1, 100)
        elif outcome.pause:
            endpoint.quiet_until = now + outcome.pause
        if outcome.status == 410:
            _stop(endpoint, Endpoint.Stopped.GONE)
        elif now - endpoint.failing_since >= STOPS_AFTER:
            _stop(endpoint, Endpoint.Stopped.FAILING)
    endpoint.save(update_fields=["failing_since", "quiet_until", "unreached", "active", "stopped"])


def _stop(endpoint: Endpoint, why: str) -> None:
    if endpoint.active:
        endpoint.active, endpoint.stopped = False, why
        act(kind="webhook.stop", by=None, about={"name": str(endpoint), "why": why})


def _is_seen(endpoint: Endpoint, event: Event) -> bool:
    if not may_hear(endpoint.reader):
        return False
    if event.record_id is None or event.change == Event.Change.REMOVED:
        return True
    if event.record_type in ROWS.values():
        relation = (
            Relation.objects.filter(pk=event.record_id).values().first() if event.record_type == "relation" else None
        )
        return sees_row(endpoint.reader, {name.removesuffix("_id"): value for name, value in (relation or {}).items()})
    return bool(seen_of(endpoint.reader, event.record_type, [event.record_id]))


def _jittered(pause: timedelta) -> timedelta:
    return pause * random.uniform(0.9, 1.1)


def _asked_pause(text: str) -> timedelta | None:
    return min(timedelta(seconds=int(text)), LONGEST_PAUSE) if re.fullmatch("[1-9][0-9]{0,6}", text) else None
