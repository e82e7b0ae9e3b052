"""Merging by itself: which pairs, and whether it may go on. Switching it on is in `quality.actions.automatic`."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.queries.roles import every_role
from zolal.accounts.visibility import customers_reached
from zolal.core.ledger import act
from zolal.core.models import Record
from zolal.core.settings import setting
from zolal.people.queries.records import MODELS
from zolal.quality.actions.merge_plan import suggest_keep
from zolal.quality.actions.merges import CannotMerge, merge_records
from zolal.quality.audit import AIM, audit
from zolal.quality.models import Automatic, Merge, Pair

CHUNK = 200
LAST = 1_000
"""Of so many last automatic merges it is looked at how many were undone."""
MOST_UNDONE = 1 - AIM


def switched_on_by(record_type: str) -> User | None:
    """In whose name sure pairs are merged; None where it is off."""
    found = Automatic.objects.filter(record_type=record_type).select_related("by").first()
    return found.by if found else None


def still_allowed(record_type: str) -> bool:
    """Whether it is on and has not proved wrong; if it has, it is switched off."""
    by = switched_on_by(record_type)
    if by is None:
        return False
    because = _objection(record_type, by)
    if because:
        with transaction.atomic():
            switch_off(record_type, by=None, because=because)
    return not because


def switch_off(record_type: str, *, by: User | None, because: str = "") -> None:
    """Nothing more is merged by itself; `by` nobody, where it switched itself off."""
    Automatic.objects.filter(record_type=record_type).delete()
    act(kind="matching.automatic_off", by=by, about={"record_type": record_type, "because": because})


def undone_share(record_type: str) -> tuple[int, int]:
    """How many of the last automatic merges there are, and how many of them were undone."""
    last = Merge.objects.filter(record_type=record_type, probability__isnull=False).order_by("-id")
    parted = last.values_list("undone_by_id", flat=True)[:LAST]
    return len(parted), sum(1 for one in parted if one is not None)


def waiting(record_type: str, after: int = 0) -> Iterator[list[Pair]]:
    """Open sure pairs, in order, some at a time, as long as it is on; those drawn to measure are left to people."""
    while still_allowed(record_type):
        drawn = audit(record_type).sure.to_ask
        sure = Pair.objects.filter(
            record_type=record_type, decision=Pair.Decision.OPEN, probability__gte=setting("match.same")
        )
        part = list(sure.filter(id__gt=after).exclude(id__in=drawn).order_by("id")[:CHUNK])
        if not part:
            return
        yield part
        after = part[-1].pk


def merge(pair: Pair) -> bool:
    """Merge a sure pair in the name of who switched it on; False where that is off, refused, or not to be."""
    by = switched_on_by(pair.record_type)
    current = Pair.objects.filter(pk=pair.pk, decision=Pair.Decision.OPEN, probability__gte=setting("match.same"))
    pair_now = current.first()
    if by is None or pair_now is None:
        return False
    records = {record.pk: record for record in MODELS[pair.record_type].objects.filter(pk__in=_ends(pair_now))}
    if len(records) < 2 or not _belong_together(*records.values()):
        return False
    first, second = (records[end] for end in _ends(pair_now))
    keep = suggest_keep(first, second)
    try:
        with transaction.atomic():
            merge_records(
                record_type=pair.record_type,
                keep_id=keep.pk,
                absorb_id=second.pk if keep.pk == first.pk else first.pk,
                by=by,
                probability=pair_now.probability,
            )
    except CannotMerge:
        return False
    return True


def _ends(pair: Pair) -> tuple[int, int]:
    return pair.first_id, pair.second_id


def _belong_together(one: Record, other: Record) -> bool:
    """Both are active, and nobody comes to see, or loses from sight, what is another's."""
    if {one.state, other.state} != {Record.State.ACTIVE}:
        return False
    everybody = all(customers_reached(role.rights) == "all" for role in every_role())
    return everybody or (one.owner_id, one.team_id) == (other.owner_id, other.team_id)


def _objection(record_type: str, by: User) -> str:
    """Why it must not go on, as a code; "" where nothing speaks against it."""
    if not may(by, "settings.write") or not may(by, "records.merge"):
        return "nobody"
    estimate = audit(record_type).precision
    if estimate.value is None or estimate.value < AIM:
        return "precision"
    merged, undone = undone_share(record_type)
    return "undone" if undone > 1 and undone > MOST_UNDONE * merged else ""
