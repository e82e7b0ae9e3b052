"""Places beside Zolal where data of customers lives."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import demand, may
from zolal.stewardship.actions.places import add_place, change_place, drop_place
from zolal.stewardship.models import DataPlace
from zolal.stewardship.queries.catalogue import place_by_uid, places
from zolal.web.answered import Answered
from zolal.web.notices import notify
from zolal.web.policy import needs


class PlaceForm(Answered):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=DataPlace.Kind.choices)
    holds = forms.CharField(label=gettext_lazy("What does it hold?"), max_length=300)
    keeper = forms.CharField(label=gettext_lazy("Who keeps it?"), max_length=150, required=False)
    reached = forms.CharField(
        label=gettext_lazy("How does one get at it?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A folder, an export, a person to ask. No passwords."),
    )
    readers = forms.CharField(label=gettext_lazy("Who has access?"), max_length=300, required=False)
    is_reachable = forms.BooleanField(label=gettext_lazy("The analyst can reach it today"), required=False)


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    found = places(user=request.user)
    context = {"elsewhere": found, "unreached": sum(not one.is_reachable for one in found)}
    return render(request, "catalogue/places.html", context)


@require_http_methods(["GET", "POST"])
@needs("stewardship.plan")
def create(request: HttpRequest) -> HttpResponse:
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_place(by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("places")
    return _form(request, form, None)


@require_http_methods(["GET", "POST"])
@needs("quality.read")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    place = _found(request, uid)
    now = {name: getattr(place, name) for name in PlaceForm.base_fields}
    form = PlaceForm(request.POST or None, initial=now).changing()
    if request.method == "GET":
        return _form(request, form, place)
    demand(request.user, "stewardship.plan")
    if form.is_valid():
        try:
            action = change_place(place=place, by=request.user, seen=form.seen, **form.told())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect("places")
    return _form(request, form, place)


@require_POST
@needs("stewardship.plan")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    place = _found(request, uid)
    action = drop_place(place=place, by=request.user)
    notify(request, _("Deleted: %(name)s") % {"name": place.name}, action=action)
    return redirect("places")


def _found(request: HttpRequest, uid: UUID) -> DataPlace:
    try:
        return place_by_uid(uid, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def _form(request: HttpRequest, form: PlaceForm, place: DataPlace | None) -> HttpResponse:
    context = {"form": form, "place": place, "writes": may(request.user, "stewardship.plan")}
    return render(request, "catalogue/place.html", context, status=422 if form.errors else 200)
