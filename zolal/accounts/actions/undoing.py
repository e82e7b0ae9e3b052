"""Taking back what was done."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, demand, may
from zolal.accounts.reach import has_passed_on, may_take_back
from zolal.core.jobs import enqueue
from zolal.core.ledger import AlreadyUndone, Undone, begin_undo, undo, undone_specially
from zolal.core.models import Action

AT_ONCE = 2_000
"""Of so many records an action is taken back at once; of more in the background."""

_OF_USERS = ("role.", "deputy.", "share.")
"""What somebody may follows from these: only who manages users takes them back."""


def undo_action(*, action: Action, by: User) -> Undone:
    """Undo one's own action, or anybody's with "ledger.undo" that touched only what one sees and may change.

    One's own not either where it touched what has become the work of others. A large one goes on in a job, from where
    an earlier attempt has got to. Raises `NotAllowed`, `AlreadyUndone`, `CannotUndo`.
    """
    with transaction.atomic():
        demand(by, _verb(action, by))
        if not _reaches(action, by):
            raise NotAllowed("ledger.undo")
        if undone_specially(action) or action.changes.count() <= AT_ONCE:
            return undo(action=action, by=by)
        undoing = _gone_on_with(action) or begin_undo(action=action, by=by)
        reached = undoing.about.get("reached") or {}
        job = enqueue("ledger.undo", owner=by, undoing_id=undoing.pk, reached=reached)
        return Undone(undoing, restored=reached.get("restored", 0), job=job)


def may_undo(*, action: Action, by: User) -> bool:
    """Whether `undo_action` would let the user."""
    return may(by, _verb(action, by)) and _reaches(action, by)


def _gone_on_with(action: Action) -> Action | None:
    """The undoing that was broken off, which stands again now."""
    current = Action.objects.select_for_update().get(pk=action.pk)
    if current.undone_at:
        raise AlreadyUndone(f"action {action.pk}")
    broken_off = current.undoings.filter(undone_at=None, about__has_key="reached").order_by("-pk").first()
    if broken_off is not None:
        current.undone_at = action.undone_at = timezone.now()
        current.save(update_fields=["undone_at"])
    return broken_off


def _verb(action: Action, by: User) -> str:
    first = action
    while first.undoes:
        first = first.undoes
    if first.kind.startswith(_OF_USERS):
        return "users.manage"
    return "records.edit" if action.actor_id == by.pk else "ledger.undo"


def _reaches(action: Action, by: User) -> bool:
    return not has_passed_on(action, by) if action.actor_id == by.pk else may_take_back(action, by)
