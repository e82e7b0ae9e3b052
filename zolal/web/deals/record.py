"""The page of one deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.activities.models import Activity
from zolal.core.ledger import Stale
from zolal.people.fields import is_own
from zolal.people.queries.permitted import demand_writable, fixed, hidden
from zolal.sales.actions.contacts import add_contact, remove_contact
from zolal.sales.actions.deals import change_deal
from zolal.sales.deal_fields import FIELDS
from zolal.sales.models import Deal
from zolal.sales.queries.cards import Card, cards_of
from zolal.sales.queries.deal_page import activities_of, contact_by_id, contacts_of, happened, lines_of, stays_of
from zolal.sales.queries.pipelines import stages_of
from zolal.web.activities.compose import context_of
from zolal.web.activities.forms import ActivityForm
from zolal.web.activities.targets import Target
from zolal.web.activities.timeline import answer, timeline_for
from zolal.web.asked import whole_number
from zolal.web.context import verbs_on
from zolal.web.deals import own_fields
from zolal.web.deals.answers import changes_of, deal_or_404
from zolal.web.deals.asked import user_of
from zolal.web.deals.forms import ContactForm, DealForm, shown
from zolal.web.deals.lines import LineForm
from zolal.web.notices import notify
from zolal.web.people.own_shown import own_groups
from zolal.web.policy import needs

LABELS = {field.name: field.label for field in FIELDS} | {
    "margin_share": gettext_lazy("Margin handed over"),
    "margin_amount": gettext_lazy("Margin as an amount"),
}
GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("business", gettext_lazy("The deal"), ("title", "value", "expected_on", "probability", "note")),
    ("identity", gettext_lazy("Customer"), ("person", "company")),
    (
        "work",
        gettext_lazy("How it is sold"),
        ("channel", "intermediary", "margin_share", "margin_amount", "touch_point"),
    ),
    ("ours", gettext_lazy("With us"), ("owner", "team")),
)


@dataclass(frozen=True, slots=True)
class Group:
    tone: str
    label: Any
    fields: list[tuple[str, Any]]


@require_GET
@needs("deals.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Everything about it."""
    user, deal = user_of(request), deal_or_404(request, uid)
    contacts = contacts_of(user, deal)
    context = _base(request, deal) | {
        "groups": _groups(user),
        "own_groups": own_groups(user, "deal", deal),
        "stages": stages_of(deal.pipeline),
        "stays": stays_of(deal),
        "lines": lines_of(deal),
        "line_form": LineForm(by=user, auto_id="line_%s"),
        "contacts": contacts,
        "contact_form": ContactForm(by=user, auto_id="contact_%s"),
        **_timeline(request, deal),
        **_composer(request, deal),
    }
    return render(request, "deals/show.html", context)


@require_GET
@needs("deals.read")
def timeline(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The timeline narrowed or searched, or what happened earlier."""
    deal = deal_or_404(request, uid)
    return answer(request, {"deal": deal, **_timeline(request, deal)})


@require_http_methods(["GET", "POST"])
@needs("deals.read")
def field(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """GET: the field as it is, or with ?edit=1 its form. POST: another value."""
    deal = deal_or_404(request, uid)
    if is_own(name):
        return own_fields.field(request, deal, name)
    if name not in DealForm.base_fields or name == "stage" or name in hidden(user_of(request), "deal"):
        raise Http404
    if request.method == "GET" and not request.GET.get("edit"):
        return _field(request, deal, name)
    user = user_of(request)
    demand(user, "deals.write")
    demand_writable(user, "deal", [name])
    data = request.POST if request.method == "POST" else None
    form = DealForm(data, by=user, only=[name], initial=shown(deal, user), auto_id="edit-%s")
    if request.method == "GET" or not form.is_valid():
        return _form(request, deal, name, form, status=422 if form.is_bound else 200)
    seen = whole_number(request.POST.get("version", "")) or deal.version
    try:
        action = change_deal(deal=deal, version=seen, by=user, **form.given())
    except Stale as stale:
        deal.version = stale.version
        return _form(request, deal, name, form, status=409, changes=changes_of(request, stale))
    except ValidationError as refused:
        form.refuse(refused)
        return _form(request, deal, name, form, status=422)
    if action:
        notify(request, _("%(field)s is changed.") % {"field": LABELS[name]}, action=action)
    response = _field(request, deal_or_404(request, uid), name)
    response.headers["HX-Trigger"] = '{"zolal:changed": {}}'
    return response


@require_GET
@needs("deals.read")
def head(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The head of the page again, after a field was changed."""
    return render(request, "deals/head.html", _base(request, deal_or_404(request, uid)))


@require_POST
@needs("deals.write")
def add_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody takes part."""
    deal, user = deal_or_404(request, uid), user_of(request)
    form = ContactForm(request.POST, by=user, auto_id="contact_%s")
    if form.is_valid() and form.cleaned_data["person"]:
        try:
            contact = add_contact(deal=deal, by=user, **form.cleaned_data)
        except ValidationError as refused:
            notify(request, " ".join(refused.messages), tone="bad")
        else:
            notify(request, _("%(name)s takes part now.") % {"name": contact.person.name})
    else:
        notify(request, _("Choose one of those that are found while you type."), tone="bad")
    return redirect("deal", uid=uid)


@require_POST
@needs("deals.write")
def remove_person(request: HttpRequest, uid: UUID, contact: int) -> HttpResponse:
    """Somebody takes part no more."""
    deal = deal_or_404(request, uid)
    try:
        found = contact_by_id(user_of(request), deal, contact)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    notify(request, _("Saved."), action=remove_contact(contact=found, by=user_of(request)))
    return redirect("deal", uid=uid)


def _timeline(request: HttpRequest, deal: Deal) -> dict[str, Any]:
    found = activities_of(user_of(request), deal)
    return timeline_for(request, found, "deal", [deal.pk], reverse("deal-timeline", args=[deal.uid]))


def _composer(request: HttpRequest, deal: Deal) -> dict[str, Any]:
    """What the composer asks first: about a call."""
    if not may(request.user, "activities.write") or deal.state != deal.State.ACTIVE:
        return {"composes": False}
    kind = Activity.Kind.CALL
    target = Target({"about": deal}, {"about": f"deal:{deal.uid}"}, deal.title, reverse("deal", args=[deal.uid]))
    form = ActivityForm(kind=kind, by=user_of(request), initial={"then": ""}, auto_id="composer-%s")
    return {"composes": True, **context_of(kind, target, form)}


def _base(request: HttpRequest, deal: Deal) -> dict[str, Any]:
    user = user_of(request)
    may_here = verbs_on(user, "deal", deal.pk)
    card = cards_of(user, [deal])[0]
    return {
        "deal": deal,
        "card": card,
        "happened": happened(deal),
        "may": may_here,
        "fixed_fields": fixed(user, "deal"),
    }


def _groups(user: User) -> list[Group]:
    out = hidden(user, "deal")
    return [
        Group(tone, label, [(one, LABELS[one]) for one in names if one not in out]) for tone, label, names in GROUPS
    ]


def _field(request: HttpRequest, deal: Deal, name: str) -> HttpResponse:
    card: Card = cards_of(user_of(request), [deal])[0]
    context = {"deal": deal, "card": card, "name": name, "label": LABELS[name]}
    context |= {"may": verbs_on(user_of(request), "deal", deal.pk), "fixed_fields": fixed(user_of(request), "deal")}
    return render(request, "deals/field.html", context)


def _form(request: HttpRequest, deal: Deal, name: str, form: DealForm, *, status: int, **more: Any) -> HttpResponse:  # noqa: ANN401
    context = {"deal": deal, "name": name, "label": LABELS[name], "form": form, **more}
    return render(request, "deals/field_form.html", context, status=status)
