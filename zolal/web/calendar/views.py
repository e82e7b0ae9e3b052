"""The calendar, and one entry of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.activities.kinds import CANCELLED, OUTCOMES, OUTCOMES_OF
from zolal.activities.models import Activity
from zolal.activities.queries.activities import changeable, visible_activity
from zolal.calendar.queries.days import days_of
from zolal.calendar.queries.holidays import holidays
from zolal.calendar.queries.hours import hours
from zolal.calendar.queries.planned import entries_of
from zolal.calendar.queries.whose import ME
from zolal.web.calendar.asked import Asked
from zolal.web.calendar.back import back_of
from zolal.web.calendar.choosing import kind_choices, whose_choices
from zolal.web.calendar.drawn import EACH, drawn
from zolal.web.calendar.words import VIEWS, long_day
from zolal.web.policy import needs
from zolal.web.stewardship.inputs import able
from zolal.web.templatetags.reading import language

_DRAWN_AS = {"day": "hours", "week": "hours", "month": "month", "agenda": "agenda"}
_KEYS = {"day": "d", "week": "w", "month": "m", "agenda": "a"}


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """Days, weeks, months, or a list."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    asked = Asked.read(user, request.GET)
    found = days_of(user, asked.whose, asked.first, asked.last, each=EACH[asked.view], kinds=asked.kinds)
    named = holidays(asked.first, asked.last)
    other = "gregorian" if asked.system == "jalali" else "jalali"
    context = {
        "asked": asked,
        # Elsewhere each day leads to the others; the day itself has no further place for them.
        "is_cut": found.is_cut or (asked.view == "day" and bool(found.more)),
        "drawn": drawn(asked, found, named, hours()),
        "drawn_as": f"calendar/{_DRAWN_AS[asked.view]}.html",
        "moves_with_moon": any(one.may_move for one in named.values()),
        "several": asked.whose.is_team,
        "here": request.get_full_path(),
        "query": asked.query(),
        "kept": _kept(asked),
        "earlier": asked.query(day=asked.earlier),
        "later": asked.query(day=asked.later),
        "today": asked.query(day=asked.today),
        "other_system": asked.query(system=other),
        "views": [
            {"name": name, "label": label, "key": _KEYS[name], "query": asked.query(view=name)}
            for name, label in VIEWS.items()
        ],
        "kinds": kind_choices(asked),
        "may_export": asked.whose.code == ME or may(user, "records.export"),
        **whose_choices(user, asked, mine=_("My calendar")),
    }
    return render(request, "calendar/index.html", context)


@require_GET
@needs("records.read")
def event(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What one entry is, and what can be done with it: beside the calendar, or as a page of its own."""
    user: User = request.user  # type: ignore[assignment]
    try:
        activity = visible_activity(user, uid)
    except Activity.DoesNotExist as missing:
        raise Http404 from missing
    entry = entries_of(user, [activity])[0]
    may_change = may(user, "activities.write") and changeable(user).filter(pk=activity.pk).exists()
    context = {
        "entry": entry,
        "one": activity,
        "day_label": long_day(entry.first, "gregorian" if language() == "en" else "jalali"),
        "may_change": may_change,
        "repeats": Activity.Repeat.choices,
        "outcomes": [(name, OUTCOMES[name]) for name in OUTCOMES_OF[activity.kind] if name != CANCELLED],
        "outcome": OUTCOMES.get(activity.outcome, ""),
        "colleagues": able("activities.write").exclude(pk=activity.owner_id) if may_change else [],
        "back": back_of(request),
        "as_page": not request.headers.get("HX-Request"),
    }
    return render(request, "calendar/event_page.html" if context["as_page"] else "calendar/event.html", context)


def _kept(asked: Asked) -> str:
    """What stays of the address when another day is looked at."""
    query = asked.query(view="week", day=asked.today)
    return f"&{query}" if query else ""
