"""Quick create: a form from anywhere, which looks for troubles and duplicates while somebody types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zolal.capture.actions.entries import Entered, check_entry, edit, enter
from zolal.capture.actions.troubles import MISSING
from zolal.core.ledger import Stale
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Shape, fields_of, group_of
from zolal.people.fields import groups as field_groups
from zolal.people.queries.keepers import keepers_of, kept_by_others
from zolal.people.queries.permitted import fixed
from zolal.quality.demands import active_rules, essentials
from zolal.stewardship.queries.answers import answers
from zolal.stewardship.queries.defaults import defaults_of
from zolal.web.notices import notify
from zolal.web.people.closed import with_closed
from zolal.web.people.files import handed_in
from zolal.web.people.inputs import Input, input_for, posted
from zolal.web.people.kinds import KINDS
from zolal.web.people.record import found_or_404
from zolal.web.people.shown import text_of
from zolal.web.policy import needs

_BEGUN = {"person": ("given_name", "family_name", "mobile", "email"), "company": ("name",)}
"""What an address may say of who is to be entered."""
_LONGEST = 200
NAMES = {"person": ("given_name", "family_name"), "company": ("name",)}


@needs("records.create")
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, record_type: str) -> HttpResponse:
    """The form; by htmx in a dialog, otherwise a page of its own. What was typed stays until the record exists."""
    if request.method == "GET":
        begun = {name: request.GET[name][:_LONGEST] for name in _BEGUN[record_type] if request.GET.get(name)}
        return _form(request, record_type, begun, None)
    typed, despite = _typed(request, record_type, keep=False), request.POST.get("despite") == "1"
    try:
        typed = _typed(request, record_type)
        if not despite and request.POST.get("incomplete") != "1" and (warned := _warned(request, record_type, typed)):
            return _form(request, record_type, typed, warned)
        entered = enter(record_type=record_type, fields=typed, by=request.user, despite=despite)
    except ValidationError as error:
        return _form(request, record_type, typed, None, refused=error.messages)
    if entered.record is None:
        return _form(request, record_type, typed, entered)
    notify(request, _created(entered, entered.record.name), action=entered.action, tone=_tone(entered))
    return _to_question(request, record_type, entered.record.uid)


@needs("records.create")
@require_POST
def check(request: HttpRequest, record_type: str) -> HttpResponse:
    """What would become of it; writes nothing."""
    typed = _typed(request, record_type, keep=False)
    entered = check_entry(record_type=record_type, fields=typed, by=request.user)
    # What is not typed yet is not wrong yet, unless the form has said so already.
    asked = request.POST.get("marked") == "1"
    troubles = [one for one in entered.troubles if (asked or typed.get(one.field)) and one.severity != "info"]
    context = _context(request, record_type, typed, entered) | {"troubles": troubles}
    return render(request, "people/checked.html", context)


@needs("records.edit")
@require_POST
def fill(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """ "Use that one": what was typed fills the empty fields of a record that is there already."""
    record = found_or_404(request, record_type, uid)
    try:
        typed = _typed(request, record_type)
    except ValidationError as refused:
        notify(request, refused.messages[0], tone="bad")
        return redirect(record_type, uid=uid)
    wanted = {}
    for name, text in typed.items():
        field = fields_of(record_type)[name]
        now = text_of(record, field)
        if name in fixed(request.user, record_type):
            continue
        if field.shape in {Shape.POINT, Shape.TAGS}:
            wanted[name] = SEPARATOR.join([*filter(None, [now]), text])
        elif not now:
            wanted[name] = text
    try:
        entered = edit(
            record_type=record_type, record_id=record.pk, version=record.version, fields=wanted, by=request.user
        ) if wanted else None  # fmt: skip
    except (Stale, ValidationError):
        notify(request, _("Somebody is working on this record; try again."), tone="bad")
        return redirect(record_type, uid=uid)
    if entered and entered.action:
        sentence = with_closed(_("What you typed filled the empty fields of this record."), entered.suppressed)
        notify(request, sentence, action=entered.action, tone=_tone(entered))
    return _to_question(request, record_type, uid)


def _created(entered: Entered, name: str) -> str:
    return with_closed(_("%(name)s is created.") % {"name": name}, entered.suppressed)


def _tone(entered: Entered) -> str:
    return "warn" if entered.suppressed else "good"


def _to_question(request: HttpRequest, record_type: str, uid: UUID) -> HttpResponse:
    """The record's page where it says what to ask next, for whoever was entered may still be on the line."""
    page = reverse(record_type, args=[uid])
    address = f"{page}#question"
    if not request.headers.get("HX-Request"):
        return redirect(address)
    # A browser does not load a page anew for another place on it.
    here = urlsplit(request.headers.get("HX-Current-URL", "")).path == page
    where = {"HX-Refresh": "true"} if here else {"HX-Redirect": address}
    return HttpResponse(headers={**where, "HX-Trigger": "zolal:entered"})


def _warned(request: HttpRequest, record_type: str, typed: dict[str, str]) -> Entered | None:
    """What to tell before a record is made that lacks something essential; None where it lacks nothing."""
    if all(name in typed for name in _first(record_type)):
        return None
    checked = check_entry(record_type=record_type, fields=typed, by=request.user)
    return checked if _lacking(checked) else None


def _lacking(entered: Entered | None) -> list[str]:
    return [trouble.field for trouble in entered.troubles if trouble.code == MISSING] if entered else []


def _typed(request: HttpRequest, record_type: str, *, keep: bool = True) -> dict[str, str]:
    """With the files that come along, unless not to `keep`. Raises `ValidationError` for a file that is not taken."""
    files = {
        name: text
        for name, field in fields_of(record_type).items()
        if keep and name in request.FILES and (text := handed_in(request, field))
    }
    return {name: text for name in fields_of(record_type) if (text := files.get(name) or posted(request, name))}


def _form(
    request: HttpRequest,
    record_type: str,
    typed: dict[str, str],
    entered: Entered | None,
    refused: list[str] | None = None,
) -> HttpResponse:
    context = _context(request, record_type, typed, entered) | {"refused": refused or []}
    name = "people/entry.html#dialog" if request.headers.get("HX-Request") else "people/entry.html"
    return render(request, name, context, status=422 if entered or refused else 200)


def _context(request: HttpRequest, record_type: str, typed: dict[str, str], entered: Entered | None) -> dict[str, Any]:
    out = fixed(request.user, record_type, new=True)
    first = [name for name in _first(record_type) if name not in out]
    fresh = entered is None and not typed
    so_far = answers(user=request.user, record_type=record_type) if fresh else {}
    offered = {} if entered or typed else defaults_of(record_type)
    shown = {**offered, **typed}
    rest = [field for name, field in fields_of(record_type).items() if name not in first and name not in out]
    more: dict[str, list[Input]] = {str(group.label): [] for group in field_groups().values()}
    for field in rest:
        one = input_for(field, shown.get(field.name, ""), so_far=so_far.get(field.name))
        more[str(group_of(field).label)].append(one)
    known = fields_of(record_type)
    return {
        "kind": KINDS[record_type],
        "record_type": record_type,
        "essential": [
            input_for(known[name], shown.get(name, ""), required=True, so_far=so_far.get(name)) for name in first
        ],
        "more": {label: inputs for label, inputs in more.items() if inputs},
        "kept": _kept(request, record_type),
        "any_more": any(field.name in shown for field in rest),
        "offered": offered,
        "troubles": [one for one in entered.troubles if one.severity != "info"] if entered else [],
        "blocking": bool(entered and entered.blocking),
        "lacking": _lacking(entered),
        "candidates": entered.candidates if entered else (),
        "suppressed": [one for one in entered.suppressed if typed.get(one.kind)] if entered else [],
        "fresh": fresh,
    }


def _kept(request: HttpRequest, record_type: str) -> list[tuple[str, str]]:
    """The groups that others keep, so that nobody looks for their fields: what they are called, and who keeps them."""
    found = {group.name: group for group in kept_by_others(request.user, record_type).values()}
    return [(str(group.label), keepers_of(group)) for group in found.values()]


def _first(record_type: str) -> list[str]:
    """What the administrator finds essential comes first; "name" of a person is two fields."""
    known = fields_of(record_type)
    names: list[str] = []
    for name in essentials(active_rules(record_type)):
        names += NAMES[record_type] if name == "name" else [name]
    return [name for name in dict.fromkeys(names) if name in known]
