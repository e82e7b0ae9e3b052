"""Something is logged or planned: in the composer on a record's page, or in a dialog from anywhere."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zolal.activities.actions.activities import Done, log, plan
from zolal.activities.kinds import OUTCOMES_OF, PLANNED
from zolal.activities.models import Activity
from zolal.core.files import Upload
from zolal.engine.persian.letters import digits
from zolal.people.queries.lists import BadWish, Wish, page
from zolal.people.queries.records import MODELS, visible_records
from zolal.web.activities.asking import TALKS, asked_of, save_asked
from zolal.web.activities.forms import MORE, ActivityForm
from zolal.web.activities.targets import Target, people_of, target_of
from zolal.web.activities.words import ICONS, QUICK, outcomes_of
from zolal.web.notices import notify
from zolal.web.policy import needs

FOUND = 8
LONGEST = 100
TOLD = json.dumps({"zolal:close": {}, "zolal:activity": {}, "zolal:changed": {}})
"""What a page hears after something was done with an activity: dialogs close, timelines, lists and heads load anew."""


@require_http_methods(["GET", "POST"])
@needs("activities.write")
def new(request: HttpRequest) -> HttpResponse:
    """The form of one kind, of a record or of nobody yet."""
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("kind", Activity.Kind.CALL)
    kind = kind if kind in Activity.Kind.values else Activity.Kind.CALL.value
    target = target_of(request, asked)
    form = ActivityForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        by=request.user,
        people=people_form(request, target, kind),
        initial=_initial(request, kind),
        auto_id=f"{asked.get('in', 'dialog')[:10]}-%s",
    )
    if request.method == "POST":
        if form.is_valid() and (done := _write(request, form, kind, target)):
            return _answer(request, done, kind, target)
        again = {"asked": asked_of(request, target.customer) if target and target.customer else None}
        return render(request, _template(request), context_of(kind, target, form) | again, status=422)
    return render(request, _template(request), context_of(kind, target, form))


@require_GET
@needs("activities.write")
def whom(request: HttpRequest) -> HttpResponse:
    """People and companies to choose from, as one types."""
    text = request.GET.get("q", "")[:LONGEST]
    records = []
    for record_type in MODELS if text.strip() else ():
        try:
            found = page(user=request.user, wish=Wish(record_type=record_type, search=text), size=FOUND).records
        except BadWish:
            found = []
        records += [(record_type, record) for record in found]
    kind = request.GET.get("kind", Activity.Kind.CALL)
    context = {"records": records, "activity_kind": kind, "text": text.strip(), "fresh": urlencode(_begun(text))}
    return render(request, "activities/whom.html", context)


def _begun(text: str) -> dict[str, str]:
    """What a new person begins with who was looked for so: a number, an address, or a name."""
    number = digits(text).replace(" ", "")
    if number.lstrip("+").isdigit():
        return {"mobile": number}
    if "@" in text:
        return {"email": text.strip()}
    given, _space, family = text.strip().partition(" ")
    return {"given_name": given, "family_name": family}


def context_of(kind: str, target: Target | None, form: ActivityForm) -> dict[str, Any]:
    """What the form's template shows."""
    quick = [(one.value, one.label, ICONS[one]) for one in QUICK]
    return {
        "form": form,
        "activity_kind": kind,
        "kind_label": Activity.Kind(kind).label,
        "target": target,
        "quick": quick,
        "others": [(one.value, one.label, ICONS[one]) for one in Activity.Kind if one not in QUICK],
        "outcomes": outcomes_of(kind),
        "plannable": kind in PLANNED,
        "asks": kind in TALKS and target is not None and target.customer is not None,
    }


def people_form(request: HttpRequest, target: Target | None, kind: str) -> Any:  # noqa: ANN401 - a queryset or nothing
    """The choice of who takes part, None where there is nobody to choose."""
    if "people" not in MORE[kind]:
        return None
    people = people_of(request.user, target)  # type: ignore[arg-type]  # the login middleware stands before
    seen = visible_records(request.user, "person")  # type: ignore[arg-type]
    return seen.filter(pk__in=[one.pk for one in people]) if people else None


def _initial(request: HttpRequest, kind: str) -> dict[str, Any]:
    """A slot that was clicked in the calendar, or a channel that was chosen."""
    try:
        at = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        at = None
    found: dict[str, Any] = {"then": "", "channel": request.GET.get("channel", ""), "direction": "out"}
    if kind in {Activity.Kind.CALL, Activity.Kind.NOTE}:
        found["direction"] = ""
    if at and at.tzinfo:
        local = timezone.localtime(at)
        found |= {"day": local.date(), "clock": local.strftime("%H:%M")}
    return found


def _write(request: HttpRequest, form: ActivityForm, kind: str, target: Target | None) -> Done | None:
    try:
        with transaction.atomic():
            done = _entered(request, form, kind, target)
            if kind in TALKS:
                save_asked(request, target.customer if target else None, done.action)
    except ValidationError as refused:
        form.refuse(refused)
        return None
    return done


def _entered(request: HttpRequest, form: ActivityForm, kind: str, target: Target | None) -> Done:
    given = form.given() | (target.given if target else {})
    outcome = request.POST.get("outcome", "")
    attending = form.attending()
    if request.POST.get("do") == "plan":
        given.pop("outcome", None)
        return plan(kind=kind, given=given, by=request.user, attending=attending)
    if outcome and outcome in OUTCOMES_OF[kind]:
        given["outcome"] = outcome
    uploads = [Upload(file.name or "", file.size or 0, file) for file in request.FILES.getlist("file")]
    return log(
        kind=kind, given=given, by=request.user, attending=attending, uploads=uploads, then=form.following.next()
    )


def _answer(request: HttpRequest, done: Done, kind: str, target: Target | None) -> HttpResponse:
    planned = done.activity.is_open
    label = Activity.Kind(kind).label
    sentence = _("Planned: %(kind)s.") if planned else _("Logged: %(kind)s.")
    notify(request, sentence % {"kind": label}, action=done.action)
    if kind == Activity.Kind.INTERVIEW and planned and request.POST.get("start"):
        return redirect("activity", uid=done.activity.uid)
    if not request.headers.get("HX-Request"):
        return redirect(target.url) if target else redirect("activity", uid=done.activity.uid)
    if request.POST.get("in") == "composer":
        fresh = ActivityForm(
            kind=kind, by=request.user, people=people_form(request, target, kind), initial=_initial(request, kind),
            auto_id="composer-%s",
        )  # fmt: skip
        response = render(request, "activities/composer.html", context_of(kind, target, fresh))
    else:
        response = HttpResponse(status=204)
    response.headers["HX-Trigger"] = TOLD
    return response


def _template(request: HttpRequest) -> str:
    asked = request.POST if request.method == "POST" else request.GET
    if not request.headers.get("HX-Request"):
        return "activities/new.html"
    return "activities/composer.html" if asked.get("in") == "composer" else "activities/dialog.html"
