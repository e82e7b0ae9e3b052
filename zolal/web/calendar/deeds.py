"""What is done with one entry from calendar, tasks, route and first page: moved, ticked off, put off, handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.accounts.models import User
from zolal.accounts.queries.users import user_by_uid
from zolal.activities.actions.activities import Done, cancel, edit, finish, log
from zolal.activities.models import Activity
from zolal.activities.queries.activities import visible_activity
from zolal.calendar.actions.moving import move as move_to
from zolal.calendar.actions.moving import put_off
from zolal.core.ledger import Stale
from zolal.engine.persian.letters import digits
from zolal.people.fields import is_own
from zolal.web.asked import day_of, whole_number
from zolal.web.calendar.back import back_of
from zolal.web.calendar.inputs import clock_of, customer_of, typed_day_of
from zolal.web.notices import notify
from zolal.web.policy import needs


@require_POST
@needs("activities.write")
def move(request: HttpRequest) -> HttpResponse:
    """To another day, to `minute` of it, or ("all") to the whole of it; by dragging, keys, or the form of an entry."""
    activity = _activity(request, request.POST.get("uid", ""))
    day = day_of(request.POST.get("day", "")) or typed_day_of(request.POST.get("day", ""))
    if day is None:
        return _refused(request, _("Choose a day."))
    minute, clock = request.POST.get("minute"), request.POST.get("time")
    if clock is not None:
        at = clock_of(clock)
        if clock.strip() and at is None:
            return _refused(request, _("Write a time as 14:30."))
    else:
        number = whole_number(minute) if minute and minute != "all" else None
        at = time(*divmod(number, 60)) if number is not None and number < 1440 else None
    keeps = clock is None and minute is None
    version = whole_number(request.POST.get("version", ""))
    return _done(
        request,
        lambda: move_to(activity=activity, day=day, at=at, keeps_time=keeps, version=version, by=_user(request)),
        _("Moved."),
    )


@require_POST
@needs("activities.write")
def done(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Tick it off, with its outcome."""
    activity = _activity(request, uid)
    outcome = request.POST.get("outcome", "")
    return _done(request, lambda: finish(activity=activity, outcome=outcome, by=_user(request)), _("Done."))


@require_POST
@needs("activities.write")
def later(request: HttpRequest, uid: UUID) -> HttpResponse:
    """So many days later than today, at its hour."""
    activity = _activity(request, uid)
    days = whole_number(request.POST.get("days", "1")) or 1
    day = timezone.localdate() + timedelta(days=min(days, 366))
    return _done(request, lambda: put_off(activity=activity, day=day, by=_user(request)), _("Put off."))


@require_POST
@needs("activities.write")
def hand(request: HttpRequest, uid: UUID) -> HttpResponse:
    """To a colleague."""
    activity = _activity(request, uid)
    try:
        owner = user_by_uid(UUID(request.POST.get("owner", "")))
    except (User.DoesNotExist, ValueError):
        return _refused(request, _("Choose a colleague."))
    sentence = _("Handed over to %(name)s.") % {"name": owner.name}
    return _done(request, lambda: edit(activity=activity, given={"owner": owner}, by=_user(request)), sentence)


@require_POST
@needs("activities.write")
def repeat(request: HttpRequest, uid: UUID) -> HttpResponse:
    """From now on it repeats so, or ("") not any more."""
    activity, every = _activity(request, uid), whole_number(digits(request.POST.get("every", "").strip()) or "1")
    given = {"repeat": request.POST.get("repeat", ""), "repeat_every": 0 if every is None else every}
    return _done(request, lambda: edit(activity=activity, given=given, by=_user(request)), _("Saved."))


@require_POST
@needs("activities.write")
def called(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """A call that was not planned, with what came of it."""
    customer = customer_of(_user(request), f"{record_type}:{uid}")
    if customer is None:
        raise Http404
    given = {record_type: customer, "outcome": request.POST.get("outcome", ""), "direction": "out"}
    asked = f"{reverse('activity-new')}?kind=call&{record_type}={uid}"
    return _done(
        request,
        lambda: log(kind=Activity.Kind.CALL, given=given, by=_user(request)),
        _("The call is logged."),
        asked=asked,
    )


@require_POST
@needs("activities.write")
def call_off(request: HttpRequest, uid: UUID) -> HttpResponse:
    """It will not take place."""
    activity = _activity(request, uid)
    return _done(request, lambda: cancel(activity=activity, by=_user(request)), _("Cancelled."))


def _activity(request: HttpRequest, uid: UUID | str) -> Activity:
    try:
        return visible_activity(_user(request), uid if isinstance(uid, UUID) else UUID(uid))
    except (Activity.DoesNotExist, ValueError) as missing:
        raise Http404 from missing


def _done(request: HttpRequest, deed: Callable[[], Done], sentence: str, *, asked: str = "") -> HttpResponse:
    """`asked` is the form that asks for fields of one's own that a button cannot fill in."""
    try:
        found = deed()
    except ValidationError as refused:
        if asked and any(map(is_own, refused.message_dict)):
            notify(request, _("Here more is asked than one click can say; fill it in."), tone="warn")
            return redirect(asked)
        return _refused(request, " ".join(refused.messages))
    except Activity.DoesNotExist:
        return _refused(request, _("This belongs to somebody else; only they and their team may change it."))
    except Stale as stale:
        who = stale.changes[0].by if stale.changes else ""
        sentence = _("%(who)s has changed this meanwhile. Load the page again, and look at it.")
        if not who:
            sentence = _("Somebody has changed this meanwhile. Load the page again, and look at it.")
        return _refused(request, sentence % {"who": who})
    if found.next is not None and found.next.at:
        sentence = f"{sentence} {_('The next one is planned.')}"
    notify(request, sentence, action=found.action)
    return redirect(back_of(request))


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """To a script in words, to a form by a message on the page it came from."""
    if "back" in request.POST and request.headers.get("Sec-Fetch-Mode") == "navigate":
        notify(request, sentence, tone="bad")
        return redirect(back_of(request))
    return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]  # the login middleware stands before
