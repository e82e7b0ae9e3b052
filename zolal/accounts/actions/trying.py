"""Looking as somebody else: nothing changes by it, but who did it, and from when to when, is kept."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.trying import TRYING, VERB
from zolal.core.ledger import act
from zolal.core.models import Action

_BEGUN = "try.begin"


def begin_trying(*, name: str, by: User) -> Action:
    """From now on `by` sees Zolal as `name` does. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, VERB)
        return act(kind=_BEGUN, by=by, about={"name": name, "open": True})


def end_trying(*, name: str, begun: str = "", by: User) -> Action:
    """They are themselves again; `begun` is the uid of the action that began it."""
    with transaction.atomic():
        for one in Action.objects.select_for_update().filter(kind=_BEGUN, uid=begun or None):
            _close(one)
        return act(kind="try.end", by=by, about={"name": name})


def end_lapsed(*, by: User | None = None) -> int:
    """End what lasts in no session any more, because it expired or was taken away: of one user, or of everybody.

    Returns how many. The entry is of now, for nobody knows when the browser was closed.
    """
    begun = Action.objects.filter(kind=_BEGUN, about__open=True)
    if not (wanted := list(begun.filter(actor=by) if by else begun)):
        return 0
    lasting = {
        told.get("begun")
        for session in Session.objects.filter(expire_date__gt=timezone.now())
        if (told := session.get_decoded().get(TRYING))
    }
    lapsed = [one.pk for one in wanted if str(one.uid) not in lasting]
    with transaction.atomic():
        held = Action.objects.select_for_update(of=("self",)).select_related("actor")
        for one in held.filter(pk__in=lapsed, about__open=True):
            _close(one)
            act(kind="try.end", by=one.actor, about={"name": one.about["name"], "lapsed": True})
    return len(lapsed)


def _close(begun: Action) -> None:
    begun.about = {name: value for name, value in begun.about.items() if name != "open"}
    begun.save(update_fields=["about"])
