"""Lists kept under a name."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zolal.people.actions.views import delete_view, save_view
from zolal.people.models import SavedView
from zolal.people.queries.lists import BadWish, Wish
from zolal.people.queries.views import view_by_uid
from zolal.web.notices import notify
from zolal.web.people.kinds import KINDS
from zolal.web.policy import needs


@needs("views.save")
@require_POST
def save(request: HttpRequest, record_type: str) -> HttpResponse:
    """Keep the list that is shown; `shared` lets colleagues see it too."""
    query = request.POST.get("query", "")
    home = reverse(KINDS[record_type].list_name)
    try:
        wish = Wish.read(record_type, query)
        shared = request.POST.get("shared") == "1"
        view = save_view(name=request.POST.get("name", ""), wish=wish, by=request.user, shared=shared)
    except (ValidationError, BadWish) as error:
        notify(request, error.messages[0] if isinstance(error, ValidationError) else str(error), tone="bad")
        return redirect(f"{home}?{query}")
    notify(request, _("Kept as “%(name)s”.") % {"name": view.name})
    return redirect(f"{home}?{view.query}&view={view.uid}")


@needs("views.save")
@require_POST
def delete(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    try:
        view = view_by_uid(uid, user=request.user)
    except SavedView.DoesNotExist as missing:
        raise Http404 from missing
    delete_view(view=view, by=request.user)
    notify(request, _("The view “%(name)s” is gone; its records are not.") % {"name": view.name})
    return redirect(KINDS[record_type].list_name)
