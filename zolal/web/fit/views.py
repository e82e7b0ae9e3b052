"""Indicators of fit: who fulfils a condition gets its points."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.people.queries.filterable import LABELS, filterable
from zolal.people.queries.lists import BadWish, Wish
from zolal.people.queries.views import views_for
from zolal.stewardship.actions.fit import MOST_POINTS, add_indicator, drop_indicator
from zolal.stewardship.models import FitIndicator
from zolal.stewardship.queries.fit import Spread, indicator_by_uid, indicators, spread
from zolal.web.answered import Answered
from zolal.web.notices import notify
from zolal.web.people.conditions import Chip, added, chips_of
from zolal.web.people.kinds import KINDS
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.templatetags.reading import number


class IndicatorForm(Answered):
    """A condition is a saved list, or one field compared with a value."""

    name = forms.CharField(
        label=gettext_lazy("Name of the indicator"),
        max_length=100,
        help_text=gettext_lazy("For example: in a city we deliver to."),
    )
    points = forms.IntegerField(label=gettext_lazy("Points"), min_value=-MOST_POINTS, max_value=MOST_POINTS, initial=10)
    view = forms.ChoiceField(label=gettext_lazy("Who is on this list"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("or whose field"), required=False)
    operator = forms.ChoiceField(label=gettext_lazy("compares so"), required=False, choices=[*LABELS.items()])
    value = forms.CharField(label=gettext_lazy("with"), max_length=200, required=False)

    def __init__(self, user: User, record_type: str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.record_type = record_type
        self.views = {str(view.uid): view for view in views_for(user, record_type)}
        self.fields["view"].choices = [("", ""), *((uid, view.name) for uid, view in self.views.items())]
        offered = [one for name, one in filterable(record_type).items() if name not in {"state", "fit"}]
        self.fields["field"].choices = [("", ""), *((one.name, one.label) for one in offered)]

    def query(self) -> str:
        """The conditions as the query string of a list. Raises `ValidationError`."""
        said = self.cleaned_data
        if said["view"]:
            return str(self.views[said["view"]].query)
        if not said["field"]:
            raise ValidationError({"field": _("Choose a saved list, or a field.")})
        gap = said["operator"] in {"empty", "filled"}
        if not gap and not said["value"]:
            raise ValidationError({"value": _("Type what it is compared with.")})
        try:
            wish = added(Wish(self.record_type), said["field"], said["operator"], [] if gap else [said["value"]])
            return Wish.read(self.record_type, wish).query()
        except BadWish as error:
            raise ValidationError({"value": str(error)}) from error


@require_http_methods(["GET", "POST"])
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    """What makes contacts useful, and how the points are spread; strategists add indicators."""
    name = asked_type(request)
    if request.method == "GET":
        return _page(request, name, IndicatorForm(request.user, name))
    demand(request.user, "stewardship.plan")
    form = IndicatorForm(request.user, name, request.POST)
    if form.is_valid():
        try:
            said = {"name": form.cleaned_data["name"], "points": form.cleaned_data["points"], "query": form.query()}
            add_indicator(record_type=name, by=request.user, **said)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Added. All records are counted anew in the background."))
            return redirect(f"{reverse('fit')}?type={name}")
    return _page(request, name, form, status=422)


@require_POST
@needs("stewardship.plan")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    try:
        indicator = indicator_by_uid(uid, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    action = drop_indicator(indicator=indicator, by=request.user)
    notify(request, _("Deleted: %(name)s") % {"name": indicator.name}, action=action)
    return redirect(f"{reverse('fit')}?type={indicator.record_type}")


def _page(request: HttpRequest, name: str, form: IndicatorForm, status: int = 200) -> HttpResponse:
    address = reverse(KINDS[name].list_name)
    found = spread(user=request.user, record_type=name)
    context = {
        "name": name,
        "form": form,
        "indicators": [
            (one, _chips(one.indicator), f"{address}?{one.indicator.query}")
            for one in indicators(user=request.user, record_type=name)
        ],
        "bars": [(points, many, f"{address}?fit.from={points}&fit.to={points}") for points, many in _bars(found)],
        "chart": _chart(found),
        "writes": may(request.user, "stewardship.plan"),
    }
    return render(request, "fit/index.html", context, status=status)


def _chips(indicator: FitIndicator) -> list[Chip]:
    try:
        return chips_of(Wish.read(indicator.record_type, indicator.query))
    except BadWish:
        return []


def _bars(found: Spread) -> list[tuple[int, int]]:
    return sorted([*found.points, *([(0, found.none)] if found.none else [])], reverse=True)


def _chart(found: Spread) -> dict[str, Any]:
    bars = sorted(_bars(found))
    return {
        "labels": [number(points) for points, _many in bars],
        "series": [{"name": _("Records"), "values": [many for _points, many in bars], "tone": "teal"}],
    }
