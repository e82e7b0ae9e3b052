"""Deals are opened and changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.sales.actions.seen import deed, hold, versions_of
from zolal.sales.deal_facts import facts_of
from zolal.sales.demands import Demands, refuse
from zolal.sales.models import Deal, DealLine, Pipeline, Stage


def open_deal(
    *,
    title: str,
    pipeline: Pipeline | None = None,
    stage: Stage | None = None,
    method: str = "hand",
    by: User,
    **given: Any,  # noqa: ANN401 - see `zolal.sales.deal_facts`
) -> Deal:
    """A new deal, in the first stage of the first pipeline unless told; whoever opens it owns it unless told.

    Raises `NotAllowed`; `ValidationError` by field, also for what the stage demands.
    """
    with transaction.atomic():
        demand(by, "deals.write")
        demand_kind(by, "create", "deal")
        stage = first_stage(pipeline, stage)
        facts = facts_of({"title": title, **given}, by=by, new=True)
        facts.setdefault("owner", by.pk)
        if "team" not in given:
            facts["team"] = _team_of(facts["owner"])
        refuse(Demands().missing(facts, stage.pipeline_id, stage))
        facts |= {"pipeline": stage.pipeline_id, "stage": stage.pk, "status": Deal.Status.OPEN.value}
        draft = Deal(title=facts["title"])
        action = deed("deal.open", [draft], by=by, method=method)
        (deal_id,) = ledger.create(action, "deal", [{**facts, "opened_at": action.at, "entered_at": action.at}])
    return Deal.objects.get(pk=deal_id)


def change_deal(
    *,
    deal: Deal,
    version: int | None = None,
    method: str = "hand",
    by: User,
    **given: Any,  # noqa: ANN401 - see `zolal.sales.deal_facts`
) -> Action | None:
    """Other facts of a deal; None where nothing changes.

    `version` is the one the writer saw. Raises `NotAllowed`, `Stale`; `ValidationError` by field, also where something
    is emptied that a stage on its way demands.
    """
    with transaction.atomic():
        (held,) = hold([deal.pk], by=by)
        now = ledger.record_type("deal").facts([held.pk])[held.pk]
        facts = facts_of(given, by=by, now=now, record_id=held.pk)
        if "value" in facts and facts["value"] != held.value and DealLine.objects.filter(deal=held).exists():
            raise ValidationError({"value": _("The value is the sum of the lines; change these.")})
        facts |= _other_margin(facts, now)
        changed = {name: value for name, value in facts.items() if now.get(name) != (value if value != "" else None)}
        if not changed:
            return None
        if held.status == Deal.Status.OPEN:
            _demand_kept(held, now, changed)
        action = deed("deal.change", [held], by=by, method=method)
        ledger.write(action, "deal", {held.pk: changed}, versions=versions_of([held], version))
    return action


def hand_over(*, ids: Sequence[int], to: User, by: User) -> Action:
    """Deals get another owner, and come to the owner's team. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        deals = hold(ids, by=by)
        facts = facts_of({"owner": to}, by=by) | {"team": to.team_id}
        action = deed("deal.hand_over", deals, by=by, to=to.name)
        ledger.write(action, "deal", {deal.pk: facts for deal in deals})
    return action


def put_away(*, ids: Sequence[int], by: User) -> Action:
    """Out of board and lists, not out of the database. Raises `NotAllowed`, `ValidationError`."""
    return _state("deal.archive", ids, "archived", by)


def take_out(*, ids: Sequence[int], by: User) -> Action:
    """Out of the archive again. Raises `NotAllowed`, `ValidationError`."""
    return _state("deal.restore", ids, "active", by)


def delete_deals(*, ids: Sequence[int], by: User) -> Action:
    """Take deals away; undo brings them back. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        deals = hold(ids, by=by, what="delete")
        action = deed("deal.delete", deals, by=by)
        ledger.remove(action, "deal", [deal.pk for deal in deals])
    return action


def first_stage(pipeline: Pipeline | None, stage: Stage | None) -> Stage:
    """Where a deal begins that is told no stage, or only a pipeline. Raises `ValidationError` by field."""
    if stage is not None:
        if pipeline is not None and stage.pipeline_id != pipeline.pk:
            raise ValidationError({"stage": _("This stage belongs to another pipeline.")})
        if stage.archived_at or stage.pipeline.archived_at:
            raise ValidationError({"stage": _("This stage is archived and takes no deals.")})
        return stage
    stages = Stage.objects.filter(archived_at=None, pipeline__archived_at=None)
    if pipeline is not None:
        stages = stages.filter(pipeline=pipeline)
    found = stages.order_by("pipeline__position", "pipeline", "position", "id").first()
    if found is None:
        raise ValidationError({"pipeline": _("There is no pipeline with a stage that takes deals.")})
    return found


def _demand_kept(deal: Deal, now: Facts, changed: Facts) -> None:
    demands = Demands()
    if stage := demands.stages.get(deal.stage_id):
        due = deal.next_activity_at
        missing = demands.missing({**now, **changed}, deal.pipeline_id, stage, next_activity=due)
        before = demands.missing(now, deal.pipeline_id, stage, next_activity=due)
        refuse({need: one for need, one in missing.items() if need not in before})


def _other_margin(facts: Facts, now: Facts) -> Facts:
    """A margin told in one way ends the one told in the other."""
    pairs = (("margin_share", "margin_amount"), ("margin_amount", "margin_share"))
    return {other: None for one, other in pairs if facts.get(one) is not None and other in now and other not in facts}


def _team_of(owner_id: int | None) -> int | None:
    return User.objects.filter(pk=owner_id).values_list("team_id", flat=True).first() if owner_id else None


def _state(kind: str, ids: Sequence[int], state: str, by: User) -> Action:
    with transaction.atomic():
        deals = hold(ids, by=by)
        action = deed(kind, deals, by=by)
        ledger.write(action, "deal", {deal.pk: {"state": state} for deal in deals})
    return action


def now_in(stage: Stage) -> Facts:
    """The facts of a deal that comes into a stage now."""
    return {"pipeline": stage.pipeline_id, "stage": stage.pk, "entered_at": timezone.now()}
