"""What may be undone of invoices: nothing that reaches an issued one."""

from __future__ import annotations

from typing import NoReturn

from django.contrib.auth.base_user import AbstractBaseUser as UserLike
from django.db import transaction

from zolal.core.ledger import CannotUndo, Undone, undo_whole
from zolal.core.models import Action
from zolal.sales.models import Invoice

DRAFTING = ("invoice.create", "invoice.edit", "invoice.cancel", "invoice.correct")


def refuse(action: Action, by: UserLike | None) -> NoReturn:  # noqa: ARG001 - the signature of every undo
    """An issued invoice is corrected by another."""
    raise CannotUndo(f"action {action.pk}")


def undo_drafting(action: Action, by: UserLike | None) -> Undone:
    """As any other, but not of what has been issued since. Raises `AlreadyUndone`, `CannotUndo`."""
    touched = action.changes.filter(record_type="invoice").values("record_id")
    with transaction.atomic():
        if Invoice.objects.select_for_update().filter(pk__in=touched, status=Invoice.Status.ISSUED).exists():
            raise CannotUndo(f"action {action.pk}")
        return undo_whole(action, by)
