"""One field at a time, edited where it stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zolal.accounts.permissions import NotAllowed, demand
from zolal.capture.actions.entries import Entered, edit
from zolal.core.ledger import Stale
from zolal.people.fields import Field, fields_of, group_of
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import fixed, hidden
from zolal.web.ledger.reading import FactReader
from zolal.web.notices import notify
from zolal.web.people.closed import with_closed
from zolal.web.people.files import handed_in
from zolal.web.people.inputs import input_for, posted
from zolal.web.people.record import found_or_404
from zolal.web.people.shown import one_field, text_of
from zolal.web.policy import needs


@needs("records.read")
@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, record_type: str, uid: UUID, name: str) -> HttpResponse:
    """GET: the field as it is, or with ?edit=1 its form. POST: the new text."""
    known = fields_of(record_type).get(name)
    if known is None or name in hidden(request.user, record_type):
        raise Http404
    record = found_or_404(request, record_type, uid)
    if request.method == "GET" and not request.GET.get("edit"):
        return _shown(request, record_type, record, name)
    demand(request.user, "records.edit")
    if name in fixed(request.user, record_type):
        raise NotAllowed(f"{record_type}.{name}")
    if request.method == "GET":
        return _form(request, record_type, record, known, text=text_of(record, known))
    return _write(request, record_type, record, known)


def _write(request: HttpRequest, record_type: str, record: Person | Company, known: Field) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        text = handed_in(request, known) or posted(request, known.name)
    except ValidationError as error:
        text = text_of(record, known)
        return _form(request, record_type, record, known, text=text, errors=error.messages, status=422)
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else record.version
    try:
        entered = edit(
            record_type=record_type, record_id=record.pk, version=seen, fields={known.name: text}, by=request.user
        )
    except Stale as stale:
        return _conflict(request, record_type, record, known, text=text, stale=stale)
    except ValidationError as error:
        return _form(request, record_type, record, known, text=text, errors=error.messages, status=422)
    if entered.blocking:
        return _form(request, record_type, record, known, text=text, errors=_messages(entered), status=422)
    if entered.action:
        doubtful = any(trouble.severity != "info" for trouble in entered.troubles)
        sentence = _("%(field)s is kept, but look at it again.") if doubtful else _("%(field)s is changed.")
        told = with_closed(sentence % {"field": known.label}, entered.suppressed)
        notify(request, told, action=entered.action, tone="warn" if doubtful or entered.suppressed else "good")
    response = _shown(request, record_type, found_or_404(request, record_type, record.uid), known.name)
    response.headers["HX-Trigger"] = '{"zolal:changed": {}}'
    return response


def _shown(request: HttpRequest, record_type: str, record: Person | Company, name: str) -> HttpResponse:
    context = {"record": record, "record_type": record_type, "one": one_field(record, name)}
    return render(request, "people/field.html", context)


def _form(
    request: HttpRequest,
    record_type: str,
    record: Person | Company,
    known: Field,
    *,
    text: str,
    errors: list[str] | None = None,
    status: int = 200,
    **more: Any,  # noqa: ANN401 - what the template shows besides
) -> HttpResponse:
    context = {
        "record": record,
        "record_type": record_type,
        "one": input_for(known, text),
        "group": group_of(known).tone,
        "version": record.version,
        "errors": errors or [],
        **more,
    }
    return render(request, "people/field_form.html", context, status=status)


def _conflict(
    request: HttpRequest, record_type: str, record: Person | Company, known: Field, *, text: str, stale: Stale
) -> HttpResponse:
    """Somebody else changed it meanwhile: what, who, when; theirs or mine."""
    reader = FactReader(
        request.user, [(record_type, one.fact, value) for one in stale.changes for value in (one.seen, one.now)]
    )
    changes = [
        {
            "label": reader.label(record_type, one.fact),
            "seen": reader.text(record_type, one.fact, one.seen),
            "now": reader.text(record_type, one.fact, one.now),
            "by": one.by,
            "at": one.at,
        }
        for one in stale.changes
    ]
    record.version = stale.version
    return _form(request, record_type, record, known, text=text, status=409, changes=changes)


def _messages(entered: Entered) -> list[str]:
    return [trouble.message for trouble in entered.troubles]
