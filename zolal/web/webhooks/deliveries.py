"""What was sent, looked at and sent again."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

import orjson
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.connect.actions.deliveries import replay, replay_range
from zolal.connect.models import Delivery, Endpoint
from zolal.connect.queries.endpoints import delivery_by_uid, endpoint_by_uid, message_of
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.templatetags.reading import number
from zolal.web.webhooks.forms import RangeForm
from zolal.web.webhooks.views import show_with
from zolal.web.webhooks.words import STATES, kind_label


@require_GET
@needs("webhooks.manage")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One message and every attempt to deliver it."""
    delivery = _delivery(request, uid)
    context = {
        "delivery": delivery,
        "kind": kind_label(delivery.event.type),
        "state_tone": STATES[delivery.state],
        "message": orjson.dumps(message_of(delivery), option=orjson.OPT_INDENT_2).decode(),
    }
    return render(request, "webhooks/delivery.html", context)


@require_POST
@needs("webhooks.manage")
def replay_one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Send it again."""
    try:
        replay(delivery=_delivery(request, uid), by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("It is on its way again."))
    return redirect("delivery", uid=uid)


@require_POST
@needs("webhooks.manage")
def replay_some(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Send the messages of some days again."""
    try:
        endpoint = endpoint_by_uid(request.user, uid)
    except Endpoint.DoesNotExist as missing:
        raise Http404 from missing
    form = RangeForm(request.POST)
    if form.is_valid():
        until = form.cleaned_data["until"]
        try:
            count = replay_range(
                endpoint=endpoint,
                since=_begin(form.cleaned_data["since"]),
                until=_begin(until + timedelta(days=1)) if until else None,
                only_failed=form.cleaned_data["only_failed"],
                by=request.user,
            )
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Messages on their way again: %(count)s") % {"count": number(count)})
            return redirect("webhook", uid=uid)
    return show_with(request, endpoint, form)


def _begin(day: object) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _delivery(request: HttpRequest, uid: UUID) -> Delivery:
    try:
        return delivery_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Delivery.DoesNotExist as missing:
        raise Http404 from missing
