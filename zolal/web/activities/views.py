"""One activity: its page, its form, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.activities.actions.activities import Done, cancel, delete, edit, finish, postpone, reopen
from zolal.activities.models import Activity
from zolal.activities.queries.activities import visible_activity
from zolal.activities.queries.shown import Shown, shown
from zolal.activities.queries.taking_part import people_at
from zolal.core.ledger import Stale, history, record_type
from zolal.core.models import Action
from zolal.people.fields import Field
from zolal.people.own.entry import lacking
from zolal.people.queries.records import visible_records
from zolal.people.queries.timeline import Happening
from zolal.web.activities.asking import TALKS, asked_of, save_asked
from zolal.web.activities.compose import TOLD
from zolal.web.activities.following import FollowingPart
from zolal.web.activities.forms import ActivityForm, initial_of
from zolal.web.activities.own import own_part
from zolal.web.activities.words import FOLLOWING, outcomes_of
from zolal.web.ledger.reading import FactReader
from zolal.web.notices import notify
from zolal.web.people.files import file_of
from zolal.web.people.story import Chapter, chapters
from zolal.web.policy import needs

TOLD_OF = 30
_FINISHING = ("body", "words", "strengths", "weaknesses")
LONGEST_INTERVIEW = 20
"""Minutes after which an interview has lasted long enough (R25)."""


@require_GET
@needs("records.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Everything about one activity."""
    found = found_or_404(request, uid)
    context = {
        "one": found,
        "activity": found.activity,
        "outcomes": outcomes_of(found.activity.kind),
        "following": FOLLOWING.items(),
        "longest": LONGEST_INTERVIEW,
        "findings": _findings(found.activity),
        "lacking": [str(one.label) for one in _lacking(request, found)],
        "chapters": _story(request, found.activity),
    }
    return render(request, "activities/show.html", context)


@require_http_methods(["GET", "POST"])
@needs("activities.write")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form of an activity there is; two who change the same are told."""
    found = found_or_404(request, uid)
    activity = found.activity
    if not found.changeable:
        raise Http404
    people = _people(request, found)
    form = ActivityForm(
        request.POST or None, request.FILES or None, kind=activity.kind, by=request.user, people=people,
        activity=activity, initial=initial_of(found),
    )  # fmt: skip
    del form.fields["then"]
    version = _number(request.POST.get("version", "")) or activity.version
    changes: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = edit(
                activity=activity, given=form.given(was=activity), by=request.user, version=version,
                attending=form.attending(),
            )  # fmt: skip
        except ValidationError as refused:
            form.refuse(refused)
        except Stale as stale:
            changes, version = _told(request, stale), stale.version
        else:
            notify(request, _("Saved."), action=done.action)
            return back_to(request, activity)
    status = 409 if changes else 422 if form.is_bound else 200
    context = {"one": found, "activity": activity, "form": form, "version": version, "changes": changes}
    return render(request, "activities/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@needs("activities.write")
def done(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It is finished: what came of it, what was said, what follows."""
    found = found_or_404(request, uid)
    activity = found.activity
    if not found.changeable:
        raise Http404
    errors: list[str] = []
    customer = (found.person or found.company) if activity.kind in TALKS else None
    own = own_part(
        activity.kind, by=request.user, data=request.POST or None, files=request.FILES, activity=activity,
        auto_id="finish-%s",
    )  # fmt: skip
    follows = FollowingPart(by=request.user, data=request.POST or None, files=request.FILES, auto_id="finish-%s")
    if request.method == "POST":
        given = {name: request.POST[name] for name in _FINISHING if name in request.POST}
        try:
            with transaction.atomic():
                ended = finish(
                    activity=activity, by=request.user, outcome=request.POST.get("outcome", ""),
                    given=given | own.texts(), then=follows.next(),
                )  # fmt: skip
                save_asked(request, customer, ended.action)
        except ValidationError as refused:
            errors = own.refused(follows.take(refused))
        else:
            notify(request, _("Finished."), action=ended.action)
            return back_to(request, activity)
    context = {
        "one": found, "activity": activity, "outcomes": outcomes_of(activity.kind), "following": FOLLOWING.items(),
        "errors": errors, "typed": request.POST, "asked": asked_of(request, customer) if customer else None, "own": own,
        "follows": follows,
    }  # fmt: skip
    template = "activities/finish.html" if request.headers.get("HX-Request") else "activities/finish_page.html"
    return render(request, template, context, status=422 if errors or own.errors or follows.errors else 200)


@require_POST
@needs("activities.write")
def do(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One deed by one button: reopen, cancel, put off, pin, begin, delete."""
    found = found_or_404(request, uid)
    activity = found.activity
    deed = request.POST.get("do", "")
    if deed not in DEEDS or not found.changeable:
        raise Http404
    sentence, act = DEEDS[deed]
    try:
        ended = act(request, activity)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
        return back_to(request, activity)
    action = ended if isinstance(ended, Action) else ended.action
    notify(request, str(sentence()), action=action)
    if deed == "delete":
        return _gone(request, activity)
    return back_to(request, activity)


def found_or_404(request: HttpRequest, uid: UUID) -> Shown:
    """An activity the user sees, with all that belongs to it."""
    try:
        activity = visible_activity(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Activity.DoesNotExist as missing:
        raise Http404 from missing
    return shown(request.user, [activity])[0]  # type: ignore[arg-type]


@require_GET
@needs("records.read")
def download(request: HttpRequest, uid: UUID, name: str) -> HttpResponseBase:
    """The file in a field of one's own."""
    return file_of(request, "activity", uid, name)


def _begin(request: HttpRequest, activity: Activity) -> Done:
    """The timer of an interview starts, or somebody is there: with the coordinates that the browser gave."""
    given: dict[str, Any] = {"began_at": timezone.now()}
    for name in ("latitude", "longitude"):
        try:
            given[name] = float(request.POST[name]) if request.POST.get(name) else None
        except ValueError:
            given[name] = None
    return edit(activity=activity, given=given, by=request.user)


def _put_off(request: HttpRequest, activity: Activity) -> Done:
    days = _number(request.POST.get("days", "")) or 1
    today = timezone.localdate()
    start = timezone.localtime(activity.at) if activity.at else None
    clock = start.time() if start else time(9)
    day = max(start.date() if start else today, today) + timedelta(days=min(days, 366))
    to = timezone.make_aware(datetime.combine(day, clock))
    return postpone(activity=activity, to=to, by=request.user)


Deed = Callable[[HttpRequest, Activity], Done | Action]
DEEDS: dict[str, tuple[Callable[[], str], Deed]] = {
    "reopen": (lambda: _("It is open again."), lambda request, one: reopen(activity=one, by=request.user)),
    "cancel": (
        lambda: _("Cancelled."),
        lambda request, one: cancel(activity=one, by=request.user, because=request.POST.get("because", "")),
    ),
    "postpone": (lambda: _("Put off."), _put_off),
    "pin": (
        lambda: _("Pinned to the top."),
        lambda request, one: edit(activity=one, given={"pinned": True}, by=request.user),
    ),
    "unpin": (
        lambda: _("No longer pinned."),
        lambda request, one: edit(activity=one, given={"pinned": False}, by=request.user),
    ),
    "begin": (lambda: _("It has begun."), _begin),
    "delete": (lambda: _("Deleted."), lambda request, one: delete(activity=one, by=request.user)),
}


def back_to(request: HttpRequest, activity: Activity) -> HttpResponse:
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response.headers["HX-Trigger"] = TOLD
        return response
    back = request.POST.get("back", "")
    fits = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return redirect(back if fits else reverse("activity", args=[activity.uid]))


def _gone(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Whence it was, as its own page is no more."""
    if request.headers.get("HX-Request"):
        return back_to(request, activity)
    for name in ("person", "company"):
        pk = getattr(activity, f"{name}_id")
        record = visible_records(request.user, name).filter(pk=pk).first() if pk else None  # type: ignore[arg-type]
        if record:
            return redirect(name, uid=record.uid)
    return redirect("activities")


def _people(request: HttpRequest, found: Shown) -> Any:  # noqa: ANN401 - a queryset or nothing
    ids = [one.pk for one in (*found.people, *([found.person] if found.person else []))]
    if found.company:
        ids += [one.pk for one in people_at(request.user, found.company)]  # type: ignore[arg-type]
    return visible_records(request.user, "person").filter(pk__in=ids) if ids else None  # type: ignore[arg-type]


def _told(request: HttpRequest, stale: Stale) -> list[dict[str, Any]]:
    reader = FactReader(request.user)  # type: ignore[arg-type]
    return [
        {
            "label": reader.label("activity", one.fact),
            "seen": reader.text("activity", one.fact, one.seen),
            "now": reader.text("activity", one.fact, one.now),
            "by": one.by,
            "at": one.at,
        }
        for one in stale.changes
    ]


def _story(request: HttpRequest, activity: Activity) -> list[Chapter]:
    """What was done with it, newest first."""
    told = [
        Happening(one, activity.pk, absorbed=False, undone=one.action.undone_at is not None)
        for one in history("activity", [activity.pk], limit=TOLD_OF)
    ]
    return chapters(request.user, "activity", told)  # type: ignore[arg-type]  # the login middleware stands before


def _lacking(request: HttpRequest, found: Shown) -> list[Field]:
    """What is needed of it and absent, for who may write it."""
    if not found.changeable:
        return []
    pk, user = found.activity.pk, request.user
    return lacking("activity", record_type("activity").facts([pk])[pk], user)  # type: ignore[arg-type]


def _findings(activity: Activity) -> list[tuple[str, str, list[str]]]:
    sides = (("good", _("Our strengths"), activity.strengths), ("bad", _("Our weaknesses"), activity.weaknesses))
    return [(tone, label, [line for line in text.splitlines() if line.strip()]) for tone, label, text in sides if text]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
