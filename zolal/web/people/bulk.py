"""Many records at once, and one by its menu: edit, archive, take out of the archive, delete, export."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.ledger import Facts
from zolal.core.models import Action, Job
from zolal.people.actions.bulk import (
    AT_ONCE,
    archive_records,
    change_matching,
    delete_records,
    edit_records,
    restore_records,
)
from zolal.people.cards import export_cards
from zolal.people.exports import export_records
from zolal.people.queries.lists import BadWish, Wish, matching_ids, total
from zolal.people.queries.records import visible_records
from zolal.tables.vcard import Version
from zolal.web.jobs.words import deed_told
from zolal.web.notices import notify
from zolal.web.people.kinds import KINDS
from zolal.web.people.record import found_or_404
from zolal.web.people.targets import facts_for, offered_for
from zolal.web.policy import needs

Deed = Callable[..., Action]
CARDS: dict[str, Version] = {"vcf": "4.0", "vcf3": "3.0"}
DEEDS: dict[str, Deed] = {"archive": archive_records, "restore": restore_records, "delete": delete_records}


@needs("records.edit")
@require_POST
def change(request: HttpRequest, record_type: str) -> HttpResponse:
    """The picked rows (or all that match the list) are given something, archived, brought back or deleted.

    A list of more than some thousand is changed in the background.
    """
    back = _back(request, record_type)
    try:
        if job := _in_background(request, record_type):
            notify(request, _("This is a lot; it goes on in the background."), job=job, tone="info")
            return redirect(back)
        ids = _ids(request, record_type)
        if len(ids) > 1:
            demand(request.user, "records.bulk")
        action = _do(request, record_type, ids)
    except (ValidationError, BadWish) as error:
        text = error.messages[0] if isinstance(error, ValidationError) else str(error)
        notify(request, text, tone="bad")
        return redirect(back)
    notify(request, deed_told(request.POST["do"], len(ids)), action=action)
    return redirect(back)


@needs("records.edit")
@require_GET
def form(request: HttpRequest, record_type: str) -> HttpResponse:
    """What the picked rows can be given, for the dialog."""
    return render(request, "people/bulk.html", {"groups": offered_for(request.user, record_type)})


@needs("records.export")
@require_POST
def export(request: HttpRequest, record_type: str) -> HttpResponseBase:
    """The list as a file; as an address book also the rows picked, or one."""
    form, uids = request.POST.get("form", ""), request.POST.getlist("uid")
    calendar = "gregorian" if request.POST.get("calendar") == "gregorian" else "jalali"
    try:
        if form in CARDS:
            picked = [] if request.POST.get("all") == "1" else [UUID(uid) for uid in uids]
            wish = None if picked else Wish.read(record_type, request.POST.get("query", ""))
            made = export_cards(user=request.user, record_type=record_type, wish=wish, uids=picked, version=CARDS[form])
        else:
            wish = Wish.read(record_type, request.POST.get("query", ""))
            made = export_records(
                user=request.user, wish=wish, form="csv" if form == "csv" else "xlsx", calendar=calendar
            )
    except ValueError as error:
        text = str(error) if isinstance(error, BadWish) else _("Pick at least one row first.")
        notify(request, text, tone="bad")
        return redirect(_back(request, record_type))
    disposition = f'attachment; filename="{made.filename}"'
    return StreamingHttpResponse(
        made.pieces, content_type=made.content_type, headers={"Content-Disposition": disposition}
    )


@needs("records.archive")
@require_POST
def one(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """Archive, bring back or delete one record from its page."""
    record = found_or_404(request, record_type, uid)
    deed = request.POST.get("do", "")
    if deed not in DEEDS:
        return HttpResponse(status=422)
    action = DEEDS[deed](record_type=record_type, ids=[record.pk], by=request.user)
    notify(request, deed_told(deed, 1), action=action)
    return redirect(KINDS[record_type].list_name) if deed == "delete" else redirect(record_type, uid=uid)


def _do(request: HttpRequest, record_type: str, ids: list[int]) -> Action:
    deed = request.POST.get("do", "")
    if deed in DEEDS:
        return DEEDS[deed](record_type=record_type, ids=ids, by=request.user)
    return edit_records(record_type=record_type, ids=ids, facts=_given(request, record_type), by=request.user)


def _in_background(request: HttpRequest, record_type: str) -> Job | None:
    """The job that changes everything that matches; None where that is little, or only some rows are picked."""
    if request.POST.get("all") != "1":
        return None
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    wish = Wish.read(record_type, request.POST.get("query", ""))
    if total(user=user, wish=wish)[0] <= AT_ONCE:
        return None
    deed = request.POST.get("do", "")
    if deed in DEEDS:
        return change_matching(deed=deed, wish=wish, by=user)
    return change_matching(deed="edit", wish=wish, facts=_given(request, record_type), by=user)


def _given(request: HttpRequest, record_type: str) -> Facts:
    """What an edit gives: dragged ("edit" with field and value) or chosen in the dialog ("edit:<field>")."""
    deed = request.POST.get("do", "")
    field, value = request.POST.get("field", ""), request.POST.get("value", "")
    if deed != "edit":
        field = deed.removeprefix("edit:")
        value = request.POST.get(f"value:{field}", "")
    return facts_for(record_type, field, value, request.user)


def _ids(request: HttpRequest, record_type: str) -> list[int]:
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    if request.POST.get("all") == "1":
        return matching_ids(user=user, wish=Wish.read(record_type, request.POST.get("query", "")))
    uids = []
    for text in request.POST.getlist("uid"):
        try:
            uids.append(UUID(text))
        except ValueError:
            raise ValidationError(_("Pick at least one row first.")) from None
    ids = list(visible_records(user, record_type).filter(uid__in=uids).values_list("pk", flat=True))
    if not ids:
        raise ValidationError(_("Pick at least one row first."))
    return ids


def _back(request: HttpRequest, record_type: str) -> str:
    back = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return back
    return reverse(KINDS[record_type].list_name)
