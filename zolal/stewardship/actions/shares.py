"""One person's part of a run: signed by them, or dealt anew when they leave."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, demand
from zolal.accounts.visibility import visible
from zolal.core import bulk
from zolal.core.ledger import act, rows
from zolal.core.said import demand_text
from zolal.people.queries.records import MODELS
from zolal.stewardship.dealing import Pool, deal
from zolal.stewardship.models import Assignment, Run, Share


def sign_share(*, share: Share, note: str = "", by: User) -> Share:
    """Say that one's own part is done; whoever leaves something undone says why.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, "records.edit")
    if share.user_id != by.pk:
        raise NotAllowed("records.edit")
    with transaction.atomic():
        current = _demand_open(share)
        note = demand_text("note", note, needed=False)
        if current.open and not note:
            raise ValidationError({"note": _("Something is not done yet; say why it may stay so.")})
        about = {"name": current.run.schedule.name, "open": current.open}
        action = act(kind="maintenance.sign_share", by=by, about=about)
        rows.change(action, current, note=note, signed_at=timezone.now())
    return current


def deal_anew(*, share: Share, by: User) -> int:
    """Somebody leaves the run: what they have not done goes to the others who may see it; how much went.

    What nobody else may see or has room for stays in the queue, out of the run. Raises `NotAllowed`, `ValidationError`.
    """
    demand(by, "maintenance.run")
    with transaction.atomic():
        return hand_on(_demand_open(share), by=by)


def hand_on(share: Share, *, by: User | None) -> int:
    """As `deal_anew`, for whoever may; in the caller's transaction."""
    others = list(
        share.run.shares.select_related("user").filter(left_at=None, user__is_active=True).exclude(pk=share.pk)
    )
    items = list(share.assignments.filter(done_at=None).order_by("record_type", "record_id", "id"))
    at_hand: dict[int, list[Assignment | None]] = {one.pk: [None] * one.open for one in others}
    dealt = deal(at_hand, _pools(items, others), dict.fromkeys(at_hand, share.run.schedule.at_most))
    mine = {share_id: [row for row in some if row is not None] for share_id, some in dealt.shares.items()}
    given = {share_id: items for share_id, items in mine.items() if items}
    for share_id, some in given.items():
        bulk.update(Assignment, ["share_id"], [(row.pk, share_id) for row in some])
        Share.objects.filter(pk=share_id).update(dealt=F("dealt") + len(some), signed_at=None)
    Assignment.objects.filter(pk__in=[row.pk for row in dealt.left if row is not None]).delete()
    Run.objects.filter(pk=share.run_id).update(items=F("items") - len(dealt.left))
    Share.objects.filter(pk=share.pk).update(dealt=F("done"), left_at=timezone.now())
    moved = sum(map(len, given.values()))
    act(kind="maintenance.deal_anew", by=by, about={"name": share.user.name, "moved": moved, "left": len(dealt.left)})
    return moved


def _pools(items: Sequence[Assignment], others: Sequence[Share]) -> list[Pool[Assignment | None]]:
    """The items by who may see them."""
    seen: dict[str, dict[int, set[int]]] = {}
    for name in {item.record_type for item in items}:
        ids = {end for item in items if item.record_type == name for end in (item.record_id, item.other_id) if end}
        for share in others:
            mine = visible(MODELS[name].objects.filter(pk__in=ids), share.user)
            seen.setdefault(name, {})[share.pk] = set(mine.values_list("pk", flat=True))
    pools: dict[tuple[int, ...], list[Assignment | None]] = {}
    for item in items:
        ends = {item.record_id, item.other_id} - {0}
        who = tuple(share.pk for share in others if ends <= seen[item.record_type][share.pk])
        pools.setdefault(who, []).append(item)
    return list(pools.items())


def _demand_open(share: Share) -> Share:
    """The run is held first, so that two who leave at once do not deal to each other."""
    run = Run.objects.select_for_update().get(pk=share.run_id)
    current = Share.objects.select_related("run__schedule", "user").get(pk=share.pk)
    if run.state != Run.State.OPEN or current.left_at:
        raise ValidationError(_("This part is not under way any more."))
    return current
