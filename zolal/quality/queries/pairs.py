"""The queue of likely duplicates: the most probable first, of those the ones that mend most; put-off ones last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.people.fields import fields_of
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.quality.models import Pair

Customer = Person | Company

MOST_SAID = 3
COUNTED_UP_TO = 10_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A pair of which the user sees both sides; `because` says what speaks for it, strongest first."""

    pair: Pair
    first: Customer
    second: Customer

    @property
    def because(self) -> str:
        labels = fields_of(self.pair.record_type)
        said = [
            _("%(field)s: %(level)s") % {"field": labels[field].label, "level": _(level)}
            for field, level, weight in self.pair.evidence
            if field in labels and weight > 0
        ]
        return _("; ").join(said[:MOST_SAID])


@dataclass(frozen=True, slots=True)
class PairPage:
    """A page of the queue; `total` counts up to 10,000."""

    pairs: Sequence[Seen]
    next: str
    total: int


def queue(*, user: User, record_type: str, after: str = "", size: int = 50) -> PairPage:
    """Open pairs of which the user sees both sides. A cursor that makes no sense begins at the beginning."""
    waiting = visible_pairs(user, record_type).filter(decision=Pair.Decision.OPEN)
    place = _place(after)
    rows: list[Pair] = []
    if place is None or not place.skipped_at:
        rows = list(_beyond(waiting.filter(skipped_at=None), place)[: size + 1])
    if len(rows) <= size:
        rows += _put_off(waiting, place if place and place.skipped_at else None)[: size + 1 - len(rows)]
    shown = rows[:size]
    following = str(shown[-1].uid) if len(rows) > size else ""
    total = waiting.order_by()[: COUNTED_UP_TO + 1].count()
    return PairPage(with_sides(user, shown), following, min(total, COUNTED_UP_TO))


def next_pair(*, user: User, after: Pair) -> Pair | None:
    """The open pair that follows in the queue, or its first; None where it is empty."""
    waiting = visible_pairs(user, after.record_type).filter(decision=Pair.Decision.OPEN).exclude(pk=after.pk)
    fresh = waiting.filter(skipped_at=None)
    return _beyond(fresh, after).first() or _beyond(fresh, None).first() or next(iter(_put_off(waiting, None)), None)


def visible_pair(*, user: User, uid: UUID) -> Seen:
    """One pair with both records. Raises `Pair.DoesNotExist` also where the user does not see one of them."""
    pair = Pair.objects.get(uid=uid)
    seen = with_sides(user, [pair])
    if not seen:
        raise Pair.DoesNotExist
    return seen[0]


def visible_pairs(user: User, record_type: str) -> QuerySet[Pair]:
    """All pairs of which the user sees both sides."""
    pairs = Pair.objects.filter(record_type=record_type)
    if user.is_active and scope_of(user) == "all":
        return pairs
    seen = visible_records(user, record_type).values("id")
    return pairs.filter(first_id__in=seen, second_id__in=seen)


def _beyond(pairs: QuerySet[Pair], place: Pair | None) -> QuerySet[Pair]:
    ordered = pairs.order_by("-probability", "-effect", "id")
    if place is None:
        return ordered
    p, effect = place.probability, place.effect
    later = Q(probability__lt=p) | Q(effect__lt=effect) | Q(effect=effect, id__gt=place.pk)
    return ordered.filter(later, probability__lte=p)


def _put_off(pairs: QuerySet[Pair], place: Pair | None) -> QuerySet[Pair]:
    ordered = pairs.filter(skipped_at__isnull=False).order_by("skipped_at", "id")
    if place is None:
        return ordered
    at = place.skipped_at
    return ordered.filter(Q(skipped_at__gt=at) | Q(skipped_at=at, id__gt=place.pk))


def _place(after: str) -> Pair | None:
    try:
        return Pair.objects.filter(uid=UUID(after)).first()
    except ValueError:
        return None


def with_sides(user: User, pairs: Sequence[Pair]) -> list[Seen]:
    """The pairs with both records; those of which the user sees only one are left out."""
    records: dict[tuple[str, int], Customer] = {}
    for record_type in {pair.record_type for pair in pairs}:
        ids = {end for pair in pairs if pair.record_type == record_type for end in (pair.first_id, pair.second_id)}
        found = visible_records(user, record_type).filter(pk__in=ids).prefetch_related("contact_points")
        records.update(((record_type, record.pk), record) for record in found)
    seen = []
    for pair in pairs:
        first = records.get((pair.record_type, pair.first_id))
        second = records.get((pair.record_type, pair.second_id))
        if first and second:
            seen.append(Seen(pair, first, second))
    return seen
