"""Accounts are closed: people who were archived as silent are forgotten with their data, once their time is over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.jobs import Handle, enqueue, task
from zolal.core.models import Action, Job
from zolal.people.actions.erase import forget_records
from zolal.quality.dormancy import closable, closable_before
from zolal.quality.models import Dormant

AT_ONCE = 20
"""So many in one transaction: each has to be looked for in every raw row."""


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
    while some := list(due.values_list("record_id", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            if handle.job.owner:
                demand(handle.job.owner, "records.erase")
            action = _action(handle, done + len(some))
            forget_records(action, "person", some)
            Dormant.objects.filter(record_type="person", record_id__in=some).delete()
            done += len(some)
            handle.save(checkpoint={"action": action.pk, "done": done}, done=done, total=max(total, done))
    return {"closed": done}


def _action(handle: Handle, count: int) -> Action:
    about = {"record_type": "person", "count": count}
    if pk := handle.checkpoint.get("action"):
        Action.objects.filter(pk=pk).update(about=about)
        return Action.objects.get(pk=pk)
    return ledger.act(kind="person.close", by=handle.job.owner, about=about)
