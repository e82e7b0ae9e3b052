"""What is done with a row of the queue, or with many of them after a look at some."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.queries.users import active_users
from zolal.capture.actions.decisions import ACCEPT, Decided, decide, mend
from zolal.capture.intake.normalise import normalise
from zolal.quality.actions.handling import LONGEST_NOTE, Target, Wish
from zolal.quality.models import Handling, Issue
from zolal.quality.queries.issues import visible_issues
from zolal.quality.queries.queue import troubles_of
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.quality.rows import row_of
from zolal.web.quality.targets import targets_named
from zolal.web.templatetags.reading import number

MEND = "mend"
LONGEST = 10_000
ASKED = (Handling.Verdict.SNOOZED, Handling.Verdict.HANDED)
"""Decisions that need a word more: until when, to whom."""
DAYS = (1, 7, 30, 90)
DEEDS = (ACCEPT, "archive", "delete", MEND, *Handling.Verdict.values)


@require_http_methods(["GET", "POST"])
@needs("issues.decide")
def one(request: HttpRequest) -> HttpResponse:
    """GET: the question until when, or to whom. POST: one issue is decided, and its row goes.

    The button's name says what to do, its value names the issue.
    """
    user, name = _user(request), asked_type(request)
    asked = request.POST or request.GET
    deed, issue = next(((deed, asked[deed]) for deed in DEEDS if deed in asked), ("", ""))
    targets = targets_named(user, name, [issue])
    if not targets or not deed:
        return _gone(request)
    if request.method == "GET":
        return _question(request, deed, issue) if deed in ASKED else _gone(request)
    try:
        decided = _decided(request, name, deed, targets[0], issue)
    except Issue.DoesNotExist:
        return _gone(request)
    except ValidationError as refused:
        return (
            _question(request, deed, issue, refused) if deed in ASKED else _refused(request, issue, targets[0], refused)
        )
    notify(request, told(deed, decided.done), action=decided.action)
    return _onwards(request)


def wish_of(request: HttpRequest, deed: str) -> Wish:
    """The decision a form asks for. Raises `ValidationError` for what is no day and no colleague."""
    if deed == Handling.Verdict.SNOOZED:
        return Wish(deed, until=_day(request), note=_note(request))
    if deed == Handling.Verdict.HANDED:
        return Wish(deed, to=_colleague(request), note=_note(request))
    return Wish(deed, note=_note(request))


def question(request: HttpRequest, deed: str) -> dict[str, Any]:
    """What a form that asks for the rest of a decision shows."""
    today = timezone.localdate()
    return {
        "deed": deed,
        "days": [(days, today + timedelta(days=days)) for days in DAYS],
        "colleagues": [one for one in active_users() if may(one, "issues.decide") and one != request.user],
    }


def told(deed: str, count: int) -> str:
    """What was done with so many issues."""
    sentence = {
        ACCEPT: _("Accepted: %(count)s"),
        MEND: _("Mended: %(count)s"),
        "archive": _("Archived: %(count)s"),
        "delete": _("Deleted: %(count)s"),
        "dismissed": _("Right as they are: %(count)s"),
        "snoozed": _("Put off: %(count)s"),
        "handed": _("Handed over: %(count)s"),
    }.get(deed, _("Taken up again: %(count)s"))
    return sentence % {"count": number(count)}


def back(request: HttpRequest) -> str:
    """Where somebody came from, without the row they decided about."""
    there = request.POST.get("back", "") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}) and "/decide" not in there:
        return there
    return reverse("queue")


def _decided(request: HttpRequest, name: str, deed: str, target: Target, issue: str) -> Decided:
    user = _user(request)
    if deed == MEND:
        text = request.POST.get(f"text:{issue}", "")[:LONGEST]
        return mend(record_type=name, target=target, text=text, by=user)
    return decide(record_type=name, targets=[target], wish=wish_of(request, deed), by=user)


def _day(request: HttpRequest) -> date | None:
    days = request.POST.get("days", "")
    if days in map(str, DAYS):
        return timezone.localdate() + timedelta(days=int(days))
    text = request.POST.get("until", "").strip()
    if not text:
        return None
    found = normalise("person", {"last_activity_on": [text]})[0].facts.get("last_activity_on")
    if found is None:
        raise ValidationError({"until": _("Write a day such as 1405/02/31 or 2026-05-21.")})
    return date.fromisoformat(found)


def _colleague(request: HttpRequest) -> User | None:
    try:
        return active_users().filter(uid=UUID(request.POST.get("to", ""))).first()
    except ValueError:
        return None


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "")[:LONGEST_NOTE]


def _question(request: HttpRequest, deed: str, issue: str, refused: ValidationError | None = None) -> HttpResponse:
    given, errors = request.POST or request.GET, refused.message_dict if refused else {}
    context = question(request, deed) | {"issue": issue, "row": given.get("row", ""), "errors": errors}
    context |= {"name": asked_type(request), "until": given.get("until", ""), "back": back(request)}
    template = "queue/question.html#form" if request.htmx else "queue/question.html"
    response = render(request, template, context, status=422 if errors else 200)
    if errors:
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#dialog", "innerHTML"
    return response


def _refused(request: HttpRequest, issue: str, target: Target, refused: ValidationError) -> HttpResponse:
    name = asked_type(request)
    messages = [message for found in refused.message_dict.values() for message in found]
    rows = visible_issues(_user(request), name).filter(**target._asdict()).select_related("holder")
    troubles = troubles_of(_user(request), name, list(rows[:1]))
    if not troubles:
        return _gone(request)
    row = row_of(_user(request), troubles[0], typed=request.POST.get(f"text:{issue}"), errors=messages)
    context = {"row": row, "name": name, "back": back(request)}
    return render(request, "queue/index.html#row" if request.htmx else "queue/refused.html", context, status=422)


def _gone(request: HttpRequest) -> HttpResponse:
    notify(request, _("This is not waiting any more: somebody has mended or decided it."), tone="info")
    return _onwards(request)


def _onwards(request: HttpRequest) -> HttpResponse:
    if not request.htmx:
        return redirect(back(request))
    response = HttpResponse()
    response.headers["HX-Trigger"] = '{"zolal:close": {}}'
    return response


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]  # the login middleware stands before
