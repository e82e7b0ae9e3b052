"""Fields that an administrator makes, changes, puts in order and retires."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zolal.accounts.permissions import may
from zolal.people.actions.custom_fields import (
    change_custom_field,
    create_custom_field,
    move_custom_fields,
    restore_custom_field,
    retire_custom_field,
)
from zolal.people.fields import groups
from zolal.people.models import CustomField
from zolal.people.own.types import own_types
from zolal.people.queries.custom_fields import custom_field_by_uid, custom_fields
from zolal.stewardship.actions.proposals import decide_proposal
from zolal.stewardship.queries.proposals import proposal_by_uid
from zolal.web.fields.own_form import CustomFieldForm, type_words
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.settings.labels import COLOURS


@require_GET
@needs("quality.read")
def index(request: HttpRequest) -> HttpResponse:
    name, known = _asked_type(request), groups()
    found = custom_fields(user=request.user, record_type=name)
    rows = [{"field": one, "group": known.get(one.group, known["ours"])} for one in found]
    context = {
        "name": name,
        "types": type_words(),
        "rows": [row for row in rows if row["field"].retired_at is None],
        "retired": [row for row in rows if row["field"].retired_at is not None],
        "writes": may(request.user, "fields.manage"),
    }
    return render(request, "fields/own.html", context)


@require_http_methods(["GET", "POST"])
@needs("fields.manage")
def create(request: HttpRequest) -> HttpResponse:
    """?type= says of which kind of record; a proposal that was accepted fills in what it asked for."""
    name = _asked_type(request)
    form = CustomFieldForm(request.POST or None, name)
    if request.method == "GET":
        form.initial |= {
            key: request.GET[key] for key in ("label_fa", "label_en", "kind", "help") if key in request.GET
        }
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                field = create_custom_field(record_type=name, by=request.user, **form.given())
                carry_out(request)
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("The field “%(field)s” is there now, for everybody.") % {"field": field})
            return redirect(f"{reverse('custom-fields')}?type={name}")
    return _page(request, form, name, None)


def carry_out(request: HttpRequest) -> None:
    """Where the field was asked for by an accepted proposal, that is carried out with it."""
    try:
        proposal = proposal_by_uid(UUID(request.GET.get("proposal", "")), user=request.user)
    except (ValueError, ObjectDoesNotExist):
        return
    if proposal.state == proposal.State.ACCEPTED:
        decide_proposal(proposal=proposal, state=proposal.State.DONE, by=request.user)


@require_http_methods(["GET", "POST"])
@needs("fields.manage")
def change(request: HttpRequest, uid: UUID) -> HttpResponse:
    field = _found(request, uid)
    form = CustomFieldForm(request.POST or None, field.record_type, field)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None
        try:
            action = change_custom_field(field=field, by=request.user, version=version, **form.given())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            notify(request, _("Saved."), action=action)
            return redirect(f"{reverse('custom-fields')}?type={field.record_type}")
    return _page(request, form, field.record_type, field)


@require_POST
@needs("fields.manage")
def retire(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Out of use, or with again=1 in use again; the values are kept."""
    field = _found(request, uid)
    if request.POST.get("again") == "1":
        action, sentence = restore_custom_field(field=field, by=request.user), _("The field is in use again.")
    else:
        action, sentence = retire_custom_field(field=field, by=request.user), _("Retired; its values are kept.")
    notify(request, sentence, action=action)
    return redirect(f"{reverse('custom-fields')}?type={field.record_type}")


@require_POST
@needs("fields.manage")
def move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One place up, or down."""
    field = _found(request, uid)
    order = [str(one.uid) for one in custom_fields(user=request.user, record_type=field.record_type)]
    at = order.index(str(uid))
    to = min(max(at + (1 if request.POST.get("to") == "down" else -1), 0), len(order) - 1)
    order.insert(to, order.pop(at))
    move_custom_fields(record_type=field.record_type, uids=order, by=request.user)
    return redirect(f"{reverse('custom-fields')}?type={field.record_type}")


def _page(request: HttpRequest, form: CustomFieldForm, name: str, field: CustomField | None) -> HttpResponse:
    context = {"form": form, "name": name, "field": field, "colours": COLOURS, "of": own_types()[name].label}
    return render(request, "fields/own_form.html", context, status=422 if form.is_bound else 200)


def _asked_type(request: HttpRequest) -> str:
    """People unless another kind of record is asked for."""
    name = request.GET.get("type", "person")
    if name not in own_types():
        raise Http404
    return name


def _found(request: HttpRequest, uid: UUID) -> CustomField:
    try:
        return custom_field_by_uid(uid, user=request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
