"""Everything that matches a list is changed, chunk by chunk under one action."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core import ledger
from zolal.core.jobs import Failed, Handle, standing, task
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.people.actions.bulk import WHATS, about, work_of
from zolal.people.doors import refused
from zolal.people.queries.lists import BadWish, Wish, matching

CHUNK = 500
"""So many in one transaction: others who write wait for its end."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a bulk change has got: in the order of ids, up to the last one that was there when it began."""

    until: int
    total: int
    after: int = 0
    done: int = 0
    refused: int = 0
    action: int | None = None


@task("people.bulk")
def bulk(handle: Handle, *, record_type: str, deed: str, query: str, facts: Facts) -> dict[str, Any]:
    """Do the deed to what matches when its turn comes; records that came later are left alone.

    What a rule refuses is left as it is and counted. What the job has done stays where it is stopped, as one action
    that can be undone.
    """
    by = handle.job.owner
    try:
        found = matching(user=by, wish=Wish.read(record_type, query), what=WHATS[deed])
    except BadWish as error:
        raise Failed(str(error)) from error
    work = work_of(deed, record_type, facts)
    at = Reached(**handle.checkpoint) if handle.checkpoint else _beginning(found)
    while ids := list(_next(found, at)):
        with transaction.atomic():
            action = _action(at, f"{record_type}.{deed}", by, about(deed, record_type, facts))
            kept_out = refused(record_type, ids, facts) if deed == "edit" else {}
            work(action, [record_id for record_id in ids if record_id not in kept_out])
            done = at.done + len(ids)
            at = Reached(at.until, at.total, ids[-1], done, at.refused + len(kept_out), action.pk)
            handle.save(checkpoint=asdict(at), stage=_("Changing records"), done=done, total=max(at.total, done))
    uid = Action.objects.get(pk=at.action).uid if at.action else ""
    told = {"deed": deed, "count": at.done - at.refused, "action": str(uid)}
    return {**told, "refused": at.refused} if at.refused else told


def _beginning(found: Any) -> Reached:  # noqa: ANN401 - a queryset of either kind
    last = found.aggregate(last=Max("pk"))["last"]
    return Reached(until=last or 0, total=found.count())


def _next(found: Any, at: Reached) -> Any:  # noqa: ANN401
    return found.filter(pk__gt=at.after, pk__lte=at.until).order_by("pk").values_list("pk", flat=True)[:CHUNK]


def _action(at: Reached, kind: str, by: User, told: dict[str, object]) -> Action:
    if at.action is not None:
        return standing(at.action)
    source = source_named(by.name or by.email, "hand")
    return ledger.act(kind=kind, by=by, source=source, about={**told, "count": at.total})
