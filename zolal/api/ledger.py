"""Everything that was done, and its undo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.api.answers.ledger import ActionDetail, UndoneOut
from zolal.api.door import signed_in, user_of
from zolal.api.jobs import job_out
from zolal.api.shapes import ActionOut, Page, action_out, page_out
from zolal.core.ledger import Kept, kept_by, kept_count
from zolal.people.queries.actions import action_page, readable_action, touched_page, visible_kept
from zolal.people.queries.permitted import masked_facts, masked_pairs

ledger = Router(tags=["Ledger"])


@ledger.get("", auth=signed_in(), response=Page[ActionOut], summary="Actions, newest first: your own, or all of them")
def index(  # noqa: PLR0917 - parameters of the address
    request: HttpRequest,
    kind: str = "",
    actor: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
    after: UUID | None = None,
) -> Any:  # noqa: ANN401
    user, days = user_of(request), {"since": since, "until": until}
    found = action_page(user=user, actor=actor, kind=kind, before=after, **days)
    items = [action_out(action, found.records.get(action.pk, 0), reader=user) for action in found.actions]
    return page_out(items, next=str(found.next or ""))


@ledger.get("/{uuid:uid}", auth=signed_in(), response=ActionDetail, summary="One action with what it changed")
def show(request: HttpRequest, uid: UUID, after: int = 0) -> Any:  # noqa: ANN401
    user = user_of(request)
    action = readable_action(user, uid)
    found = touched_page(user=user, action=action, after=after)
    changes = [
        {
            "type": row.record_type,
            "id": row.record.uid if row.record else None,
            "name": row.name,
            "facts": {
                fact: {"before": was, "after": now}
                for fact, (was, now) in masked_pairs(user, row.record_type, row.facts).items()
            },
            "created": row.created,
            "removed": row.removed,
        }
        for row in found.rows
    ]
    return action_out(action, reader=user) | {
        "changes": page_out(changes, next=str(found.next or "")),
        "hidden": found.hidden,
        "kept": _kept_out(user, kept_by(action)),
        "kept_count": kept_count(action),
    }


@ledger.post(
    "/{uuid:uid}/undo",
    auth=signed_in(),
    response=UndoneOut,
    summary="Undo one's own action, or anybody's with the right to",
)
def undo(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    done = undo_action(action=readable_action(user, uid), by=user)
    job = job_out(done.job) if done.job else None
    kept = _kept_out(user, done.kept)
    return {"action": action_out(done.action), "restored": done.restored, "kept": kept, "job": job}


def _kept_out(user: User, kept: Sequence[Kept]) -> list[dict[str, Any]]:
    return [
        {
            "type": one.record_type,
            "id": record.uid,
            "name": record.name,
            "facts": masked_facts(user, one.record_type, one.facts),
            "whole": one.whole,
        }
        for one, record in visible_kept(user, kept)
    ]
