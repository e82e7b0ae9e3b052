"""The data catalogue: every field with where from, in which form, how full by its worth, and who can see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.actions.settings import change_settings
from zolal.accounts.permissions import may
from zolal.accounts.visibility import scope_of
from zolal.core.jobs import enqueue
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Field, Shape, fields_of, group_of
from zolal.people.own.reading import read
from zolal.people.queries.records import MODELS
from zolal.stewardship.queries.catalogue import CataloguedField, catalogue
from zolal.web.asked import whole_number
from zolal.web.catalogue.words import SHAPES, STATISTICS, WAYS_OUT
from zolal.web.ledger.reading import FactReader
from zolal.web.notices import notify
from zolal.web.people.kinds import KINDS
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.seen_settings import seen_settings, written
from zolal.web.users.roles import SCOPES
from zolal.web.workbook import workbook

WORTHS = range(6)


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    name = asked_type(request)
    found = catalogue(user=request.user, record_type=name)
    context = {
        "name": name,
        "found": found,
        "rows": [_row(name, one) for one in found.fields],
        "roles": [
            (label, SCOPES[scope], [WAYS_OUT[way] for way in found.ways_out[key]])
            for label, key, scope in found.seen_by
        ],
        "sees_all": scope_of(request.user) == "all",
        "writes": may(request.user, "settings.write"),
        "worths": WORTHS,
        "seen": written(f"worth.{name}"),
    }
    return render(request, "catalogue/index.html", context)


@require_GET
@needs("quality.read")
def show(request: HttpRequest, record_type: str, name: str) -> HttpResponse:
    """The format of one field: its shapes, its most frequent values, its figures."""
    if record_type not in MODELS or name not in fields_of(record_type):
        raise Http404
    found = catalogue(user=request.user, record_type=record_type)
    one = next(each for each in found.fields if each.field.name == name)
    context = _row(record_type, one) | {"name": record_type, "at": found.at, "figures": one.figures}
    if one.figures:
        text = FactReader(request.user).text
        context["frequent"] = [
            (text(record_type, name, _as_kept(one.field, told["value"])), told["count"], told["share"])
            for told in one.figures["frequent"]
        ]
    if one.figures and one.figures["statistics"]:
        told = one.figures["statistics"]
        known = [(key, label) for key, label in STATISTICS if told.get(key) is not None]
        # How many there are and how far they spread are numbers also where the values are days.
        of_days = told["of"] == "date"
        context["statistics"] = [
            (label, told[key], of_days and key not in {"count", "stdev"}, _places(told[key])) for key, label in known
        ]
        context["measure"] = told["of"]
    return render(request, "catalogue/show.html", context)


def _places(value: Any) -> int:  # noqa: ANN401 - JSON
    """How many decimals a figure has: a count of people none."""
    return 0 if not isinstance(value, float) or value.is_integer() else 1


def _as_kept(field: Field, text: str) -> Any:  # noqa: ANN401 - JSON
    """A value that was counted as a text, as the fact is kept: only so has it words."""
    if field.own is None:
        return text
    if field.shape is Shape.CHOICES:
        return text.split(SEPARATOR)
    kept = read(field, text).value
    return text if kept is None else kept


@require_POST
@needs("stewardship.plan")
def count(request: HttpRequest) -> HttpResponse:
    """Count all fields anew, in the background."""
    job = enqueue("stewardship.profile", owner=request.user)
    notify(request, _("The fields are being counted."), job=job)
    return redirect(f"{reverse('catalogue')}?type={asked_type(request)}")


@require_POST
@needs("settings.write")
def worth(request: HttpRequest) -> HttpResponse:
    """What each field is worth to the business."""
    name = asked_type(request)
    typed = {field: whole_number(request.POST.get(field, "")) for field in fields_of(name) if field in request.POST}
    try:
        change_settings(values={f"worth.{name}": typed}, seen=seen_settings(request), by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect(f"{reverse('catalogue')}?type={name}")


@require_GET
@needs("quality.read")
def export(request: HttpRequest) -> HttpResponse:
    """The catalogue as a workbook."""
    name = asked_type(request)
    found = catalogue(user=request.user, record_type=name)
    headers = [
        _("Field"),
        _("Group"),
        _("Format"),
        _("Worth"),
        _("Filled"),
        _("Wrong by hand"),
        _("Wrong automatically"),
    ]
    rows = [
        [str(row["label"]), str(row["group"]), str(row["shape"]), one.worth, one.share, *_rates(one)]
        for row, one in ((_row(name, one), one) for one in found.fields)
    ]
    return workbook(f"catalogue-{name}", _("Catalogue"), headers, rows)


def _rates(one: CataloguedField) -> list[float | None]:
    return [one.error_rate(way) for way in ("hand", "automatic")]


def _row(record_type: str, one: CataloguedField) -> dict[str, Any]:
    by_hand, automatic = _rates(one)
    ways = one.figures["ways"] if one.figures else None
    written = sum(way["filled"] for way in ways.values()) if ways else 0
    return {
        "one": one,
        "label": one.field.label,
        "group": group_of(one.field).label,
        "shape": SHAPES[one.field.shape],
        "hand": ways["hand"]["filled"] / written if ways and written else None,
        "by_hand": by_hand,
        "automatic": automatic,
        "empty": f"{reverse(KINDS[record_type].list_name)}?{one.field.name}.empty=1",
    }
