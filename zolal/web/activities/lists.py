"""The list of activities: narrowed, exported, many changed at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

import polars as pl
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.models import User
from zolal.accounts.queries.users import active_users, teams, user_by_uid
from zolal.activities.actions.many import AT_ONCE, finish_many, hand_over, postpone_many
from zolal.activities.kinds import OUTCOMES
from zolal.activities.models import Activity
from zolal.activities.queries.lists import STATES, Wanted, activity_page, matching, picked
from zolal.activities.queries.shown import Shown, shown
from zolal.core.models import Action
from zolal.people.exports import own_cells as own_of_files
from zolal.people.fields import is_own
from zolal.people.queries.wish import BadWish
from zolal.tables.delimited import csv_pieces
from zolal.web.activities.words import outcome_label
from zolal.web.notices import notify
from zolal.web.people.own_filters import column_choices, own_cells, own_columns, own_filters
from zolal.web.policy import needs
from zolal.web.templatetags.reading import moment
from zolal.web.workbook import workbook

ASKED = ("state", "kind", "outcome", "owner", "team", "from", "to", "q", "sort")
LONGEST_EXPORT = 50_000
STATE_WORDS = {
    "open": gettext_lazy("To do"),
    "late": gettext_lazy("Late"),
    "done": gettext_lazy("Done"),
    "all": gettext_lazy("All"),
}
_PIECE = 500


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """What is to be done and what was done, of mine unless asked otherwise."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    asked = _asked(request) if request.GET else {"owner": "me"}
    refused = ""
    try:
        wanted = Wanted.read(asked, user)
        page = activity_page(user, wanted, after=request.GET.get("after", ""))
    except BadWish as error:
        wanted, refused = Wanted(), str(error)
        page = activity_page(user, wanted)
    columns = own_columns(wanted.own, user, wanted.sort, lambda sort: urlencode({**asked, "sort": sort}, doseq=True))
    context: dict[str, Any] = {
        "page": page,
        "rows": [(one, own_cells(columns, one.activity)) for one in page.activities],
        "own_columns": columns,
        "width": 6 + len(columns),
        "onwards": urlencode({**asked, "after": page.next}, doseq=True),
        "wanted": wanted,
    }
    if request.headers.get("HX-Request") and request.GET.get("after"):
        return render(request, "activities/rows.html", context)
    context |= {
        "asked": asked,
        "refused": refused,
        "states": [(one, STATE_WORDS[one], urlencode({**asked, "state": one}, doseq=True)) for one in STATES],
        "kinds": Activity.Kind.choices,
        "outcomes": OUTCOMES.items(),
        "owners": active_users(),
        "teams": teams(),
        "query": urlencode(asked, doseq=True),
        "unsorted": urlencode({name: told for name, told in asked.items() if name != "sort"}, doseq=True),
        "own_filters": own_filters(wanted.own, user),
        "column_choices": column_choices(wanted.own, user),
    }
    return render(request, "activities/list.html", context)


@require_POST
@needs("activities.write")
def many(request: HttpRequest) -> HttpResponse:
    """The picked ones are finished, put off or handed over, and one undo takes it back."""
    back = request.POST.get("back", "")
    fits = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    answer = redirect(back if fits else reverse("activities"))
    try:
        chosen = picked(request.user, [UUID(one) for one in request.POST.getlist("id")[:AT_ONCE]])  # type: ignore[arg-type]
        action = _do(request, chosen)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
    except (ValueError, ObjectDoesNotExist):
        notify(request, _("One of these is not yours to change; nothing was changed."), tone="bad")
    else:
        notify(request, _("Changed: %(count)s") % {"count": action.about["count"]}, action=action)
    return answer


@require_GET
@needs("records.export")
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as a file, CSV or XLSX."""
    user: User = request.user  # type: ignore[assignment]
    try:
        wanted = Wanted.read(_asked(request), user)
        found = matching(user, wanted)
    except BadWish as error:
        raise Http404 from error
    own = own_of_files(user, "activity")
    columns = [_("Kind"), _("In one sentence"), _("Person"), _("Company"), _("When"), _("Done"), _("Outcome"),
               _("Who does it"), _("Customer's words"), _("Text"), _("Decisions"), *own]  # fmt: skip
    rows = [[*_row(one), *(cell(one.activity) for cell in own.values())] for one in _every(user, found)]
    if request.GET.get("form") == "csv":
        table = pl.DataFrame([pl.Series(name, [row[at] for row in rows], pl.String) for at, name in enumerate(columns)])
        headers = {"Content-Disposition": 'attachment; filename="activities.csv"'}
        return StreamingHttpResponse(csv_pieces([table]), content_type="text/csv; charset=utf-8", headers=headers)
    return workbook("activities", _("Activities"), columns, rows)


def _do(request: HttpRequest, chosen: list[Activity]) -> Action:
    by = request.user
    if not chosen:
        raise ValidationError(_("Pick at least one."))
    match request.POST.get("do", ""):
        case "finish":
            return finish_many(activities=chosen, by=by)
        case "postpone":
            days = request.POST.get("days", "1")
            return postpone_many(activities=chosen, days=int(days) if days.isascii() and days.isdigit() else 0, by=by)
        case "hand_over":
            return hand_over(activities=chosen, to=user_by_uid(UUID(request.POST.get("owner", ""))), by=by)
    raise Http404


def _asked(request: HttpRequest) -> dict[str, Any]:
    plain = {name: request.GET[name] for name in ASKED if request.GET.get(name)}
    return plain | {
        name: told for name, told in request.GET.lists() if (is_own(name) or name == "columns") and any(told)
    }


def _every(user: User, found: QuerySet[Activity]) -> Iterator[Shown]:
    walked = found[:LONGEST_EXPORT].iterator(chunk_size=_PIECE)
    while some := list(islice(walked, _PIECE)):
        yield from shown(user, some)


def _row(one: Shown) -> list[str]:
    activity = one.activity
    return [
        str(activity.get_kind_display()),
        activity.title,
        one.person.name if one.person else "",
        one.company.name if one.company else "",
        moment(activity.at),
        moment(activity.done_at),
        str(outcome_label(activity.outcome)),
        activity.owner.name if activity.owner else "",
        activity.words,
        activity.body,
        activity.decisions,
    ]
