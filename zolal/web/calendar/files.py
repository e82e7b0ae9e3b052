"""Calendar files: taken away, and taken in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.activities.queries.activities import visible_activity
from zolal.calendar.actions.events import Taken, take_events
from zolal.calendar.ics.reader import LARGEST
from zolal.calendar.queries.files import activity_text, days_text
from zolal.core.listed import listed
from zolal.web.activities.own import part_of_many
from zolal.web.calendar.asked import Asked
from zolal.web.notices import notify
from zolal.web.people.own_part import AnsweredWithOwn
from zolal.web.policy import needs
from zolal.web.templatetags.reading import number

_MOST_TOLD = 5
_TAKEN_AS = ("meeting", "visit", "call", "task")


class TakeForm(AnsweredWithOwn):
    """A file of another calendar, and what is asked of all its events at once."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file (.ics)"), widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"})
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("The events are"), choices=[(kind, Activity.Kind(kind).label) for kind in _TAKEN_AS]
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.own = part_of_many(_TAKEN_AS, by=by, data=self.data if self.is_bound else None)


@require_GET
@needs("records.read")
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One activity as a file."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    try:
        activity = visible_activity(user, uid)
    except Activity.DoesNotExist as missing:
        raise Http404 from missing
    if activity.at is None:
        raise Http404
    return calendar_file(activity_text(user, activity, _address(request)), f"{activity.kind}-{activity.uid}.ics")


@require_GET
@needs("records.read")
def several(request: HttpRequest) -> HttpResponse:
    """The days of a look at the calendar; of others only for who may take lists away."""
    user: User = request.user  # type: ignore[assignment]
    asked = Asked.read(user, request.GET)
    text = days_text(user, asked.whose, asked.first, asked.last, _address(request))
    return calendar_file(text, f"zolal-{asked.first}.ics")


@require_http_methods(["GET", "POST"])
@needs("activities.write")
def take(request: HttpRequest) -> HttpResponse:
    """Plan what a file holds."""
    user: User = request.user  # type: ignore[assignment]
    form = TakeForm(request.POST or None, request.FILES or None, by=user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than is allowed is enough to be refused.
            data, kind = file.read(LARGEST + 1), form.cleaned_data["kind"]
            taken = take_events(data=data, filename=file.name, kind=kind, own=form.own.texts(), by=user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, told(taken), action=taken.action, tone="good" if taken.added else "info")
            return redirect(_onwards(taken))
    return render(request, "calendar/import.html", {"form": form}, status=422 if form.is_bound else 200)


def _onwards(taken: Taken) -> str:
    """To the calendar; where something is still to be written, to the list of what lacks it."""
    if not taken.lacking:
        return reverse("calendar")
    asked = {"owner": "me", "state": "open", f"{taken.lacking[0].field.name}.empty": "1"}
    return f"{reverse('activities')}?{urlencode(asked)}"


def told(taken: Taken) -> str:
    """What came of a file, in sentences."""
    parts = [
        (taken.added, _("Planned: %(count)s.")),
        (taken.known, _("Taken before and left as they are: %(count)s.")),
        (taken.over, _("Over, done or cancelled: %(count)s.")),
        (taken.refused, _("Stayed out: %(count)s.")),
        (taken.repeats, _("Repeat in a way that only their first day was planned: %(count)s.")),
    ]
    said = [sentence % {"count": number(count)} for count, sentence in parts if count]
    for gap in taken.lacking:
        sentence = _("Without “%(field)s”, which each needs of its own: %(count)s. Write it beside them.")
        said.append(sentence % {"field": gap.field.label, "count": number(gap.count)})
    for one in taken.wrong[:_MOST_TOLD]:
        named = {"title": one.title or "—", "field": one.field, "why": one.sentence}
        said.append(_("“%(title)s”, %(field)s: %(why)s") % named)
    if taken.unknown_zones:
        zones = listed(taken.unknown_zones)[:200]
        said.append(_("Unknown time zones, taken for ours: %(zones)s.") % {"zones": zones})
    return " ".join(said) or _("The file holds no events.")


def calendar_file(text: str, name: str, *, attached: bool = True) -> HttpResponse:
    """An answer that calendar programs open."""
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'{"attachment" if attached else "inline"}; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
