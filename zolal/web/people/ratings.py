"""Saying of a value on the record page that it holds or is wrong."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.core.ledger import record_type as kind_of
from zolal.people.fields import fields_of
from zolal.people.models import Company, Person
from zolal.quality.actions.ratings import rate as rate_value
from zolal.quality.actions.ratings import withdraw
from zolal.quality.queries.ratings import ratings_of
from zolal.quality.ratings import LONGEST_NOTE, Method, can_be_rated, values_of
from zolal.web.notices import notify
from zolal.web.people.record import found_or_404
from zolal.web.people.shown import one_field
from zolal.web.policy import needs

LONGEST = 10_000


@needs("values.rate")
@require_POST
def rate(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """What somebody found who checked a value; the field again, or the popover with what is missing."""
    record = found_or_404(request, record_type, uid)
    given = {name: request.POST.get(name, "")[:LONGEST] for name in ("fact", "field", "value", "verdict", "note")}
    given["method"] = request.POST.get("method", "")
    if given["field"] not in fields_of(record_type):
        raise Http404
    which: dict[str, Any] = {
        "record_type": record_type,
        "record_id": record.pk,
        "field": given["field"],
        "value": given["value"],
        "by": request.user,
    }
    try:
        if given["verdict"]:
            told = {name: given[name] for name in ("verdict", "method", "note")}
            action = rate_value(**which, **told)
        else:
            action = withdraw(**which)
    except ValidationError as error:
        return _again(request, record_type, record, given, error)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    if action:
        notify(request, _("Written down. Thank you!") if given["verdict"] else _("Taken back."), action=action)
    return _field(request, record_type, uid, given["field"])


def rating_form(record_type: str, record: Person | Company, fact: str) -> dict[str, Any]:
    """What the popover of a value shows of its rating, and what its form needs; nothing where none can be given."""
    held = kind_of(record_type).facts([record.pk]).get(record.pk, {}).get(fact)
    field = str(held["kind"]) if isinstance(held, dict) and "kind" in held else fact
    if held is None or not can_be_rated(record_type, field):
        return {}
    values = values_of({fact: held}, field)
    value = next(iter(values), "")
    return {
        "rated": ratings_of(record).get(fact),
        "field": field,
        "value": value,
        "methods": Method.choices,
        "most": LONGEST_NOTE,
        "chosen": {"method": Method.PHONE.value, "note": ""},
    }


def _field(request: HttpRequest, record_type: str, uid: UUID, name: str) -> HttpResponse:
    record = found_or_404(request, record_type, uid)
    context = {"record": record, "record_type": record_type, "one": one_field(record, name)}
    response = render(request, "people/field.html", context)
    response.headers["HX-Trigger"] = json.dumps({"zolal:changed": {}, "zolal:close": {}})
    return response


def _again(
    request: HttpRequest, record_type: str, record: Person | Company, given: dict[str, str], error: ValidationError
) -> HttpResponse:
    rating = {**rating_form(record_type, record, given["fact"]), "chosen": given, "errors": error.messages}
    context = {"record": record, "record_type": record_type, "fact": given["fact"], "rating": rating}
    response = render(request, "people/rating.html", context, status=422)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#rating", "outerHTML"
    return response
