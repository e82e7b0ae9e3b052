"""Values that a record had before, and may have again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.core import ledger
from zolal.people.models import Company, ContactPoint, Person
from zolal.people.queries.timeline import absorbed_ids

_OF_THE_LEDGER = frozenset({"state", "absorbed_into", "source"})
"""Facts that archiving, merging and taking in write; nobody sets them by hand."""


def demand_former(record_type: str, record: Person | Company, fact: str, value: Any) -> None:  # noqa: ANN401 - JSON
    """Raise `ValidationError` unless the fact once had this value, and what that points at is still to be had."""
    ids = [record.pk, *absorbed_ids(record)]
    entries = [] if fact in _OF_THE_LEDGER else ledger.history(record_type, ids, fact=fact, limit=10_000)
    if not any(value in entry.facts[fact] for entry in entries):
        raise ValidationError(_("The record never had this value; choose one from the history of the field."))
    if value is None:
        return
    if _is_elsewhere(fact, record) or ledger.record_type(record_type).gone([{fact: value}]):
        raise ValidationError(_("What this value led to is gone or belongs to another record now."))


def _is_elsewhere(fact: str, record: Person | Company) -> bool:
    """Whether a contact point belongs to another record now: it would be taken away from that one."""
    if not fact.startswith("point:"):
        return False
    holder = ContactPoint.objects.filter(pk=int(fact.removeprefix("point:"))).first()
    mine = holder and (holder.person_id if isinstance(record, Person) else holder.company_id)
    return holder is not None and mine != record.pk
