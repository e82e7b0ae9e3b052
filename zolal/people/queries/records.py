"""Records a user may see, by identity."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.people.models import Company, CompanyScore, Person, PersonScore
from zolal.people.queries.permitted import mask_columns
from zolal.people.queries.titles import unnamed

MODELS: dict[str, type[Person | Company]] = {"person": Person, "company": Company}
SCORES: dict[str, type[PersonScore | CompanyScore]] = {"person": PersonScore, "company": CompanyScore}
"""How good they are, see `Score`."""


def visible_records(user: User, record_type: str, *, what: str = "see") -> QuerySet[Person] | QuerySet[Company]:
    """All records of a type the user may see (or "change", "delete", "export"), archived and absorbed ones too.

    They are called as the user sees them.
    """
    return unnamed(user, record_type, visible(MODELS[record_type].objects.all(), user, what=what))


def visible_record(user: User, record_type: str, uid: UUID) -> Person | Company:
    """One record, with the columns as the user sees them; raises the model's `DoesNotExist` also for what they may not
    see."""
    return mask_columns(user, record_type, visible_records(user, record_type).select_related("score").get(uid=uid))


def survivor_of(user: User, record: Person | Company) -> Person | Company:
    """The record it was merged into, in the end; itself where it was not.

    Raises the model's `DoesNotExist` where the user may not see that one.
    """
    seen = {record.pk}
    while record.absorbed_into_id is not None and record.absorbed_into_id not in seen:
        record = visible_records(user, record.record_type).get(pk=record.absorbed_into_id)
        seen.add(record.pk)
    return record


def record_by_id(user: User, record_type: str, record_id: int | None) -> Person | Company | None:
    """One record; None for none, and for what the user may not see."""
    return visible_records(user, record_type).filter(pk=record_id).first() if record_id else None
