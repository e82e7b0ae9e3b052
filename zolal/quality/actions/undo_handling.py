"""Decisions about issues are taken back, and taken again: they stand as long as their action does."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser as UserLike
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.jobs import enqueue
from zolal.core.ledger import Undone, begin_undo
from zolal.core.models import Action
from zolal.people.queries.records import visible_records
from zolal.quality.assess import judge
from zolal.quality.models import Handling

AT_ONCE = 2_000
"""So many decisions are taken back while somebody waits; of more in the background."""


def undo_handling(action: Action, by: UserLike | None) -> Undone:
    """Undo decisions, or the undoing of them. Others' only where one sees all the records.

    Raises `AlreadyUndone`, `NotAllowed`.
    """
    with transaction.atomic():
        first = first_of(action)
        if not isinstance(by, User) or (first.actor_id != by.pk and not _sees_all(first, by)):
            raise NotAllowed("ledger.undo")
        undoing = begin_undo(action=action, by=by)
        count = first.handlings.count()
        if count > AT_ONCE:
            job = enqueue("quality.undo_handling", owner=by, undoing_id=undoing.pk)
            return Undone(undoing, restored=0, job=job)
        turn(first, after=0, size=count)
    return Undone(undoing, restored=count)


def turn(first: Action, *, after: int, size: int) -> list[int]:
    """Let some of an action's decisions stand or fall as the action itself does now; their ids.

    To be called in a transaction.
    """
    stands = Action.objects.select_for_update().get(pk=first.pk).undone_at is None
    rows = list(
        first.handlings.filter(pk__gt=after).order_by("pk").values_list("pk", "record_type", "record_id")[:size]
    )
    ids = [pk for pk, _type, _record in rows]
    Handling.objects.filter(pk__in=ids).update(stands=stands)
    for record_type in {record_type for _pk, record_type, _record in rows}:
        judge(record_type, sorted({record for _pk, of, record in rows if of == record_type}))
    return ids


def first_of(action: Action) -> Action:
    """The decision before all undoing and undoing of the undoing."""
    while action.undoes is not None:
        action = action.undoes
    return action


def _sees_all(first: Action, by: User) -> bool:
    types = first.handlings.order_by().values_list("record_type", flat=True).distinct()
    return not any(_hidden(first, record_type, by).exists() for record_type in list(types))


def _hidden(first: Action, record_type: str, by: User) -> QuerySet[Handling]:
    seen = visible_records(by, record_type).filter(pk=OuterRef("record_id"))
    return first.handlings.filter(~Exists(seen), record_type=record_type)
