"""Where other programs hear of changes, made and changed by an administrator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import demand
from zolal.connect import sending
from zolal.connect.addresses import NotLetOut, target_of
from zolal.connect.kinds import TEST, is_pattern
from zolal.connect.models import Delivery, Endpoint, Event
from zolal.connect.signing import new_secret
from zolal.connect.telling import send_to
from zolal.core.ledger import act
from zolal.core.listed import listed

VERB = "webhooks.manage"
OVERLAP = timedelta(hours=24)
"""So long a secret that was replaced signs beside the new one."""
MOST = 50


@dataclass(frozen=True, slots=True)
class NewSecret:
    """An endpoint with its secret, which is shown only now."""

    endpoint: Endpoint
    secret: str


def create_endpoint(
    *,
    url: str,
    patterns: Iterable[str],
    description: str = "",
    with_values: bool = False,
    reader: User | None = None,
    by: User,
) -> NewSecret:
    """An endpoint that is told from now on what `reader` sees; without one, what `by` sees.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, VERB)
    wanted = _checked({"url": url, "patterns": patterns, "description": description, "reader": reader or by})
    with transaction.atomic():
        if Endpoint.objects.count() >= MOST:
            raise ValidationError(_("There are %(most)s endpoints; delete one first.") % {"most": MOST})
        endpoint = Endpoint.objects.create(**wanted, with_values=bool(with_values), secret=new_secret(), by=by)
        act(kind="webhook.create", by=by, about=_about(endpoint))
    return NewSecret(endpoint, endpoint.secret)


def change_endpoint(
    *,
    endpoint: Endpoint,
    by: User,
    active: bool | None = None,
    seen: Mapping[str, Any] | None = None,
    **given: Any,  # noqa: ANN401 - of the row's fields
) -> Endpoint:
    """Other `url`, `patterns`, `description`, `with_values`, `reader`; `active` switches it off and on.

    What waits when it is switched off waits until it is on again. `seen` is what `by` had before their eyes. Raises
    `NotAllowed`, `Overtaken`; `ValidationError` by field.
    """
    demand(by, VERB)
    with transaction.atomic():
        current = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        wanted = _checked(wanted_in(current, given, seen=seen, kinds="webhook."))
        if active is not None:
            wanted |= {"active": bool(active), "stopped": "" if active else Endpoint.Stopped.BY_HAND}
        if active or "url" in wanted:
            wanted |= {"failing_since": None, "quiet_until": None, "unreached": 0}
        for name, value in wanted.items():
            setattr(current, name, value)
        current.save()
        act(kind="webhook.change", by=by, about=_about(current))
        sending.wake(current.pk)
    return current


def rotate_secret(*, endpoint: Endpoint, by: User) -> NewSecret:
    """A new secret; for a day both sign, so that nothing is refused meanwhile. Raises `NotAllowed`."""
    demand(by, VERB)
    with transaction.atomic():
        current = Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        current.former_secret, current.former_until = current.secret, timezone.now() + OVERLAP
        current.secret = new_secret()
        current.save(update_fields=["secret", "former_secret", "former_until"])
        act(kind="webhook.rotate", by=by, about=_about(current))
    return NewSecret(current, current.secret)


def delete_endpoint(*, endpoint: Endpoint, by: User) -> None:
    """Away, with the log of what was sent there. Raises `NotAllowed`."""
    demand(by, VERB)
    with transaction.atomic():
        about = _about(endpoint)
        Endpoint.objects.filter(pk=endpoint.pk).delete()
        act(kind="webhook.delete", by=by, about=about)


def send_test(*, endpoint: Endpoint, by: User) -> Delivery:
    """Send an event that says nothing, to see whether it arrives. Raises `NotAllowed`; `ValidationError` while off."""
    demand(by, VERB)
    if not endpoint.active:
        raise ValidationError(_("The endpoint is switched off; switch it on first."))
    with transaction.atomic():
        event = Event.objects.create(type=TEST, at=timezone.now())
        sent = send_to([endpoint], event)[0]
        Endpoint.objects.filter(pk=endpoint.pk).update(quiet_until=None)
        sending.wake(endpoint.pk)
    return sent


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    found, errors = dict(given), {}
    if "url" in given:
        found["url"] = str(given["url"]).strip()
        try:
            target_of(found["url"])
        except NotLetOut as refused:
            errors["url"] = str(refused)
    if "patterns" in given:
        found["patterns"] = list(dict.fromkeys(str(one).strip() for one in given["patterns"] if str(one).strip()))
        wrong = [one for one in found["patterns"] if not is_pattern(one)]
        if wrong:
            errors["patterns"] = _("There is no such kind of event: %(kinds)s.") % {"kinds": listed(wrong[:5])}
        elif not found["patterns"] or len(found["patterns"]) > 100:
            errors["patterns"] = _("Choose at least one kind of event.")
    if "with_values" in given:
        found["with_values"] = bool(given["with_values"])
    if "description" in given:
        found["description"] = str(given["description"]).strip()[:200]
    if "reader" in given and not given["reader"].is_active:
        errors["reader"] = _("This user is shut out and sees nothing.")
    if errors:
        raise ValidationError(errors)
    return found


def _about(endpoint: Endpoint) -> dict[str, Any]:
    return {"name": str(endpoint), "url": endpoint.url, "patterns": endpoint.patterns}
