"""Lists kept under a name: of people, companies and deals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.accounts.models import Team
from zolal.accounts.permissions import may
from zolal.accounts.queries.users import team_by_id, teams
from zolal.people.actions.views import delete_view, save_view
from zolal.people.models import SavedView
from zolal.people.queries.views import lists, view_by_uid, views_for
from zolal.people.queries.wish import BadWish
from zolal.web.asked import whole_number
from zolal.web.notices import notify
from zolal.web.people.kinds import KINDS
from zolal.web.policy import needs

ADDRESSES = {"person": "people", "company": "companies", "deal": "deals-list"}
"""Where the list of each kind of record is."""


def saved_views(request: HttpRequest, record_type: str) -> dict[str, Any]:
    """What `shell/saved_views.html` and `shell/keep_view.html` show: the views there are, and the one that is open.

    `list_swaps` says that the list is loaded into its page by htmx.
    """
    views, current = list(views_for(request.user, record_type)), request.GET.get("view", "")
    return {
        "views": views,
        "view": next((view for view in views if str(view.uid) == current), None),
        "views_of": record_type,
        "view_teams": teams() if may(request.user, "views.save") else (),
        "list_address": reverse(ADDRESSES[record_type]),
        "list_swaps": record_type in KINDS,
    }


@needs("views.save")
@require_POST
def save(request: HttpRequest, record_type: str) -> HttpResponse:
    """Keep the list that is shown: for oneself, for a team, or for all colleagues."""
    query = request.POST.get("query", "")
    home = reverse(ADDRESSES[record_type])
    try:
        wish = lists()[record_type](query)
        seen_by = request.POST.get("seen_by", "")
        view = save_view(
            name=request.POST.get("name", ""), wish=wish, by=request.user, shared=seen_by == "all", team=_team(seen_by)
        )
    except (ValidationError, BadWish) as error:
        notify(request, error.messages[0] if isinstance(error, ValidationError) else str(error), tone="bad")
        return redirect(f"{home}?{query}")
    notify(request, _("Kept as “%(name)s”.") % {"name": view.name})
    return redirect(f"{home}?{view.query}&view={view.uid}")


def _team(seen_by: str) -> Team | None:
    """The team that was chosen. Raises `ValidationError` for one that there is not."""
    if seen_by in {"", "all"}:
        return None
    try:
        return team_by_id(whole_number(seen_by) or 0)
    except Team.DoesNotExist:
        raise ValidationError({"team": _("There is no such team; choose one from the list.")}) from None


@needs("views.save")
@require_POST
def delete(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    try:
        view = view_by_uid(uid, user=request.user)
    except SavedView.DoesNotExist as missing:
        raise Http404 from missing
    delete_view(view=view, by=request.user)
    notify(request, _("The view “%(name)s” is gone; its records are not.") % {"name": view.name})
    return redirect(ADDRESSES[record_type])
