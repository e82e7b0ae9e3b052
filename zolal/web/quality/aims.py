"""What the score weighs, with a preview before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zolal.accounts.permissions import demand, may
from zolal.quality.actions.aims import choose_aims
from zolal.quality.queries.aims import BANDS, Preview, aims, goal_choices, is_being_recomputed, preview
from zolal.quality.weights import GOAL, PARTS, WEIGHTS, Aims
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.seen_settings import seen_settings, written
from zolal.web.templatetags.reading import digits

LABELS = {
    "completeness": (gettext_lazy("Complete"), gettext_lazy("The fields are filled, the essential ones above all.")),
    "validity": (gettext_lazy("Valid"), gettext_lazy("What is filled is not wrong.")),
    "uniqueness": (gettext_lazy("Unique"), gettext_lazy("Nobody is there twice.")),
    "freshness": (gettext_lazy("Fresh"), gettext_lazy("Something was heard of the customer within a year.")),
    "accuracy": (gettext_lazy("Confirmed"), gettext_lazy("Of the values that somebody checked, so many hold.")),
}
SCOPES = (("all", gettext_lazy("All data")), ("goal", gettext_lazy("Data the goals need")))


@require_http_methods(["GET", "POST"])
@needs("settings.read")
def score_weights(request: HttpRequest) -> HttpResponse:
    """GET: what is in use, and with other weights in the address how the score would change. POST: keep them."""
    name = asked_type(request)
    if request.method == "POST":
        demand(request.user, "settings.write")
        return _keep(request, name)
    if "completeness" not in request.GET:
        return _page(request, name, aims(user=request.user, record_type=name), {})
    return _page(request, name, *_wanted(request.GET))


def _keep(request: HttpRequest, name: str) -> HttpResponse:
    wanted, errors = _wanted(request.POST)
    if not errors:
        try:
            choose_aims(
                record_type=name, weights=wanted.weights, goal=wanted.goal, seen=seen_settings(request), by=request.user
            )
        except ValidationError as refused:
            errors = refused.message_dict
    if errors:
        return _page(request, name, wanted, errors, status=422)
    notify(request, _("Saved. All records are being scored anew; that takes a few minutes at most."))
    return redirect(f"{reverse('score-weights')}?type={name}")


def _wanted(given: QueryDict) -> tuple[Aims, dict[str, list[str]]]:
    """What stands in the form, numbers as far as they are; and what is wrong by part."""
    weights: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for part in PARTS:
        text = given.get(part, "").strip()
        weights[part] = int(text) if text.isdecimal() and len(text) < 4 else text
        if not isinstance(weights[part], int) or weights[part] > 100:
            errors[part] = [_("A whole number from 0 to 100, please.")]
    if not errors and not any(weights[part] for part in ("completeness", "validity", "uniqueness")):
        errors["weights"] = [
            _("Completeness, validity or uniqueness has to count: age and checks are not known of every record.")
        ]
    return Aims(weights, given.getlist("goal")), errors


def _page(
    request: HttpRequest, name: str, wanted: Aims, errors: Mapping[str, list[str]], *, status: int = 200
) -> HttpResponse:
    known = dict(goal_choices(name))
    usable = Aims(wanted.weights, [one for one in wanted.goal if one in known])
    shown = None if errors else preview(user=request.user, record_type=name, wanted=usable)
    total = 0 if errors else sum(wanted.weights.values())
    context = {
        "name": name,
        "parts": [
            {
                "name": part,
                "label": LABELS[part][0],
                "says": LABELS[part][1],
                "value": wanted.weights[part],
                "share": wanted.weights[part] / total if total else 0,
                "errors": errors.get(part, []),
            }
            for part in PARTS
        ],
        "errors": [sentence for field in ("weights", "goal") for sentence in errors.get(field, [])],
        "goals": [(field, label, field in wanted.goal) for field, label in known.items()],
        "writes": may(request.user, "settings.write"),
        "busy": is_being_recomputed(),
        "seen": written(WEIGHTS, f"{GOAL}{name}"),
        "preview": _preview(shown) if shown and shown.records else None,
    }
    template = "quality/weights.html#preview" if request.htmx and request.method == "GET" else "quality/weights.html"
    return render(request, template, context, status=status)


def _preview(shown: Preview) -> dict[str, Any]:
    bands = [digits(f"{10 * band}–{10 * band + 9 if band < BANDS - 1 else 100}") for band in range(BANDS)]
    return {
        "records": shown.records,
        "scopes": [(label, shown.now[scope], shown.then[scope]) for scope, label in SCOPES],
        "chart": {
            "labels": bands,
            "series": [
                {"name": _("now"), "values": list(shown.now["all"].bands), "tone": "slate"},
                {"name": _("after"), "values": list(shown.then["all"].bands), "tone": "teal"},
            ],
        },
        "bands": list(zip(bands, shown.now["all"].bands, shown.then["all"].bands, strict=True)),
    }
