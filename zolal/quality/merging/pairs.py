"""Pairs go along with the record they name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.engine.match.rescore_stored import Said
from zolal.quality.apart import apart
from zolal.quality.merging.carry import note
from zolal.quality.models import Merge, Pair
from zolal.quality.whose_pairs import told

LABEL = "quality.pair"


def pairs_of(record_type: str, ids: Iterable[int]) -> QuerySet[Pair]:
    wanted = list(ids)
    return Pair.objects.filter(Q(first_id__in=wanted) | Q(second_id__in=wanted), record_type=record_type)


def pair_between(record_type: str, one: int, other: int) -> Pair | None:
    return Pair.objects.filter(record_type=record_type, first_id=min(one, other), second_id=max(one, other)).first()


def carry_pairs(merge: Merge) -> None:
    """Pairs of the absorbed record become pairs of the kept one.

    Where that one has such a pair already, an open one of the two goes: it will be found again. Where both are decided,
    each stays where it is. An open one goes also where the other one and the kept record are two anyway.
    """
    for pair in pairs_of(merge.record_type, [merge.absorb_id]).order_by("pk"):
        other = pair.second_id if pair.first_id == merge.absorb_id else pair.first_id
        if other == merge.keep_id:
            continue
        if pair.is_open and apart(merge.record_type, [(other, merge.keep_id)]):
            pair.delete()
            continue
        there = pair_between(merge.record_type, other, merge.keep_id)
        if there and pair.is_open:
            pair.delete()
        elif there is None or there.is_open:
            if there:
                there.delete()
            _join(pair, other, merge.keep_id)
            note(merge, LABEL, [pair.pk])


def give_back_pairs(merge: Merge) -> None:
    """Pairs that came from the absorbed record are its own again; but a merge since is one with the kept record."""
    ids = [pk for label, rows in merge.moved if label == LABEL for pk in rows]
    since = Q(decision=Pair.Decision.SAME, decided_at__gt=merge.action.at)
    for pair in pairs_of(merge.record_type, [merge.keep_id]).filter(pk__in=ids).exclude(since).order_by("pk"):
        other = pair.second_id if pair.first_id == merge.keep_id else pair.first_id
        if other != merge.absorb_id and not pair_between(merge.record_type, other, merge.absorb_id):
            _join(pair, other, merge.absorb_id)


def settle(
    record_type: str, one: int, other: int, decision: str, by: User | None, *, compared: Said | None = None
) -> None:
    """What a merge, or its undo, says about the two; `by` nobody, where matching merged them by itself.

    Nobody is told: the records that the merge writes are judged anew after it, together with those of their pairs.
    """
    said = {"decision": decision, "decided_by": by, "decided_at": timezone.now()}
    said |= {"compared": compared} if compared else {}
    couple = {"record_type": record_type, "first_id": min(one, other), "second_id": max(one, other)}
    if not Pair.objects.filter(**couple).update(**said):
        pair = Pair(probability=0, **couple, **said)
        told(pair)
        Pair.objects.bulk_create([pair])


def _join(pair: Pair, one: int, other: int) -> None:
    pair.first_id, pair.second_id = min(one, other), max(one, other)
    pair.save(update_fields=["first_id", "second_id", *told(pair)])
