"""Deals go from stage to stage, and are won or lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.listed import listed
from zolal.core.models import Action
from zolal.people.fields import is_own
from zolal.sales.actions.deals import first_stage, now_in
from zolal.sales.actions.seen import deed, hold, versions_of
from zolal.sales.deal_facts import facts_of
from zolal.sales.demands import Demands, refuse, told
from zolal.sales.models import Deal, LostReason, Stage

_NOTHING: Mapping[str, Any] = {}


def move_deals(
    *, ids: Sequence[int], stage: Stage, given: Mapping[str, Any] = _NOTHING, version: int | None = None, by: User
) -> Action | None:
    """Into another stage, also of another pipeline, with what the stage demands; None where all are there already.

    Raises `NotAllowed`, `Stale`; `ValidationError` by field for what is demanded and missing, of several in a sentence.
    """
    with transaction.atomic():
        deals = hold(ids, by=by)
        stage = first_stage(None, stage)
        _demand_open(deals)
        facts = _given(deals, given, by)
        going = [deal for deal in deals if deal.stage_id != stage.pk]
        if not going:
            return None
        _demand_complete(going, facts, stage)
        action = deed("deal.move", going, by=by, stage=stage.name)
        changes = {deal.pk: {**facts, **now_in(stage)} for deal in going}
        ledger.write(action, "deal", changes, versions=versions_of(going, version))
    return action


def win_deals(
    *, ids: Sequence[int], given: Mapping[str, Any] = _NOTHING, version: int | None = None, by: User
) -> Action:
    """Won, with everything that the stages of the pipeline demand. Raises as `move_deals`."""
    with transaction.atomic():
        deals = hold(ids, by=by)
        _demand_open(deals)
        facts = _given(deals, given, by)
        _demand_complete(deals, facts, None)
        action = deed("deal.win", deals, by=by)
        won = {**facts, "status": Deal.Status.WON.value, "closed_at": action.at}
        ledger.write(action, "deal", {deal.pk: won for deal in deals}, versions=versions_of(deals, version))
    return action


def lose_deals(
    *, ids: Sequence[int], reason: LostReason | None, note: str = "", version: int | None = None, by: User
) -> Action:
    """Lost, and why. Raises `NotAllowed`, `Stale`; `ValidationError` by field, where no reason is told."""
    with transaction.atomic():
        deals = hold(ids, by=by)
        _demand_open(deals)
        if reason is None:
            raise ValidationError({"lost_reason": _("Say why the deal was lost; the next ones gain by it.")})
        facts = facts_of({"lost_reason": reason, "lost_note": note}, by=by)
        action = deed("deal.lose", deals, by=by, reason=reason.name)
        lost = {**facts, "status": Deal.Status.LOST.value, "closed_at": action.at}
        ledger.write(action, "deal", {deal.pk: lost for deal in deals}, versions=versions_of(deals, version))
    return action


def reopen_deals(*, ids: Sequence[int], version: int | None = None, by: User) -> Action | None:
    """Open again, in the stage where they were; None where they are. Raises as `win_deals`."""
    with transaction.atomic():
        deals = [deal for deal in hold(ids, by=by) if deal.status != Deal.Status.OPEN]
        if not deals:
            return None
        action = deed("deal.reopen", deals, by=by)
        again: Facts = {"status": Deal.Status.OPEN.value, "closed_at": None, "lost_reason": None, "lost_note": ""}
        again["entered_at"] = timezone.now()
        ledger.write(action, "deal", {deal.pk: again for deal in deals}, versions=versions_of(deals, version))
    return action


def _given(deals: Sequence[Deal], given: Mapping[str, Any], by: User) -> Facts:
    """What is told besides; of one deal in the light of what is known of it."""
    one = deals[0].pk if len(deals) == 1 and any(map(is_own, given)) else 0
    now = ledger.record_type("deal").facts([one])[one] if one else {}
    return facts_of(given, by=by, now=now, record_id=one)


def _demand_open(deals: Sequence[Deal]) -> None:
    if closed := [deal.title for deal in deals if deal.status != Deal.Status.OPEN]:
        sentence = _("This is closed already; reopen it first: %(titles)s")
        raise ValidationError({"status": sentence % {"titles": listed(closed[:5])}})


def _demand_complete(deals: Sequence[Deal], given: Facts, stage: Stage | None) -> None:
    demands = Demands()
    facts = ledger.record_type("deal").facts([deal.pk for deal in deals])
    missing = {
        deal.pk: lacking
        for deal in deals
        if (
            lacking := demands.missing(
                {**facts[deal.pk], **given},
                stage.pipeline_id if stage else deal.pipeline_id,
                stage,
                next_activity=deal.next_activity_at,
            )
        )
    }
    if len(deals) == 1 and missing:
        refuse(next(iter(missing.values())))
    if missing:
        every = dict.fromkeys(need for lacking in missing.values() for need in lacking)
        sentence = _("Some of the deals lack what the stage needs (%(what)s); so many: %(count)s.")
        raise ValidationError({"stage": sentence % {"count": len(missing), "what": told(every)}})
