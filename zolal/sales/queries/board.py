"""The board: the open deals of a pipeline, stage by stage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Sum, Value, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from zolal.accounts.models import User
from zolal.sales.models import Deal, Pipeline, Stage
from zolal.sales.queries.cards import Card, cards_of
from zolal.sales.queries.deal_wish import DealWish, matching, rotting
from zolal.sales.queries.pipelines import stages_of
from zolal.sales.queries.worth import sees_value

SHOWN = 12
"""Cards of a column that come at once; the others come when somebody scrolls down to them."""

WEIGHTED = (F("value") * Coalesce("probability", "stage__probability") + Value(50)) / Value(100)
"""As `Deal.weighted` of an open deal, in the database."""

_ORDER = (F("next_activity_at").asc(nulls_first=True), F("idle_since").asc(), F("pk").asc())
"""What needs somebody stands on top: first deals without a next activity, then those late the longest."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with all its deals summed up, and its first cards; without amounts for who does not see values."""

    stage: Stage
    count: int
    value: int | None
    weighted: int | None
    rotting: int
    cards: Sequence[Card]
    begin: int = 0

    @property
    def next(self) -> int:
        """Where the next cards begin, 0 where there are no more."""
        last = self.begin + len(self.cards)
        return last if self.cards and last < self.count else 0


@dataclass(frozen=True, slots=True)
class Board:
    pipeline: Pipeline
    columns: Sequence[Column]

    @property
    def count(self) -> int:
        return sum(column.count for column in self.columns)

    @property
    def value(self) -> int | None:
        return _sum(column.value for column in self.columns)

    @property
    def weighted(self) -> int | None:
        return _sum(column.weighted for column in self.columns)


def board(user: User, wish: DealWish, pipeline: Pipeline, filled: Collection[int] | None = None) -> Board:
    """Every stage with its sums and first cards, in a constant number of queries. Raises `BadWish`.

    With `filled` only these stages have their cards, as ids.
    """
    stages = stages_of(pipeline)
    found = _open(user, wish, pipeline)
    sums, sees = {row["stage"]: row for row in _summed(found, stages)}, sees_value(user)
    ranked = found.annotate(place=Window(RowNumber(), partition_by=[F("stage_id")], order_by=list(_ORDER)))
    first = ranked.filter(place__lte=SHOWN).values_list("pk", "place")
    if filled is not None:
        first = first.filter(stage__in=filled)
    deals = _loaded(dict(first), stages)
    cards: dict[int, list[Card]] = {}
    for card in cards_of(user, deals):
        cards.setdefault(card.deal.stage_id, []).append(card)
    columns = [_column(stage, sums.get(stage.pk, {}), cards.get(stage.pk, []), sees=sees) for stage in stages]
    return Board(pipeline, columns)


def column(user: User, wish: DealWish, stage: Stage, begin: int = 0) -> Column:
    """One stage with its cards from a place on. Raises `BadWish`."""
    found = _open(user, wish, stage.pipeline).filter(stage=stage)
    (row,) = list(_summed(found, [stage])) or [{}]
    ids = list(found.order_by(*_ORDER).values_list("pk", flat=True)[begin : begin + SHOWN])
    deals = _loaded({pk: place for place, pk in enumerate(ids)}, [stage])
    return _column(stage, row, cards_of(user, deals), begin, sees=sees_value(user))


def _open(user: User, wish: DealWish, pipeline: Pipeline) -> QuerySet[Deal]:
    found = matching(user, wish, every_state=True)
    return found.filter(pipeline=pipeline, status=Deal.Status.OPEN, state=Deal.State.ACTIVE)


def _summed(found: QuerySet[Deal], stages: Sequence[Stage]) -> QuerySet[Deal, dict[str, int]]:
    return found.values("stage").annotate(
        count=Count("pk"),
        sum=Sum("value"),
        weighted=Sum(WEIGHTED),
        rotting=Count("pk", filter=rotting(timezone.now(), stages)),
    )


def _loaded(places: dict[int, int], stages: Sequence[Stage]) -> list[Deal]:
    """Those in these stages, in their places; a card shows no field of one's own, and owners come each once."""
    known = {stage.pk: stage for stage in stages}
    found = Deal.objects.filter(pk__in=list(places), stage__in=known).defer("provenance", "search", "note", "own")
    deals = sorted(found, key=lambda deal: places[deal.pk])
    owners = User.objects.in_bulk({deal.owner_id for deal in deals if deal.owner_id})
    for deal in deals:
        deal.stage, deal.owner, deal.own = known[deal.stage_id], owners.get(deal.owner_id), {}
    return deals


def _column(stage: Stage, row: dict[str, int], cards: Sequence[Card], begin: int = 0, *, sees: bool) -> Column:
    count, value, weighted, late = (int(row.get(name) or 0) for name in ("count", "sum", "weighted", "rotting"))
    return Column(stage, count, value if sees else None, weighted if sees else None, late, cards, begin)


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None
