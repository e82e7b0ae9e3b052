"""What to ask this customer next, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zolal.accounts.permissions import demand
from zolal.people.fields import fields_of
from zolal.people.models import Company, Person
from zolal.stewardship.actions.questions import note_question
from zolal.stewardship.models import Question
from zolal.stewardship.queries.questions import asking
from zolal.web.fields.words import told
from zolal.web.notices import notify
from zolal.web.people.answering import save_answer
from zolal.web.people.inputs import input_for, posted
from zolal.web.people.record import found_or_404
from zolal.web.policy import needs


@needs("records.read")
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """GET: the next best question. POST: its answer, or that there was none."""
    record = found_or_404(request, record_type, uid)
    if request.method == "GET":
        return _shown(request, record)
    demand(request.user, "records.edit")
    field, outcome = request.POST.get("field", ""), request.POST.get("outcome", "")
    text = posted(request, field)
    try:
        if outcome == Question.Outcome.ANSWERED:
            _answered(request, record, field, text)
        else:
            note_question(record=record, field=field, outcome=outcome, by=request.user)
    except ValidationError as error:
        return _shown(request, record, text=text, refused=error.messages)
    response = _shown(request, found_or_404(request, record_type, uid))
    response.headers["HX-Trigger"] = '{"zolal:changed": {}}'
    return response


def _answered(request: HttpRequest, record: Person | Company, field: str, text: str) -> None:
    if action := save_answer(record=record, field=field, text=text, by=request.user):
        sentence = _("%(field)s is changed.") % {"field": fields_of(record.record_type)[field].label}
        notify(request, sentence, action=action)


def _shown(
    request: HttpRequest, record: Person | Company, *, text: str = "", refused: list[str] | None = None
) -> HttpResponse:
    found = asking(user=request.user, record=record)
    best = found.question
    context = {
        "record": record,
        "record_type": record.record_type,
        "budget": found.budget,
        "best": best,
        "one": input_for(best.field, text) if best else None,
        "uses": [told(use, record.record_type) for use in best.uses if use.kind == "report"] if best else [],
        "refused": refused or [],
    }
    return render(request, "people/question.html", context, status=422 if refused else 200)
