"""One question that goes along with what is logged: what is missing of the customer and worth most to know.

No more than one, and none where the customer was asked enough; the answer is written with the activity and undone with
it, but that they were asked still counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zolal.accounts.permissions import may
from zolal.accounts.visibility import may_on
from zolal.activities.models import Activity
from zolal.core.models import Action
from zolal.people.fields import fields_of
from zolal.people.models import Company, Person
from zolal.stewardship.actions.questions import note_question
from zolal.stewardship.models import Question
from zolal.stewardship.queries.questions import Budget, asking
from zolal.web.activities.targets import target_of
from zolal.web.people.answering import save_answer
from zolal.web.people.inputs import Input, input_for, posted
from zolal.web.policy import needs

Kind = Activity.Kind
TALKS = frozenset({Kind.CALL, Kind.MEETING, Kind.VISIT, Kind.INTERVIEW, Kind.CHAT})
"""The kinds in which the customer can be asked something."""

FIELD, ANSWER, DECLINED = "asked-field", "asked-answer", "asked-declined"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as a form shows it; of the field's `name` the form knows, `one` is named for this form."""

    name: str
    one: Input
    budget: Budget
    declined: bool = False


@needs("activities.write")
@require_GET
def question(request: HttpRequest) -> HttpResponse:
    """The question for the customer an address names; nothing where none is to be asked."""
    target = target_of(request, request.GET)
    record = target.customer if target else None
    return render(request, "activities/asked.html", {"asked": asked_of(request, record) if record else None})


def asked_of(request: HttpRequest, record: Person | Company) -> Asked | None:
    """With what was typed, where the form comes back."""
    user, record_type = request.user, record.record_type
    if record.state != record.State.ACTIVE or not may(user, "records.edit"):
        return None
    if not may_on(user, "change", record_type, record.pk):  # type: ignore[arg-type]  # the login middleware stands before
        return None
    found = asking(user=user, record=record)  # type: ignore[arg-type]
    if found.question is None:
        return None
    field = found.question.field
    typed = posted(request, ANSWER) if request.POST.get(FIELD) == field.name else ""
    one = replace(input_for(field, typed), name=ANSWER)
    return Asked(field.name, one, found.budget, declined=bool(request.POST.get(DECLINED)))


def save_asked(request: HttpRequest, record: Person | Company | None, within: Action) -> None:
    """Write down what came of the question, under the action of the activity; nothing where it was left alone.

    To be called in a transaction. Raises `ValidationError`, `NotAllowed`.
    """
    name = request.POST.get(FIELD, "")
    if record is None or not name:
        return
    if text := posted(request, ANSWER):
        try:
            save_answer(record=record, field=name, text=text, by=request.user, within=within)  # type: ignore[arg-type]
        except ValidationError as refused:
            field = fields_of(record.record_type).get(name)
            raise ValidationError([f"{field.label}: {one}" if field else one for one in refused.messages]) from refused
    elif request.POST.get(DECLINED):
        note_question(record=record, field=name, outcome=Question.Outcome.DECLINED, by=request.user)  # type: ignore[arg-type]
