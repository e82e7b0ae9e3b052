"""Something is planned: from an empty hour, a day, or a customer."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from zolal.accounts.models import User
from zolal.activities.actions.activities import plan
from zolal.activities.models import Activity
from zolal.activities.wanted import MOST_APART
from zolal.calendar import clock
from zolal.calendar.queries.hours import hours
from zolal.calendar.queries.planned import SHOWN
from zolal.calendar.queries.withheld import address_of
from zolal.people.models import Person
from zolal.web.activities.own import own_part
from zolal.web.asked import day_of, whole_number
from zolal.web.calendar.back import back_of
from zolal.web.calendar.inputs import ClockField, customer_of
from zolal.web.notices import notify
from zolal.web.people.own_part import AnsweredWithOwn
from zolal.web.policy import needs
from zolal.web.stewardship.inputs import DayField, WholeField, able
from zolal.web.templatetags.reading import number

_LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 480)


class PlanForm(AnsweredWithOwn):
    """What, when, with whom, by whom."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind, Activity.Kind(kind).label) for kind in SHOWN], widget=forms.RadioSelect
    )
    customer_name = forms.CharField(label=_("Customer"), required=False, max_length=400)
    customer = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("What it is about"), max_length=300, required=False)
    day = DayField(label=_("Day"), required=False)
    time = ClockField(label=_("Time"), required=False)
    minutes = forms.TypedChoiceField(label=_("Lasts"), coerce=int, empty_value=0, required=False)
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    owner = forms.ModelChoiceField(
        label=_("Who does it"), queryset=None, to_field_name="uid", empty_label=None, required=False
    )
    repeat = forms.ChoiceField(
        label=pgettext_lazy("repeat", "Repeat"),
        choices=[("", pgettext_lazy("repeat", "once")), *Activity.Repeat.choices],
        required=False,
    )
    repeat_every = WholeField(
        label=_("Every so many"),
        min_value=1,
        max_value=MOST_APART,
        required=False,
        help_text=_("Days, weeks, months or years, as it repeats. Empty: every one."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.by = by
        data = self.data if self.is_bound else None
        kind = str(self["kind"].value() or "")
        self.own = own_part(kind, kinds=SHOWN, by=by, data=data, files=self.files, ends=False)
        self.fields["owner"].queryset = able("activities.write")
        lengths = [(each, gettext("%(count)s minutes") % {"count": number(each)}) for each in _LENGTHS]
        self.fields["minutes"].choices = [("", gettext("without an end")), *lengths]

    def clean(self) -> dict[str, Any]:
        """With the customer as a record, and the day as moments."""
        found = super().clean() or {}
        found["record"] = customer_of(self.by, found.get("customer", ""))
        if found.get("customer_name", "").strip() and found["record"] is None:
            self.add_error("customer_name", gettext("Choose a customer from the list that opens while you type."))
        if found.get("time") and not found.get("day"):
            found["day"] = timezone.localdate()
        if found.get("repeat") and not found.get("day") and "day" not in self.errors:
            self.add_error("day", gettext("What repeats needs a first day."))
        return found

    def given(self) -> dict[str, Any]:
        """What the action takes. Raises `ValidationError` by field for a file that is not taken."""
        found = self.cleaned_data
        given: dict[str, Any] = {name: found[name] for name in ("title", "place", "repeat", "repeat_every")}
        if found["record"] is not None:
            given["person" if isinstance(found["record"], Person) else "company"] = found["record"]
        if found.get("owner"):
            given["owner"] = found["owner"]
        return given | self._times(found) | self.own.texts()

    @staticmethod
    def _times(found: dict[str, Any]) -> dict[str, Any]:
        if not found.get("day"):
            return {"at": None}
        if not found.get("time"):
            return {"at": clock.begin_of(found["day"]), "all_day": True}
        at = clock.at(found["day"], found["time"])
        minutes = found.get("minutes")
        return {"at": at, "until": at + timedelta(minutes=minutes) if minutes else None}


@require_http_methods(["GET", "POST"])
@needs("activities.write")
def create(request: HttpRequest) -> HttpResponse:
    """A form beside the calendar, or as a page of its own."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    form = PlanForm(request.POST or None, request.FILES or None, by=user, initial=_initial(user, request.GET))
    if request.method == "POST" and form.is_valid():
        try:
            done = plan(kind=form.cleaned_data["kind"], given=form.given(), by=user)
        except ValidationError as refused:
            form.refuse(_by_field(refused))
        else:
            notify(request, gettext("Planned."), action=done.action)
            back = back_of(request)
            if request.headers.get("HX-Request"):
                return HttpResponse(status=204, headers={"HX-Redirect": back})
            return redirect(back)
    context = {"form": form, "back": back_of(request), "as_page": not request.headers.get("HX-Request")}
    template = "calendar/plan_page.html" if context["as_page"] else "calendar/plan.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _initial(user: User, asked: QueryDict) -> dict[str, Any]:
    chosen = hours()
    kind = asked["kind"] if asked.get("kind") in SHOWN else Activity.Kind.MEETING
    minute = whole_number(asked.get("minute", ""))
    found: dict[str, Any] = {"kind": kind, "day": day_of(asked.get("day", "")), "owner": user.uid}
    if minute is not None and minute < 1440:
        found |= {"time": time(*divmod(minute, 60)), "minutes": chosen.minutes}
    if record := customer_of(user, asked.get("customer", "")):
        found |= {"customer": asked["customer"], "customer_name": record.name, "place": address_of(user, record)}
    return found


def _by_field(refused: ValidationError) -> ValidationError:
    """The action's names as the form has them."""
    names = {"at": "day", "until": "minutes", "person": "customer_name", "company": "customer_name"}
    if not hasattr(refused, "error_dict"):
        return refused
    return ValidationError({names.get(name, name): sentences for name, sentences in refused.message_dict.items()})
