"""Who is silent, and what becomes of them: archive or delete many, close the accounts of whose time is over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.actions.settings import change_settings
from zolal.accounts.permissions import demand, may
from zolal.activities.models import Signal
from zolal.core.settings import setting
from zolal.engine.persian.letters import digits
from zolal.people.actions.bulk import AT_ONCE, archive_records, change_matching, delete_records
from zolal.people.queries.lists import BadWish, Wish, matching_ids, total
from zolal.quality.closing import close_accounts
from zolal.quality.queries.silence import CODES, Silence, quiet_records, resting, sample, silence
from zolal.quality.rules import INACTIVE
from zolal.quality.silence_figures import NEVER
from zolal.web.jobs.words import deed_told
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.seen_settings import seen_settings, written
from zolal.web.workbook import workbook

DEEDS = {"archive": archive_records, "delete": delete_records}
CHOICES = ("inactive.days", "inactive.retention_days")


@require_GET
@needs("quality.read")
def show(request: HttpRequest) -> HttpResponse:
    """How many for how long, by what they were last heard, what that costs; and each with the reason."""
    code = request.GET.get("code", INACTIVE)
    code = code if code in CODES else INACTIVE
    name = asked_type(request)
    page = quiet_records(user=request.user, record_type=name, code=code, after=request.GET.get("after", ""))
    onwards = urlencode({"type": name, "code": code, "after": page.next})
    context = {"code": code, "name": name, "page": page, "onwards": onwards}
    if request.htmx:
        return render(request, "quality/inactive.html#rows", context)
    return render(request, "quality/inactive.html", context | _around(request))


def _around(request: HttpRequest) -> dict[str, Any]:
    found = silence(user=request.user)
    closes = may(request.user, "records.erase")
    return {
        "silence": found,
        "longer": [(days, count, _list(f"&silent.from={days}")) for days, count in found.figures["longer"]],
        "kinds": _kinds(found),
        "all": _list(""),
        "companies": f"{reverse('companies')}?issue={INACTIVE}",
        "may_clear": may(request.user, "records.bulk"),
        "resting": resting(user=request.user) if closes else None,
        "choices": {name.partition(".")[2]: setting(name) for name in CHOICES},
        "closes_by_itself": setting("inactive.close_automatically"),
        "may_choose": may(request.user, "settings.write"),
        "seen": written(*CHOICES, "inactive.close_automatically"),
    }


def _kinds(found: Silence) -> list[tuple[str, int, str]]:
    labels: Mapping[str, Any] = {**dict(Signal.Kind.choices), NEVER: _("Never heard of")}
    return [(labels[kind], count, _list(f"&last_signal={kind}")) for kind, count in found.figures["kinds"]]


def _list(more: str) -> str:
    return f"{reverse('people')}?issue={INACTIVE}{more}"


@require_GET
@needs("quality.read")
def export(request: HttpRequest) -> HttpResponseBase:
    """The figures as a workbook; the people themselves are taken out from their list."""
    found = silence(user=request.user)
    rows: list[tuple[str, int | None]] = [(_("Silent"), found.figures["silent"])]
    rows += [(_("More than %(days)s days") % {"days": days}, count) for days, count in found.figures["longer"]]
    rows += [(_("Silent companies"), found.companies), (_("Unreachable"), found.figures["unreachable"])]
    rows += [(str(label), count) for label, count, _address in _kinds(found)]
    rows.append((_("Cost a year, rials"), found.cost))
    return workbook("inactive", _("Inactive"), [_("Figure"), _("Number")], rows)


@require_http_methods(["GET", "POST"])
@needs("records.bulk")
def clear(request: HttpRequest) -> HttpResponse:
    """A sample and the number first; a POST archives or deletes them, and that can be undone."""
    asked = request.POST if request.method == "POST" else request.GET
    deed, days, last = asked.get("do", "archive"), digits(asked.get("days", "")).strip(), asked.get("last", "")
    deed = deed if deed in DEEDS else "archive"
    if deed == "delete":
        demand(request.user, "records.delete")
    parameters = {"issue": INACTIVE, "silent.from": days, "last_signal": last}
    try:
        wish = Wish.parse("person", parameters)
        people, count, exact = sample(user=request.user, wish=wish)
    except BadWish as error:
        notify(request, str(error), tone="bad")
        return redirect("inactive")
    if request.method == "POST" and request.POST.get("looked") == "1":
        return _do(request, deed, wish)
    unticked = _("Look at the sample first, and tick the box.") if request.method == "POST" else ""
    context = {
        "deed": deed,
        "days": days,
        "last": last,
        "people": people,
        "count": count,
        "exact": exact,
        "list": f"{reverse('people')}?{wish.query()}",
        "problem": unticked,
    }
    return render(request, "quality/inactive_clear.html", context, status=422 if unticked else 200)


def _do(request: HttpRequest, deed: str, wish: Wish) -> HttpResponse:
    if total(user=request.user, wish=wish)[0] > AT_ONCE:
        job = change_matching(deed=deed, wish=wish, by=request.user)
        notify(request, _("This is a lot; it goes on in the background."), job=job, tone="info")
        return redirect("inactive")
    ids = matching_ids(user=request.user, wish=wish)
    if ids:
        action = DEEDS[deed](record_type="person", ids=ids, by=request.user)
        notify(request, deed_told(deed, len(ids)), action=action)
    return redirect("inactive")


@require_POST
@needs("records.erase")
def close(request: HttpRequest) -> HttpResponse:
    """Close the accounts of whose time is over, for ever; their number is typed."""
    try:
        job = close_accounts(typed=digits(request.POST.get("typed", "")), by=request.user)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
    else:
        notify(request, _("The accounts are being closed in the background."), job=job, tone="info")
    return redirect(f"{reverse('inactive')}#closing")


@require_POST
@needs("settings.write")
def choose(request: HttpRequest) -> HttpResponse:
    """The period, how long data is kept, and whether closing asks nobody."""
    typed = {name: digits(request.POST.get(name.partition(".")[2], "")).strip().replace(",", "") for name in CHOICES}
    values: dict[str, Any] = {
        name: int(text) if text.isascii() and text.isdigit() else text for name, text in typed.items()
    }
    values["inactive.close_automatically"] = request.POST.get("close_automatically") == "1"
    try:
        change_settings(values=values, seen=seen_settings(request), by=request.user)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
    else:
        notify(request, _("Saved."))
    return redirect("inactive")
