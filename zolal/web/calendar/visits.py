"""Visits are planned for a day, and the day's route is brought into order and printed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.activities.models import Activity
from zolal.calendar.actions.visits import plan_visits, reorder
from zolal.calendar.queries.hours import hours
from zolal.calendar.queries.visits import Stop, candidates, shortest_order, stops
from zolal.people.queries.tags import categories
from zolal.people.queries.wish import BadWish
from zolal.web.activities.own import part_of_many
from zolal.web.asked import whole_number
from zolal.web.calendar.asked import Asked
from zolal.web.calendar.choosing import whose_choices
from zolal.web.calendar.inputs import ClockField, customer_of
from zolal.web.calendar.words import long_day
from zolal.web.notices import notify
from zolal.web.people.kinds import KINDS
from zolal.web.people.own_part import AnsweredWithOwn
from zolal.web.policy import needs
from zolal.web.stewardship.inputs import DayField, WholeField, able
from zolal.web.templatetags.reading import language, number

_SILENCES = (0, 30, 60, 90, 180, 365)


class FilterForm(forms.Form):
    """Whom to visit."""

    type = forms.ChoiceField(
        label=pgettext_lazy("visits", "Who"),
        choices=[(name, kind.plural) for name, kind in KINDS.items()],
        required=False,
    )
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    silent = forms.TypedChoiceField(label=_("Not visited for"), coerce=int, empty_value=0, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "—"), *((str(one.uid), one.name) for one in able("records.edit"))]
        self.fields["category"].choices = [("", "—"), *((one.name, one.name) for one in categories())]
        days = [(one, gettext("%(count)s days") % {"count": number(one)}) for one in _SILENCES if one]
        self.fields["silent"].choices = [("", gettext("any time")), *days]

    @property
    def query(self) -> dict[str, str]:
        """The conditions of a list."""
        found = self.cleaned_data
        return {name: found[name] for name in ("city", "owner", "category") if found.get(name)}


class DayForm(AnsweredWithOwn):
    """When, and how long; and what is asked of each visit, once for all of them."""

    day = DayField(label=_("Day"))
    begins = ClockField(label=_("First visit at"))
    minutes = WholeField(label=_("Minutes of each"), min_value=5, max_value=480)
    way = WholeField(label=_("Minutes between them"), min_value=0, max_value=240)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.own = part_of_many([Activity.Kind.VISIT.value], by=by, data=self.data if self.is_bound else None)


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """Choose customers."""
    return _planner(request, DayForm(by=request.user, initial=_initial()))


@require_POST
@needs("activities.write")
def plan_day(request: HttpRequest) -> HttpResponse:
    """Put the chosen into a day."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    form = DayForm(request.POST, by=user)
    if form.is_valid():
        chosen = [found for text in request.POST.getlist("customer") if (found := customer_of(user, text))]
        given = form.cleaned_data
        try:
            action = plan_visits(customers=chosen, **given, own=form.own.texts(), by=user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, gettext("Visits planned: %(count)s") % {"count": number(len(chosen))}, action=action)
            return redirect(f"{reverse('route')}?day={given['day']:%Y-%m-%d}")
    return _planner(request, form, status=422)


@require_GET
@needs("records.read")
def route(request: HttpRequest) -> HttpResponse:
    """The visits of a day, in order."""
    user: User = request.user  # type: ignore[assignment]
    asked = Asked.read(user, request.GET)
    found = stops(user, asked.whose, asked.day)
    system = "gregorian" if language() == "en" else "jalali"
    query = {"day": asked.day, "view": "week"}
    context = {
        "asked": asked,
        "stops": found,
        "day_label": long_day(asked.day, system),
        "earlier": asked.query(view="week", day=asked.day - timedelta(days=1)),
        "later": asked.query(view="week", day=asked.day + timedelta(days=1)),
        "here": f"{reverse('route')}?{asked.query(**query)}",
        "km": sum(one.km for one in found if one.km is not None),
        "known": sum(1 for one in found if one.place),
        "may_write": may(user, "activities.write"),
        **whose_choices(user, asked, mine=_("My route")),
    }
    return render(request, "calendar/route.html", context)


@require_POST
@needs("activities.write")
def order(request: HttpRequest) -> HttpResponse:
    """One visit earlier or later, or all by the shortest way."""
    user: User = request.user  # type: ignore[assignment]
    asked = Asked.read(user, request.POST)
    found = stops(user, asked.whose, asked.day)
    wanted = _wanted(found, request.POST.get("move", ""), whole_number(request.POST.get("at", "")))
    if wanted is not None and len(wanted) > 1:
        try:
            action = reorder(day=asked.day, order=wanted, by=user)
        except ValidationError as refused:
            notify(request, " ".join(refused.messages), tone="bad")
        except Activity.DoesNotExist:
            notify(
                request, gettext("Some of these visits belong to somebody else; only they may move them."), tone="bad"
            )
        else:
            notify(request, gettext("The order is changed; the hours went along."), action=action)
    return redirect(f"{reverse('route')}?{asked.query(view='week')}")


def _wanted(found: list[Stop], move: str, at: int | None) -> list[int] | None:
    numbers = [one.entry.activity.pk for one in found]
    if move == "shortest":
        return shortest_order(found)
    other = {"earlier": -1, "later": 1}.get(move, 0) + (at if at is not None else -5)
    if at is None or not (0 <= at < len(numbers) and 0 <= other < len(numbers)):
        return None
    numbers[at], numbers[other] = numbers[other], numbers[at]
    return numbers


def _planner(request: HttpRequest, day_form: DayForm, status: int = 200) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    asked = request.GET if request.method == "GET" else request.POST
    given = asked.copy()
    given.setdefault("type", "person")
    if "type" not in asked:  # at first one's own customers
        given["owner"] = str(user.uid)
    form = FilterForm(given)
    found, more, refused = [], False, ""
    if form.is_valid():
        try:
            found, more = candidates(
                user=user, record_type=form.cleaned_data["type"] or "person", query=form.query,
                silent_days=form.cleaned_data["silent"] or 0,
            )  # fmt: skip
        except BadWish as error:
            refused = str(error)
    context = {
        "form": form,
        "day_form": day_form,
        "found": found,
        "more": more,
        "refused": refused,
        "record_type": given["type"] if given["type"] in KINDS else "person",
        "chosen": set(request.POST.getlist("customer")),
        "may_write": may(user, "activities.write"),
    }
    return render(request, "calendar/visits.html", context, status=status)


def _initial() -> dict[str, Any]:
    chosen = hours()
    tomorrow: date = timezone.localdate() + timedelta(days=1)
    return {"day": tomorrow, "begins": f"{chosen.begins:02}:00", "minutes": chosen.visit_minutes, "way": 15}
