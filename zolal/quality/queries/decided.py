"""What was decided about issues and likely duplicates: by somebody, and about a field of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.models import Action
from zolal.people.models import Company, Person
from zolal.people.queries.timeline import absorbed_ids
from zolal.quality.models import Handling

SHOWN = 20
_DECISIONS = Q(kind__startswith="issue.") | Q(kind__startswith="pair.")


@dataclass(frozen=True, slots=True)
class DecidedPage:
    """Newest first; `next` is the `before` of the next page, 0 where this is the last."""

    actions: Sequence[Action]
    next: int


def decided_by(*, user: User, before: int = 0, size: int = 50) -> DecidedPage:
    """What the user has decided in queues, what was taken back too. Raises `NotAllowed`."""
    demand(user, "quality.read")
    found = Action.objects.filter(_DECISIONS, actor=user).order_by("-id")
    rows = list((found.filter(id__lt=before) if before else found)[: size + 1])
    return DecidedPage(rows[:size], rows[size - 1].pk if len(rows) > size else 0)


def decisions_about(record: Person | Company, fact: str) -> Sequence[Handling]:
    """What was decided about a field of a record the user was given by `visible_record`, newest first.

    Those about records it absorbed too; who, when and the note are in the action.
    """
    ids = [record.pk, *absorbed_ids(record)]
    rows = Handling.objects.filter(record_type=record.record_type, record_id__in=ids, fact=fact)
    return list(rows.select_related("action__actor", "to").order_by("-id")[:SHOWN])
