"""Accounts are closed: people who were archived as silent are forgotten with their data, once their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import erasure, ledger
from zolal.core.jobs import Handle, enqueue, task
from zolal.core.models import Action, Job
from zolal.people.actions.erase import forget_records, keys_of
from zolal.people.actions.removal import with_absorbed
from zolal.quality.dormancy import closable, closable_before
from zolal.quality.models import Dormant
from zolal.quality.snapshots import parts

AT_ONCE, LOOKED_FOR = 200, 5_000
"""So many in one transaction; so many are looked for at once in all raw rows, before."""


def close_accounts(*, typed: str, by: User) -> Job:
    """Forget everybody whose time is over, in the background; it cannot be undone, so their number is typed.

    Raises `NotAllowed`; `ValidationError` for "typed", also where nobody's time is over.
    """
    with transaction.atomic():
        demand(by, "records.erase")
        count = closable(timezone.localdate()).count()
        if not count:
            raise ValidationError({"typed": _("Nobody's time is over; there is nothing to close.")})
        if typed.strip() != str(count):
            sentence = _("Type the number of accounts, %(count)s: what is closed cannot be brought back.")
            raise ValidationError({"typed": sentence % {"count": count}})
        return _begin(by)


def close_by_itself() -> Job | None:
    """The same every day without asking, where an administrator wants that."""
    with transaction.atomic():
        return _begin(None) if closable(timezone.localdate()).exists() else None


def _begin(by: User | None) -> Job:
    return enqueue("quality.close_accounts", owner=by, before=closable_before(timezone.localdate()).isoformat())


@task("quality.close_accounts")
def close(handle: Handle, before: str) -> dict[str, Any]:
    """Some at a time, under one action that tells no more than how many."""
    due = Dormant.objects.filter(record_type="person", since__lt=date.fromisoformat(before)).order_by("id")
    done, total = handle.checkpoint.get("done", 0), due.count()
    while ids := list(due.values_list("record_id", flat=True)[:LOOKED_FOR]):
        with erasure.looked_ahead("person", keys_of("person", with_absorbed("person", ids))):
            for some in parts(ids, AT_ONCE):
                with transaction.atomic():
                    if handle.job.owner:
                        demand(handle.job.owner, "records.erase")
                    done += _close(handle, due, some, done)
                    handle.save(checkpoint={**handle.checkpoint, "done": done}, done=done, total=max(total, done))
    return {"closed": done}


def _close(handle: Handle, due: QuerySet[Dormant], ids: Sequence[int], done: int) -> int:
    """Forget those of the people whose time is still over; how many."""
    some = list(due.filter(record_id__in=ids).select_for_update().values_list("record_id", flat=True))
    if some:
        action = _action(handle, done + len(some))
        handle.save(checkpoint={**handle.checkpoint, "action": action.pk})
        forget_records(action, "person", some)
        Dormant.objects.filter(record_type="person", record_id__in=some).delete()
    return len(some)


def _action(handle: Handle, count: int) -> Action:
    about = {"record_type": "person", "count": count}
    if pk := handle.checkpoint.get("action"):
        Action.objects.filter(pk=pk).update(about=about)
        return Action.objects.get(pk=pk)
    return ledger.act(kind="person.close", by=handle.job.owner, about=about)
