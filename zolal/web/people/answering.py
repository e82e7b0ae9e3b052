"""What a customer answered to a question: the value and the question are written together."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.capture.actions.entries import edit
from zolal.core.ledger import Stale
from zolal.core.models import Action
from zolal.people.fields import fields_of
from zolal.people.models import Company, Person
from zolal.stewardship.actions.questions import note_question
from zolal.stewardship.models import Question


def save_answer(
    *, record: Person | Company, field: str, text: str, by: User, within: Action | None = None
) -> Action | None:
    """Under an action of its own, or `within` one that has begun; None where it says what was known already.

    Raises `ValidationError` where it is refused, `NotAllowed`.
    """
    record_type = record.record_type
    if not text:
        raise ValidationError(_("Type the answer, or choose what came of the question."))
    if field not in fields_of(record_type):
        raise ValidationError(_("There is no field “%(field)s”.") % {"field": field})
    try:
        with transaction.atomic():
            entered = edit(
                record_type=record_type, record_id=record.pk, version=record.version, fields={field: text}, by=by,
                within=within,
            )  # fmt: skip
            if entered.blocking:
                raise ValidationError([trouble.message for trouble in entered.troubles])
            note_question(record=record, field=field, outcome=Question.Outcome.ANSWERED, by=by)
    except Stale as stale:
        raise ValidationError(_("Somebody is working on this record; try again.")) from stale
    return entered.action
