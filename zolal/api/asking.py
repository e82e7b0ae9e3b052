"""What was asked along with an activity, and what the customer answered."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Schema

from zolal.accounts.models import User
from zolal.activities.actions.activities import Done
from zolal.capture.actions.entries import edit
from zolal.people.fields import fields_of
from zolal.people.queries.records import visible_records
from zolal.stewardship.actions.questions import note_question
from zolal.stewardship.models import Question


class AskedIn(Schema):
    """The field that was asked for, and the answer as it was given; without one `outcome` says what came of it.

    `GET /fields/questions` says what to ask. Undoing the activity takes the answer back too.
    """

    field: str
    answer: str = ""
    outcome: str = Question.Outcome.ANSWERED.value


def save_asked(user: User, given: AskedIn, done: Done) -> None:
    """To be called in the transaction of the activity. Raises `ValidationError` by field, `NotAllowed`."""
    activity = done.activity
    record_type, pk = ("person", activity.person_id) if activity.person_id else ("company", activity.company_id)
    record = visible_records(user, record_type).filter(pk=pk).first() if pk else None
    if record is None:
        raise ValidationError({"asked": _("Nobody was asked: name the person or company.")})
    if given.outcome == Question.Outcome.ANSWERED:
        if not given.answer.strip() or given.field not in fields_of(record.record_type):
            raise ValidationError({"asked": _("Name a field and the answer, or what came of the question.")})
        entered = edit(
            record_type=record_type, record_id=record.pk, version=record.version, fields={given.field: given.answer},
            by=user, method="api", within=done.action,
        )  # fmt: skip
        if entered.blocking:
            raise ValidationError({"asked": [trouble.message for trouble in entered.troubles]})
    note_question(record=record, field=given.field, outcome=given.outcome, by=user)
