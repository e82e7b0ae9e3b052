"""Where a value came from, what it was before, and the way back to an earlier one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.capture.actions.entries import restore_fact
from zolal.core.ledger import Entry, history
from zolal.core.models import Source
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import field_of, hidden, withheld
from zolal.people.queries.sources import origins
from zolal.people.queries.timeline import absorbed_ids
from zolal.quality.queries.decided import decisions_about
from zolal.web.ledger.reading import FactReader
from zolal.web.notices import notify
from zolal.web.people.ratings import rating_form
from zolal.web.people.record import found_or_404
from zolal.web.policy import needs

SHOWN = 20
LONGEST = 300


@needs("records.read")
@require_GET
def show(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """The popover of a source chip."""
    record = found_or_404(request, record_type, uid)
    fact = request.GET.get("fact", "")[:LONGEST]
    if not fact:
        raise Http404
    entries = _entries(record_type, record, fact)
    held = [value for one in entries for value in one.facts[fact]]
    name, kept = field_of(record_type, fact, *held), withheld(request.user, record_type)
    if name in hidden(request.user, record_type) or (kept and fact.startswith("more:")):
        raise Http404
    origin = origins(record).get(fact)
    if origin and name in kept:
        origin = replace(origin, raw=None)
    reader = FactReader(request.user, [(record_type, fact, value) for one in entries for value in one.facts[fact]])
    now = entries[0].facts[fact][1] if entries else None
    seen = [
        {
            "entry": one,
            "before": reader.text(record_type, fact, one.facts[fact][0]),
            "after": reader.text(record_type, fact, one.facts[fact][1]),
            "restorable": name not in kept and index > 0 and bool(one.facts[fact][1]) and one.facts[fact][1] != now,
        }
        for index, one in enumerate(entries)
    ]
    context = {
        "record": record,
        "record_type": record_type,
        "fact": fact,
        "label": reader.label(record_type, fact),
        "origin": origin,
        "method": str(Source.Method(origin.method).label) if origin and origin.method else "",
        "history": seen,
        "decisions": [] if name in kept else decisions_about(record, name),
        "rating": {} if name in kept else rating_form(record_type, record, fact),
    }
    return render(request, "people/origin.html", context)


@needs("records.edit")
@require_POST
def restore(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """Give a fact the value that an entry of its history left."""
    record = found_or_404(request, record_type, uid)
    fact = request.POST.get("fact", "")[:LONGEST]
    wanted = request.POST.get("entry", "")
    if not fact:
        raise Http404
    entry = next((one for one in _entries(record_type, record, fact) if str(one.id) == wanted), None)
    if entry is None:
        raise Http404
    try:
        action = restore_fact(
            record_type=record_type, record_id=record.pk, fact=fact, value=entry.facts[fact][1], by=request.user
        )
    except ValidationError as error:
        notify(request, error.messages[0], tone="bad")
    else:
        notify(request, _("The earlier value is back."), action=action)
    return redirect(record_type, uid=uid)


def _entries(record_type: str, record: Person | Company, fact: str) -> list[Entry]:
    return history(record_type, [record.pk, *absorbed_ids(record)], fact=fact, limit=SHOWN)
