"""The way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser as UserLike
from django.db import transaction
from django.utils import timezone

from zolal.core.ledger import rows
from zolal.core.ledger.kept import Kept, note
from zolal.core.ledger.revert import revert
from zolal.core.ledger.write import act
from zolal.core.models import Action, Change, Job

CHUNK = 2_000


class AlreadyUndone(Exception):
    """The action was undone before."""


class CannotUndo(Exception):
    """An action that is for ever, as an erasure is."""


@dataclass(frozen=True, slots=True)
class Undone:
    """An undo: itself an action, which can be undone. `restored` counts records.

    Where it is too much for one transaction, `job` goes on with it, and only that knows how many in the end.
    """

    action: Action
    restored: int
    kept: list[Kept] = field(default_factory=list)
    job: Job | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One chunk of an undo: `after` is where the next one goes on, None when all is done."""

    after: int | None
    restored: int
    kept: list[Kept]


Undo = Callable[[Action, UserLike | None], Undone]
_special: dict[str, Undo] = {}


def register_undo(kind: str, function: Undo) -> None:
    """Let an app undo a kind of action its own way: `function(action, by)`.

    It is also asked to undo such an undo; then `action.kind` is "undo" and `action.undoes` leads to the first one.
    """
    _special[kind] = function


def undone_specially(action: Action) -> bool:
    """Whether an app undoes this kind of action its own way, all at once."""
    return _first(action).kind in _special


def undo(*, action: Action, by: UserLike | None) -> Undone:
    """Give every record back what it was before the action, unless changed since.

    Created records leave (unless touched since), removed ones return under their ids, facts come back with their
    provenance. All in one transaction; a long one in a job is driven by `begin_undo` and `undo_chunk`. Raises
    `AlreadyUndone`, `CannotUndo`.
    """
    if special := _special.get(_first(action).kind):
        return special(action, by)
    return undo_whole(action, by)


def undo_whole(action: Action, by: UserLike | None) -> Undone:
    """All chunks of an undo in one transaction; what an app's own way comes down to in the end. Raises as `undo`."""
    with transaction.atomic():
        undoing = begin_undo(action=action, by=by)
        restored, kept, after = 0, [], 0
        while after is not None:
            step = undo_chunk(undoing, after=after)
            restored, after = restored + step.restored, step.after
            kept += step.kept
    return Undone(undoing, restored, kept)


def begin_undo(*, action: Action, by: UserLike | None) -> Action:
    """The action that undoes another one; from now on that one counts as undone. Raises `AlreadyUndone`."""
    with transaction.atomic():
        current = Action.objects.select_for_update().get(pk=action.pk)
        if current.undone_at:
            raise AlreadyUndone(f"action {action.pk}")
        undoing = act(kind="undo", by=by, about={"kind": _first(current).kind})
        undoing.undoes = current
        undoing.save(update_fields=["undoes"])
        current.undone_at = action.undone_at = timezone.now()
        current.save(update_fields=["undone_at"])
        # What undid the undone is not in effect any more: it may be undone again.
        Action.objects.filter(pk=current.undoes_id).update(undone_at=None)
        rows.bring_back(current, undoing)
    return undoing


def undo_chunk(undoing: Action, *, after: int = 0, size: int = CHUNK) -> Step:
    """Undo some more records, latest changes first, in the caller's transaction; `after` is 0 at the beginning.

    What it keeps is noted with the undoing, see `kept_by`.
    """
    left = Change.objects.filter(action_id=undoing.undoes_id).order_by("-id")
    changes = list((left.filter(id__lt=after) if after else left)[:size])
    restored, kept = revert(undoing, undoing.undoes, changes) if changes else (0, [])
    note(undoing, kept)
    if len(changes) == size:
        return Step(changes[-1].pk, restored, kept)
    rows.take_back(undoing.undoes, undoing)
    return Step(None, restored, kept)


def _first(action: Action) -> Action:
    """What was done before all undoing and undoing of the undoing."""
    while action.undoes_id:
        action = action.undoes
    return action


__all__ = [
    "AlreadyUndone",
    "CannotUndo",
    "Kept",
    "Step",
    "Undone",
    "begin_undo",
    "register_undo",
    "undo",
    "undo_chunk",
    "undone_specially",
]
