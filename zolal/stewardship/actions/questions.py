"""A customer was asked something: every question counts against the budget of the customer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.people.models import Company, Person
from zolal.stewardship.actions.known import known_field
from zolal.stewardship.models import Question


def note_question(*, record: Person | Company, field: str, outcome: str, by: User) -> Question:
    """Write down that a visible record's customer was asked for a field, and what came of it.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "records.edit")
        if outcome not in Question.Outcome.values:
            raise ValidationError({"outcome": _("Choose what came of the question.")})
        return Question.objects.create(
            record_type=record.record_type,
            record_id=record.pk,
            field=known_field(record.record_type, field),
            outcome=outcome,
            by=by,
            at=timezone.now(),
        )
