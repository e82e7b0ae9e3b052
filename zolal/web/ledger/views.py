"""What was done, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zolal.accounts.actions.undoing import may_undo, undo_action
from zolal.accounts.permissions import may
from zolal.accounts.queries.users import active_users
from zolal.core.ledger import AlreadyUndone, CannotUndo, kept_by, kept_count
from zolal.core.models import Action
from zolal.people.queries.actions import action_page, kinds_of_actions, readable_action, touched_page
from zolal.people.queries.typed import uid as typed_uid
from zolal.quality.actions.undo_merge import CannotMerge
from zolal.web.asked import day_of, moment_of, whole_number
from zolal.web.ledger.kept import kept_records
from zolal.web.ledger.reading import FactReader
from zolal.web.ledger.words import kind_label, taken_back
from zolal.web.notices import notify
from zolal.web.policy import needs

APART = {"import.commit", "merge"}
"""Kinds that are undone on a page of their own, where one sees first what would happen."""


@require_GET
@needs("records.read")
def index(request: HttpRequest) -> HttpResponse:
    """What was done, newest first; one's own actions where the role may not read the whole ledger."""
    actor, kind = typed_uid(request.GET.get("by", "")), request.GET.get("kind", "")
    since, before = request.GET.get("since", ""), typed_uid(request.GET.get("before", ""))
    begin = moment_of(since) or day_of(since)
    page = action_page(user=request.user, actor=actor, kind=kind, since=begin, before=before)
    rows = [(action, kind_label(action.kind), page.records.get(action.pk, 0)) for action in page.actions]
    context = {
        "rows": rows,
        "next": page.next,
        "actor": actor,
        "kind": kind,
        "since": since if begin else "",
        "everybody": may(request.user, "ledger.read"),
        "users": active_users() if may(request.user, "ledger.read") else [],
        "kinds": [(name, kind_label(name)) for name in kinds_of_actions(request.user)],
    }
    return render(request, "ledger/index.html#rows" if request.htmx else "ledger/index.html", context)


@require_GET
@needs("records.read")
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One action with its changes."""
    action = _action(request, uid)
    after = request.GET.get("after", "")
    page = touched_page(user=request.user, action=action, after=whole_number(after) or 0)
    reader = FactReader(
        request.user, [(row.record_type, fact, value) for row in page.rows for fact, value in _values(row.facts)]
    )
    rows = [
        (
            row,
            [
                (
                    reader.label(row.record_type, fact, values[1] or values[0]),
                    *(reader.text(row.record_type, fact, value) for value in values),
                )
                for fact, values in row.facts.items()
            ],
        )
        for row in page.rows
    ]
    context = {
        "action": action,
        "label": kind_label(action.kind),
        "rows": rows,
        "page": page,
        "undoable": _undoable(request, action),
        "apart": action.kind in APART,
        "kept": kept_records(request.user, kept_by(action)),
        "kept_count": kept_count(action),
    }
    return render(request, "ledger/show.html#rows" if request.htmx else "ledger/show.html", context)


@require_POST
@needs("records.edit")
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Undo an action and say what stayed as it is because somebody has worked on it since."""
    action = _action(request, uid)
    try:
        undone = undo_action(action=action, by=request.user)
    except AlreadyUndone:
        notify(request, _("This was undone before. To take the undoing back, undo that action."), tone="bad")
        return redirect("action", uid=uid)
    except CannotUndo:
        notify(request, _("This is for ever, or has a page of its own on which it is undone."), tone="bad")
        return redirect("action", uid=uid)
    except CannotMerge as refused:
        notify(request, str(refused), tone="bad")
        return redirect("action", uid=uid)
    except ObjectDoesNotExist as hidden:
        raise Http404 from hidden
    if undone.job:
        notify(request, _("This is a lot; it is being taken back in the background."), job=undone.job, tone="info")
        return redirect("action", uid=undone.action.uid)
    notify(request, taken_back(undone.restored, len(undone.kept)), tone="info" if undone.kept else "good")
    return redirect("action", uid=undone.action.uid)


def _action(request: HttpRequest, uid: UUID) -> Action:
    try:
        return readable_action(request.user, uid)
    except Action.DoesNotExist as missing:
        raise Http404 from missing


def _undoable(request: HttpRequest, action: Action) -> bool:
    return action.undone_at is None and _did_something(action) and may_undo(action=action, by=request.user)


def _did_something(action: Action) -> bool:
    return bool(action.about.get("rows")) or action.changes.exists() or action.handlings.exists()


def _values(facts: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, Any]]:
    return [(fact, value) for fact, both in facts.items() for value in both]
