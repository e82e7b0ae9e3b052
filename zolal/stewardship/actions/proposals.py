"""Changes of the fields are decided with those who fill them: propose, discuss, decide, carry out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import NotAllowed, demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.core.said import demand_row
from zolal.stewardship.actions.known import known_field, known_type
from zolal.stewardship.models import FieldProposal, ProposalComment, Report

State = FieldProposal.State

_DECISIONS = (State.ACCEPTED, State.REFUSED)
_FROM: dict[str, Sequence[str]] = {
    State.ACCEPTED: (State.OPEN,),
    State.REFUSED: (State.OPEN,),
    State.WITHDRAWN: (State.OPEN,),
    State.DONE: (State.ACCEPTED,),
    State.OPEN: (State.REFUSED, State.WITHDRAWN),
}
"""From which states each state is reached."""


def propose_field(
    *,
    record_type: str,
    kind: str,
    title: str,
    reason: str,
    by: User,
    field: str = "",
    report: Report | None = None,
) -> FieldProposal:
    """A wish: a further field, another form of a field, or to do without one. Raises `NotAllowed`, `ValidationError`.

    A further field names the report that needs it: reports come first.
    """
    with transaction.atomic():
        demand(by, "fields.propose")
        proposal = FieldProposal(
            record_type=known_type(record_type),
            kind=kind,
            title=title,
            reason=reason,
            field=field,
            report=report,
            by=by,
        )
        demand_row(proposal)
        if kind == FieldProposal.Kind.ADD:
            proposal.field = ""
            if report is None:
                raise ValidationError({"report": _("Name the report that needs the field; plan it first if need be.")})
        else:
            known_field(record_type, field)
        rows.add(ledger.act(kind="field.propose", by=by, about={"name": proposal.title}), proposal)
    return proposal


def comment_on(*, proposal: FieldProposal, text: str, by: User, stance: str = "neutral") -> ProposalComment:
    """Raises `NotAllowed`; `ValidationError`, also where nothing is discussed any more."""
    with transaction.atomic():
        demand(by, "fields.propose")
        current = FieldProposal.objects.select_for_update().get(pk=proposal.pk)
        if current.state != State.OPEN:
            raise ValidationError(_("This is decided already; open it again to go on discussing."))
        comment = ProposalComment(proposal=current, by=by, text=text, stance=stance)
        demand_row(comment)
        rows.add(ledger.act(kind="field.comment", by=by, about={"name": current.title}), comment)
    return comment


def decide_proposal(
    *, proposal: FieldProposal, state: str, by: User, reason: str = "", seen: Mapping[str, Any] | None = None
) -> Action:
    """Accept or refuse it (with a reason), mark it carried out, or open it again; its author may withdraw it.

    `seen` is the "state" that `by` had before their eyes, and the "decision". Raises `NotAllowed`, `Overtaken`;
    `ValidationError` where the step makes no sense or lacks its reason.
    """
    with transaction.atomic():
        current = FieldProposal.objects.select_for_update().get(pk=proposal.pk)
        _demand(current, state, by)
        _demand_seen(current, seen or {})
        if current.state not in _FROM.get(state, ()):
            raise ValidationError(
                _("From “%(state)s” this step is not possible.") % {"state": current.get_state_display()}
            )
        if state in _DECISIONS and not reason.strip():
            raise ValidationError({"reason": _("Say why, so that those who proposed and discussed it understand.")})
        action = ledger.act(kind="field.decide", by=by, about={"name": current.title, "state": state})
        decided = (by, timezone.now()) if state != State.OPEN else (None, None)
        values = {"state": state, "decided_by": decided[0], "decided_at": decided[1]}
        rows.change(action, current, **values, decision=reason.strip() or current.decision)
    return action


def _demand_seen(proposal: FieldProposal, seen: Mapping[str, Any]) -> None:
    """A decision answers the one before it: where that is another, whoever decides looks at it first."""
    if any(seen[name] != getattr(proposal, name) for name in ("state", "decision") if name in seen):
        who = str(proposal.decided_by or "")
        raise Overtaken({"state": proposal.get_state_display(), "decision": proposal.decision}, who)


def _demand(proposal: FieldProposal, state: str, by: User) -> None:
    if state == State.WITHDRAWN:
        demand(by, "fields.propose")
        if proposal.by_id != by.pk:
            raise NotAllowed("fields.propose")
    else:
        demand(by, "fields.decide")
