"""How the ledger's undo button undoes a merge, and does it again."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser as UserLike
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zolal.accounts.models import User
from zolal.core.ledger import AlreadyUndone, CannotUndo, Undone
from zolal.core.models import Action
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.models import Merge


def undo_or_redo(action: Action, by: UserLike | None) -> Undone:
    """Undo a merge; where the action is the undo of one, merge the two again.

    Raises `AlreadyUndone`, and `CannotUndo` where one of the two was erased.
    """
    if not isinstance(by, User):
        raise TypeError("somebody has to answer for it")
    if action.undone_at:
        raise AlreadyUndone(f"action {action.pk}")
    merge = Merge.objects.filter(Q(action=action) | Q(undone_by=action)).select_related("action").first()
    if merge is None:
        raise CannotUndo(f"action {action.pk}")
    if action.kind == "merge":
        undone = undo_merge(merge=merge, by=by).undone_by
        return Undone(undone, undone.changes.count())
    return _again(merge, action, by)


def _again(earlier: Merge, parting: Action, by: User) -> Undone:
    with transaction.atomic():
        merge = merge_records(
            record_type=earlier.record_type,
            keep_id=earlier.keep_id,
            absorb_id=earlier.absorb_id,
            by=by,
            choices=earlier.choices,
            rule=earlier.rule,
            despite=True,
        )
        Action.objects.filter(pk=parting.pk).update(undone_at=timezone.now())
    return Undone(merge.action, merge.action.changes.count())
