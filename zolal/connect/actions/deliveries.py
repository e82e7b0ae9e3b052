"""Messages sent again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.connect import sending
from zolal.connect.actions.endpoints import VERB
from zolal.connect.models import Delivery, Endpoint
from zolal.core.ledger import act

State = Delivery.State


def replay(*, delivery: Delivery, by: User) -> Delivery:
    """Send one message again, under its old id. Raises `NotAllowed`; `ValidationError` while its endpoint is off."""
    demand(by, VERB)
    _demand_active(delivery.endpoint)
    with transaction.atomic():
        _again(Delivery.objects.filter(pk=delivery.pk))
        act(kind="webhook.replay", by=by, about={"name": str(delivery.endpoint), "count": 1})
        sending.wake(delivery.endpoint_id)
    delivery.refresh_from_db()
    return delivery


def replay_range(
    *, endpoint: Endpoint, since: datetime, until: datetime | None = None, only_failed: bool = True, by: User
) -> int:
    """Send again what happened from `since` to before `until` (now); how many messages that is.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, VERB)
    _demand_active(endpoint)
    until = until or timezone.now()
    if since >= until:
        raise ValidationError({"since": _("The beginning lies after the end.")})
    with transaction.atomic():
        states = [State.FAILED] if only_failed else [State.FAILED, State.ARRIVED]
        wanted = Delivery.objects.filter(endpoint=endpoint, event__at__gte=since, event__at__lt=until, state__in=states)
        count = _again(wanted)
        about: dict[str, Any] = {"name": str(endpoint), "count": count}
        act(kind="webhook.replay", by=by, about=about)
        sending.wake(endpoint.pk)
    return count


def _again(wanted: Any) -> int:  # noqa: ANN401 - a queryset
    return int(
        wanted.update(state=State.WAITING, tried=0, next_at=timezone.now(), held_until=None, ended_at=None, status=None)
    )


def _demand_active(endpoint: Endpoint) -> None:
    if not endpoint.active:
        raise ValidationError(_("The endpoint is switched off; switch it on first."))
