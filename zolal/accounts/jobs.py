"""What the accounts do in the background: a large action is taken back, roles given for a time end, and
so does looking as others whose session is over."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.actions.trying import end_lapsed
from zolal.accounts.actions.users import end_role
from zolal.accounts.models import User
from zolal.core.jobs import Handle, standing, task
from zolal.core.ledger import undo_chunk
from zolal.core.models import Action, Job

CHUNK = 500
"""So many in one transaction: others who write wait for its end."""


def ended(job: Job) -> None:
    """What was taken back stays so; the undoing can be gone on with, or itself be undone."""
    undoing = Action.objects.get(pk=job.arguments["undoing_id"])
    undoing.about = {**undoing.about, "reached": job.checkpoint or job.arguments["reached"]}
    undoing.save(update_fields=["about"])
    Action.objects.filter(pk=undoing.undoes_id).update(undone_at=None)


@task("ledger.undo", ended=ended)
def undo(handle: Handle, *, undoing_id: int, reached: dict[str, Any]) -> dict[str, Any]:
    """Go on with an undoing from where it has got to; what somebody touched since is kept and counted."""
    known = {"after": 0, "done": 0, "restored": 0, "kept": 0} | reached | handle.checkpoint
    undoing = Action.objects.select_related("undoes").get(pk=undoing_id)
    total = undoing.undoes.changes.count()
    while known["after"] is not None:
        with transaction.atomic():
            standing(undoing_id)
            step = undo_chunk(undoing, after=known["after"], size=CHUNK)
            known = {
                "after": step.after,
                "done": min(total, known["done"] + CHUNK),
                "restored": known["restored"] + step.restored,
                "kept": known["kept"] + len(step.kept),
            }
            handle.save(checkpoint=known, stage=_("Taking it back"), done=known["done"], total=total)
    return {"action": str(undoing.uid), "restored": known["restored"], "kept": known["kept"]}


@task("accounts.roles", daily_at=time(0, 10))
def end_roles(handle: Handle) -> dict[str, Any]:
    """Roles that were given for a time end."""
    over = User.objects.filter(role_until__lt=timezone.localdate(), is_active=True).order_by("pk")
    ended = [end_role(user=user) for user in over]
    handle.save(done=len(ended), total=len(ended))
    return {"ended": len(ended)}


@task("accounts.trying", daily_at=time(0, 20))
def end_trying(handle: Handle) -> dict[str, Any]:
    """Looking as somebody else ends with the session it was in."""
    ended = end_lapsed()
    handle.save(done=ended, total=ended)
    return {"ended": ended}
