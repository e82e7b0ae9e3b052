"""What to ask this customer next, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zolal.accounts.permissions import demand
from zolal.capture.actions.entries import edit
from zolal.core.ledger import Stale
from zolal.people.fields import fields_of
from zolal.people.models import Company, Person
from zolal.stewardship.actions.questions import note_question
from zolal.stewardship.models import Question
from zolal.stewardship.queries.questions import asking
from zolal.web.fields.words import told
from zolal.web.notices import notify
from zolal.web.people.entry import posted
from zolal.web.people.inputs import input_for
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
        refused = _answered(request, record, field, text) if outcome == Question.Outcome.ANSWERED else []
        if not refused and outcome != Question.Outcome.ANSWERED:
            note_question(record=record, field=field, outcome=outcome, by=request.user)
    except ValidationError as error:
        refused = error.messages
    if refused:
        return _shown(request, record, text=text, refused=refused)
    response = _shown(request, found_or_404(request, record_type, uid))
    response.headers["HX-Trigger"] = '{"zolal:changed": {}}'
    return response


def _answered(request: HttpRequest, record: Person | Company, field: str, text: str) -> list[str]:
    """Write the answer and the question together; why it was refused, where it was."""
    if not text:
        return [_("Type the answer, or choose what came of the question.")]
    if field not in fields_of(record.record_type):
        return [_("There is no field “%(field)s”.") % {"field": field}]
    try:
        with transaction.atomic():
            entered = edit(
                record_type=record.record_type, record_id=record.pk, version=record.version, fields={field: text},
                by=request.user,
            )  # fmt: skip
            if entered.blocking:
                return [trouble.message for trouble in entered.troubles]
            note_question(record=record, field=field, outcome=Question.Outcome.ANSWERED, by=request.user)
    except Stale:
        return [_("Somebody is working on this record; try again.")]
    if entered.action:
        sentence = _("%(field)s is changed.") % {"field": fields_of(record.record_type)[field].label}
        notify(request, sentence, action=entered.action)
    return []


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
