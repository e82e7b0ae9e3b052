"""Endpoints: set up, tried, changed, switched off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.actions.settings import change_settings
from zolal.connect.actions.endpoints import (
    change_endpoint,
    create_endpoint,
    delete_endpoint,
    rotate_secret,
    send_test,
)
from zolal.connect.models import Delivery, Endpoint
from zolal.connect.queries.endpoints import endpoint_by_uid, endpoints_with_counts, sent_to
from zolal.core.settings import setting
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.seen_settings import seen_settings, written
from zolal.web.webhooks.forms import EndpointForm, HostsForm, RangeForm, shown
from zolal.web.webhooks.words import STATES, kind_label, kinds_told


@require_GET
@needs("webhooks.manage")
def index(request: HttpRequest) -> HttpResponse:
    """All endpoints, and how they do."""
    return _index(request, HostsForm(initial={"hosts": "\n".join(setting("outbound.allowed"))}))


@require_POST
@needs("webhooks.manage")
def hosts(request: HttpRequest) -> HttpResponse:
    """Which hosts of the own network may be sent to."""
    form = HostsForm(request.POST)
    if form.is_valid():
        try:
            told = form.cleaned_data["hosts"].split()
            change_settings(values={"outbound.allowed": told}, seen=seen_settings(request), by=request.user)
        except ValidationError as refused:
            form.add_error("hosts", refused.messages)
        else:
            notify(request, _("Saved."))
            return redirect("webhooks")
    return _index(request, form, status=422)


@require_http_methods(["GET", "POST"])
@never_cache
@needs("webhooks.manage")
def create(request: HttpRequest) -> HttpResponse:
    """A new endpoint; its secret is shown here, once."""
    form = EndpointForm(request.POST or None, initial={"reader": request.user.uid, "patterns": ["*"]})
    if request.method == "POST" and form.is_valid():
        try:
            made = create_endpoint(**form.told(), by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            return _show(request, made.endpoint, secret=made.secret)
    return render(request, "webhooks/form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@needs("webhooks.manage")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One endpoint with its log."""
    return _show(request, _endpoint(request, uid))


@require_http_methods(["GET", "POST"])
@needs("webhooks.manage")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another address, other kinds of events."""
    endpoint = _endpoint(request, uid)
    form = EndpointForm(request.POST or None, initial=shown(endpoint)).changing()
    if request.method == "POST" and form.is_valid():
        try:
            change_endpoint(endpoint=endpoint, **form.told(), seen=form.seen, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."))
            return redirect("webhook", uid=uid)
    context = {"form": form, "endpoint": endpoint}
    return render(request, "webhooks/form.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("webhooks.manage")
def switch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Off, and on again."""
    active = request.POST.get("active") == "yes"
    return _done(request, uid, lambda one: change_endpoint(endpoint=one, active=active, by=request.user), _("Saved."))


@require_POST
@never_cache
@needs("webhooks.manage")
def rotate(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Another secret, shown here, once."""
    made = rotate_secret(endpoint=_endpoint(request, uid), by=request.user)
    return _show(request, made.endpoint, secret=made.secret)


@require_POST
@needs("webhooks.manage")
def test(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Send an event that says nothing."""
    sent = _("Sent. In a moment it stands in the log whether it has arrived.")
    return _done(request, uid, lambda one: send_test(endpoint=one, by=request.user), sent)


@require_POST
@needs("webhooks.manage")
def delete(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Away, with its log."""
    endpoint = _endpoint(request, uid)
    delete_endpoint(endpoint=endpoint, by=request.user)
    notify(request, _("Deleted: %(name)s") % {"name": endpoint})
    return redirect("webhooks")


def show_with(request: HttpRequest, endpoint: Endpoint, form: RangeForm) -> HttpResponse:
    """The page of an endpoint with a form that was refused."""
    return _show(request, endpoint, form=form)


def _index(request: HttpRequest, form: HostsForm, status: int = 200) -> HttpResponse:
    rows = [(one, kinds_told(one.patterns)) for one in endpoints_with_counts(request.user)]
    seen = written("outbound.allowed")
    return render(request, "webhooks/index.html", {"rows": rows, "hosts": form, "seen": seen}, status=status)


def _show(request: HttpRequest, endpoint: Endpoint, *, secret: str = "", form: RangeForm | None = None) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in Delivery.State.values else ""
    before = request.GET.get("before", "")
    page = sent_to(request.user, endpoint, state=state, before=int(before) if before.isdecimal() else 0)
    context: dict[str, Any] = {
        "endpoint": endpoint,
        "hears": kinds_told(endpoint.patterns),
        "secret": secret,
        "state": state,
        "states": [("", _("All")), *Delivery.State.choices],
        "rows": [(one, kind_label(one.event.type), STATES[one.state]) for one in page.deliveries],
        "next": page.next,
        "form": form or RangeForm(),
    }
    return render(request, "webhooks/show.html", context, status=422 if form else 200)


def _done(request: HttpRequest, uid: UUID, act: Callable[[Endpoint], object], told: str) -> HttpResponse:
    try:
        act(_endpoint(request, uid))
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, told)
    return redirect("webhook", uid=uid)


def _endpoint(request: HttpRequest, uid: UUID) -> Endpoint:
    try:
        return endpoint_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Endpoint.DoesNotExist as missing:
        raise Http404 from missing
