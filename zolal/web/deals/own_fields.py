"""One field of one's own of a deal, edited where it stands, and the files in such fields."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.accounts.permissions import NotAllowed, demand
from zolal.core.ledger import Stale
from zolal.people.fields import Field, group_of
from zolal.people.own.known import own_fields
from zolal.people.queries.permitted import fixed, hidden
from zolal.people.queries.related import attach
from zolal.sales.actions.deals import change_deal
from zolal.sales.models import Deal
from zolal.web.asked import whole_number
from zolal.web.context import verbs_on
from zolal.web.deals.answers import changes_of, deal_or_404
from zolal.web.deals.asked import user_of
from zolal.web.notices import notify
from zolal.web.people.files import file_of, handed_in
from zolal.web.people.inputs import input_for, posted
from zolal.web.people.own import own_typed
from zolal.web.people.own_shown import one_own
from zolal.web.policy import needs


def field(request: HttpRequest, deal: Deal, name: str) -> HttpResponse:
    """GET: the field as it is, or with ?edit=1 its form. POST: the new text."""
    user, known = user_of(request), own_fields("deal").get(name)
    if known is None or name in hidden(user, "deal"):
        raise Http404
    if request.method == "GET" and not request.GET.get("edit"):
        return _shown(request, deal, name)
    demand(user, "deals.write")
    if name in fixed(user, "deal"):
        raise NotAllowed(f"deal.{name}")
    attach(user, "deal", [deal])
    text = own_typed(deal, known)
    if request.method == "GET":
        return _form(request, deal, known, text)
    version = whole_number(request.POST.get("version", "")) or deal.version
    try:
        text = posted(request, name)
        text = handed_in(request, known) or text
        action = change_deal(deal=deal, version=version, by=user, **{name: text})
    except Stale as stale:
        deal.version = stale.version
        return _form(request, deal, known, text, status=409, changes=changes_of(request, stale))
    except ValidationError as refused:
        return _form(request, deal, known, text, status=422, errors=refused.messages)
    if action:
        notify(request, _("%(field)s is changed.") % {"field": known.label}, action=action)
    response = _shown(request, deal_or_404(request, deal.uid), name)
    response.headers["HX-Trigger"] = '{"zolal:changed": {}}'
    return response


@require_GET
@needs("deals.read")
def download(request: HttpRequest, uid: UUID, name: str) -> HttpResponseBase:
    """The file in a field of a deal."""
    return file_of(request, "deal", uid, name)


def _shown(request: HttpRequest, deal: Deal, name: str) -> HttpResponse:
    user = user_of(request)
    edits = verbs_on(user, "deal", deal.pk)["deals"].get("write", False)
    context = {"record": deal, "record_type": "deal", "one": one_own(user, "deal", deal, name), "edits": edits}
    return render(request, "people/own_fact.html", context)


def _form(request: HttpRequest, deal: Deal, known: Field, text: str, *, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401
    context = {
        "record": deal, "record_type": "deal", "one": input_for(known, text), "group": group_of(known).tone,
        "version": deal.version, "errors": [], **more,
    }  # fmt: skip
    return render(request, "people/field_form.html", context, status=status)
