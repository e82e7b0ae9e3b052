"""Everything a record belongs with: as a list by role, as a picture; added, changed, ended, taken away."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import may
from zolal.activities.queries.activities import visible_activities
from zolal.people.actions.relations import add_relation, change_relation, remove_relation
from zolal.people.models import Company, Person, Relation
from zolal.people.queries.found import find_records
from zolal.people.queries.records import MODELS, visible_record
from zolal.people.queries.relations import Tie, between, choices_for, relation_by_uid, ties_of
from zolal.sales.queries.related import deals_of
from zolal.web.notices import notify
from zolal.web.people.kinds import KINDS
from zolal.web.people.record import found_or_404
from zolal.web.policy import needs
from zolal.web.relations.forms import DaysForm, TieForm
from zolal.web.relations.picture import Node, Picture, picture

ACTIVITIES = 10


@require_GET
@needs("records.read")
def show(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """The list, the picture, and the form to add one."""
    return _show(request, _record(request, record_type, uid), record_type)


@require_GET
@needs("records.edit")
def candidates(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """Whom somebody may mean by what they typed."""
    record, text = _record(request, record_type, uid), request.GET.get("q", "").strip()
    wanted = {value: of for value, _word, of in choices_for(record_type)}.get(request.GET.get("role", ""), "")
    found = []
    if len(text) > 1:
        for name in [wanted] if wanted else list(MODELS):
            found += [(name, one) for one in find_records(user=request.user, record_type=name, text=text, limit=6)]
    rows = [(name, one) for name, one in found if one != record]
    return render(request, "relations/candidates.html", {"rows": rows, "asked": len(text) > 1})


@require_POST
@needs("records.edit")
def add(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """Relate the record to another."""
    record = _record(request, record_type, uid)
    form = TieForm(request.POST, record_type=record_type)
    if form.is_valid():
        given = form.cleaned_data
        code, _colon, end = given["role"].rpartition(":")
        try:
            other = _other(request, given["other"])
            first, second = (record, other) if end == "first" else (other, record)
            days = {name: given[name] for name in ("since", "until", "note")}
            add_relation(first=first, second=second, kind=code, **days, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Related: %(name)s") % {"name": other.name})
            return redirect("relations", record_type=record_type, uid=uid)
    return _show(request, record, record_type, form=form)


@require_http_methods(["GET", "POST"])
@needs("records.edit")
def change(request: HttpRequest, record_type: str, uid: UUID, tie: UUID) -> HttpResponse:
    """Other days, another note."""
    record, relation = _record(request, record_type, uid), _relation(request, tie)
    begin = {name: getattr(relation, name) for name in ("since", "until", "note")}
    form = DaysForm(request.POST or None, initial=begin).changing()
    if request.method == "POST" and form.is_valid():
        try:
            action = change_relation(relation=relation, **form.told(), seen=form.seen, by=request.user)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect("relations", record_type=record_type, uid=uid)
    context = {"form": form, "relation": relation, **_about(record, record_type)}
    return render(request, "relations/form.html", context, status=422 if form.is_bound else 200)


@require_POST
@needs("records.edit")
def end(request: HttpRequest, record_type: str, uid: UUID, tie: UUID) -> HttpResponse:
    """It holds until today."""
    relation = _relation(request, tie)
    try:
        action = change_relation(relation=relation, until=timezone.localdate(), by=request.user)
    except ValidationError as refused:
        notify(request, " ".join(refused.messages), tone="bad")
    else:
        notify(request, _("Ended. It stays among what was."), action=action)
    return redirect("relations", record_type=record_type, uid=uid)


@require_POST
@needs("records.edit")
def remove(request: HttpRequest, record_type: str, uid: UUID, tie: UUID) -> HttpResponse:
    """As if it had never been noted."""
    action = remove_relation(relation=_relation(request, tie), by=request.user)
    notify(request, _("Parted."), action=action)
    return redirect("relations", record_type=record_type, uid=uid)


def _show(
    request: HttpRequest, record: Person | Company, record_type: str, *, form: TieForm | None = None
) -> HttpResponse:
    ties = ties_of(record=record, user=request.user)
    now = sorted((tie for tie in ties if not tie.is_over), key=lambda tie: tie.word)
    activities = visible_activities(request.user).filter(**{record_type: record}).order_by("-at", "-id")[:ACTIVITIES]
    deals = [(deal, _address("deal", deal.uid)) for deal in deals_of(record=record, user=request.user)]
    context: dict[str, Any] = {
        **_about(record, record_type),
        "groups": [(word, list(some)) for word, some in groupby(now, key=lambda tie: tie.word)],
        "former": [tie for tie in ties if tie.is_over],
        "deals": deals,
        "activities": activities,
        "picture": _picture(record, record_type, now, deals),
        "form": form or TieForm(record_type=record_type),
        "may_edit": may(request.user, "records.edit"),
        "asked_other": "other" in form.errors if form else False,
    }
    return render(request, "relations/show.html", context, status=422 if form else 200)


def _picture(record: Person | Company, record_type: str, ties: list[Tie], deals: list[tuple[Any, str]]) -> Picture:
    around = [
        Node(_key(tie.record), tie.record.name or "—", tie.record_type, _href(tie.record), tie.word) for tie in ties
    ]
    around += [Node(f"deal {deal.pk}", str(deal), "deal", href, _("deal")) for deal, href in deals]
    found = between([record, *(tie.record for tie in ties)])
    pairs = [(" ".join(map(str, one.first)), " ".join(map(str, one.second))) for one in found]
    return picture(Node(_key(record), record.name or "—", record_type, ""), around, pairs)


def _key(record: Person | Company) -> str:
    return f"{record.record_type} {record.pk}"


def _href(record: Person | Company) -> str:
    return reverse(record.record_type, args=[record.uid])


def _about(record: Person | Company, record_type: str) -> dict[str, Any]:
    return {"record": record, "record_type": record_type, "kind": KINDS[record_type]}


def _address(name: str, uid: UUID) -> str:
    try:
        return reverse(name, args=[uid])
    except NoReverseMatch:
        return ""


def _other(request: HttpRequest, chosen: str) -> Person | Company:
    record_type, _colon, uid = chosen.partition(":")
    try:
        return visible_record(request.user, record_type, UUID(uid))
    except (KeyError, ValueError, ObjectDoesNotExist):
        raise ValidationError({"other": _("Type a name, and choose who is meant.")}) from None


def _record(request: HttpRequest, record_type: str, uid: UUID) -> Person | Company:
    if record_type not in MODELS:
        raise Http404
    return found_or_404(request, record_type, uid)


def _relation(request: HttpRequest, uid: UUID) -> Relation:
    try:
        return relation_by_uid(request.user, uid)  # type: ignore[arg-type]  # the login middleware stands before
    except Relation.DoesNotExist as missing:
        raise Http404 from missing
