"""Working hours, and what the company says of days."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.accounts.actions.settings import change_settings
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import demand, may
from zolal.calendar.actions.holidays import drop_holiday, set_holiday
from zolal.calendar.models import Holiday
from zolal.calendar.months import Month
from zolal.calendar.queries.holidays import holiday_by_uid, holidays, said_of_days
from zolal.core.settings import settings
from zolal.web.answered import Answered
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.remembered import remember, remembered
from zolal.web.stewardship.inputs import DayField, WholeField

NAMES = ("begins", "ends", "thursdays", "minutes", "visit_minutes")


class HoursForm(Answered):
    """When the company works, and how long things last where nobody says it."""

    begins = WholeField(label=_("The working day begins at (hour)"), min_value=0, max_value=23)
    ends = WholeField(label=_("It ends at (hour)"), min_value=1, max_value=24)
    thursdays = forms.BooleanField(label=_("We work on Thursdays"), required=False)
    minutes = WholeField(label=_("A meeting lasts (minutes)"), min_value=5, max_value=480)
    visit_minutes = WholeField(label=_("A visit lasts (minutes)"), min_value=5, max_value=480)


class DayOffForm(Answered):
    """A word on a day."""

    day = DayField(label=_("Day"))
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    is_off = forms.ChoiceField(
        label=_("On this day"), choices=[("yes", _("nobody works")), ("no", _("we work, although it is a holiday"))]
    )


@require_http_methods(["GET", "POST"])
@needs("settings.read")
def index(request: HttpRequest) -> HttpResponse:
    """Hours, and the holidays of the coming year."""
    form = HoursForm(request.POST or None, initial=_hours()).changing()
    if request.method == "POST":
        demand(request.user, "settings.write")
        if form.is_valid():
            try:
                values, seen = (
                    {f"calendar.{name}": told[name] for name in NAMES if name in told}
                    for told in (form.told(), form.seen or {})
                )
                change_settings(values=values, seen=seen, by=request.user)
            except Overtaken as overtaken:
                now = {name.removeprefix("calendar."): value for name, value in overtaken.now.items()}
                form.refuse(Overtaken(now, overtaken.who))
            except ValidationError as refused:
                found = refused.message_dict
                form.refuse(ValidationError({name.removeprefix("calendar."): told for name, told in found.items()}))
            else:
                notify(request, gettext("Saved."))
                return redirect("calendar-settings")
    return _page(request, form, DayOffForm())


@require_POST
@needs("settings.write")
def say(request: HttpRequest) -> HttpResponse:
    """A day is off, or worked."""
    form = DayOffForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            words = remembered(request.POST)
            set_holiday(
                day=given["day"], name=given["name"], is_off=given["is_off"] == "yes", by=request.user,
                seen=words.get(given["day"].isoformat(), {}) if words is not None else None,
            )  # fmt: skip
        except Overtaken as overtaken:
            now = {**overtaken.now, "is_off": "yes" if overtaken.now["is_off"] else "no"}
            form.initial = now
            form.refuse(Overtaken(now, overtaken.who))
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, gettext("Saved."))
            return redirect("calendar-settings")
    return _page(request, HoursForm(initial=_hours()).changing(), form)


@require_POST
@needs("settings.write")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The day is what the official calendar says again."""
    try:
        drop_holiday(holiday=holiday_by_uid(uid), by=request.user)
    except Holiday.DoesNotExist as missing:
        raise Http404 from missing
    notify(request, gettext("Saved."))
    return redirect("calendar-settings")


def _page(request: HttpRequest, form: HoursForm, day_form: DayOffForm) -> HttpResponse:
    today = timezone.localdate()
    month = Month.of(today, "jalali")
    named = holidays(month.first, month.plus(12).last)
    context = {
        "form": form,
        "day_form": day_form,
        "named": list(named.values()),
        "seen": remember(said_of_days()),
        "writes": may(request.user, "settings.write"),
    }
    status = 422 if form.is_bound or day_form.is_bound else 200
    return render(request, "calendar/settings.html", context, status=status)


def _hours() -> dict[str, Any]:
    found = settings(*(f"calendar.{name}" for name in NAMES))
    return {name: found[f"calendar.{name}"] for name in NAMES}
