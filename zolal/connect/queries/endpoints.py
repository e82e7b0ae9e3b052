"""Endpoints and what was sent to them, for who may manage them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.connect.actions.endpoints import VERB
from zolal.connect.models import Delivery, Endpoint
from zolal.connect.payload import message

RECENT = timedelta(hours=24)


def endpoints(user: User) -> QuerySet[Endpoint]:
    """All of them. Raises `NotAllowed`."""
    demand(user, VERB)
    return Endpoint.objects.select_related("reader", "by")


def endpoints_with_counts(user: User) -> QuerySet[Endpoint]:
    """With `waiting` now, `arrived` and `failed` within the last day, and when the last one arrived (`last_at`)."""
    edge = timezone.now() - RECENT
    recent = Q(deliveries__ended_at__gte=edge)
    return endpoints(user).annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=Delivery.State.WAITING)),
        arrived=Count("deliveries", filter=recent & Q(deliveries__state=Delivery.State.ARRIVED)),
        failed=Count("deliveries", filter=recent & Q(deliveries__state=Delivery.State.FAILED)),
        last_at=Max("deliveries__ended_at", filter=Q(deliveries__state=Delivery.State.ARRIVED)),
    )


def endpoint_by_uid(user: User, uid: UUID) -> Endpoint:
    """Raises `NotAllowed`, `Endpoint.DoesNotExist`."""
    return endpoints(user).get(uid=uid)


@dataclass(frozen=True, slots=True)
class Sent:
    """A page of what was sent, newest first; `next` is the `before` of the next page, 0 at the end."""

    deliveries: Sequence[Delivery]
    next: int


def sent_to(user: User, endpoint: Endpoint, *, state: str = "", before: int = 0, limit: int = 50) -> Sent:
    """What was sent to an endpoint. Raises `NotAllowed`."""
    demand(user, VERB)
    found = Delivery.objects.filter(endpoint=endpoint).select_related("event__action").order_by("-id")
    if state:
        found = found.filter(state=state)
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found[: limit + 1])
    return Sent(rows[:limit], rows[limit - 1].pk if len(rows) > limit else 0)


def delivery_by_uid(user: User, uid: UUID) -> Delivery:
    """With its attempts. Raises `NotAllowed`, `Delivery.DoesNotExist`."""
    demand(user, VERB)
    related = ("endpoint__reader__team", "event__action__actor", "event__action__source")
    return Delivery.objects.select_related(*related).prefetch_related("attempts").get(uid=uid)


def message_of(delivery: Delivery) -> dict[str, object]:
    """What it says, or would say if it were sent now."""
    return message(delivery.event, delivery.endpoint)


def stopped_by_themselves(user: User) -> list[Endpoint]:
    """Endpoints that were given up, for who can do something about it."""
    if not may(user, VERB):
        return []
    return list(Endpoint.objects.filter(active=False, stopped__in=[Endpoint.Stopped.GONE, Endpoint.Stopped.FAILING]))
