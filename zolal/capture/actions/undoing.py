"""An import taken back from the ledger: as an import, whose state and rows follow."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser as UserLike
from django.db import transaction

from zolal.accounts.models import User
from zolal.capture.actions.imports import CannotImport, undo_import
from zolal.capture.models import Import
from zolal.core.ledger import AlreadyUndone, CannotUndo, Undone, begin_undo
from zolal.core.models import Action


def undo_commit(action: Action, by: UserLike | None) -> Undone:
    """Take an import back by its action, in the background.

    An undone import is handed in again rather than brought back. Raises `AlreadyUndone`, `CannotUndo`.
    """
    if action.undone_at:
        raise AlreadyUndone(f"action {action.pk}")
    with transaction.atomic():
        import_ = Import.objects.filter(action=action).first()
        if import_ is None or not isinstance(by, User):
            raise CannotUndo(f"action {action.pk}")
        try:
            held = undo_import(import_=import_, by=by)
        except CannotImport as refused:
            raise CannotUndo(str(refused)) from refused
        return Undone(begin_undo(action=action, by=by), restored=0, job=held.job)
