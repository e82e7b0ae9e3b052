"""How right matching is in this database, from pairs drawn by lot that people were asked about without knowing it.

In each stratum of probability the pairs with the lowest lots are the sample, whoever comes and goes meanwhile
(permanent random numbers, Ohlsson 1995). What was answered of it is never learnt from: an exam whose questions were
practised tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, inf

from django.db.models import QuerySet

from zolal.core.settings import setting
from zolal.engine.match.audit import Estimate, Stratum, answers_needed, precision, recall
from zolal.quality.answers import Answered, answered
from zolal.quality.models import MatchModel, Merge, Pair
from zolal.quality.training import model_in_use

STEP = 2_000
ASKED_SURE, ASKED_UNSURE = 600, 150
"""So many sure and unsure pairs are drawn, …"""
SHARE_OF_SURE, SHARE_OF_UNSURE = 0.5, 0.2
"""… but never more than these shares of them: the others are there to learn from."""
AIM, FLOOR = 0.995, 0.99
"""Matching may merge by itself from this precision on, if also the lower end of its interval is so high."""


@dataclass(frozen=True)
class Drawn:
    """One stratum: what is known of it, the open pairs that await an answer, and the answers held back."""

    stratum: Stratum
    to_ask: Sequence[int]
    held: frozenset[int]


@dataclass(frozen=True)
class Audit:
    """Sure pairs ("match.same" on), unsure ones ("match.ask" on), and the sample of those below."""

    sure: Drawn
    unsure: Drawn
    below: Drawn
    searched: bool  # for all duplicates, with a sample of those below

    @property
    def precision(self) -> Estimate:
        """Of the pairs that matching is sure of."""
        return precision(self.sure.stratum)

    @property
    def recall(self) -> Estimate:
        """How many of the true pairs are sure or asked about; of those that are compared and not hopeless."""
        if not self.searched:
            return Estimate(None, 0.0, 1.0, 0)
        found = recall(self.below.stratum, self.sure.stratum, self.unsure.stratum)
        missed = found.value
        return Estimate(None if missed is None else 1 - missed, 1 - found.high, 1 - found.low, found.answers)

    @property
    def needed(self) -> int:
        """How many more drawn sure pairs have to be found right; -1: all that are drawn would not be enough."""
        return answers_needed(self.sure.stratum, AIM, FLOOR, left=len(self.sure.to_ask))

    @property
    def is_good(self) -> bool:
        """Whether matching may be let merge by itself."""
        return self.needed == 0

    @property
    def held(self) -> frozenset[int]:
        """The answers that measure and do not teach."""
        return self.sure.held | self.unsure.held | self.below.held

    @property
    def to_ask(self) -> list[int]:
        """Pairs that await an answer, by id."""
        return [*self.sure.to_ask, *self.unsure.to_ask, *self.below.to_ask]


def audit(record_type: str) -> Audit:
    """As the model in use divides the pairs now."""
    answers = answered(record_type)
    probability = answers.probability(model_in_use(record_type)).tolist()
    same, ask = setting("match.same"), setting("match.ask")
    waiting = Pair.objects.filter(record_type=record_type, decision=Pair.Decision.OPEN)
    sampled = list(waiting.filter(sampled=True).order_by("lot").values_list("id", "probability"))
    by_machine = Merge.objects.filter(record_type=record_type, probability__isnull=False)
    standing = by_machine.count() - by_machine.filter(undone_by__isnull=False).count()

    def stratum(low: float, high: float, most: int, share: float, *, besides: int = 0) -> _Range:
        inside = [at for at, p in enumerate(probability) if low <= p < high and not answers.sampled[at]]
        # The index knows how many there are, but not which of them are sampled; these are few.
        others = waiting.filter(probability__gte=low, probability__lt=high).order_by().count()
        others -= sum(low <= p < high for _, p in sampled)
        pairs = len(inside) + others + besides
        return _Range(low, high, inside, pairs, min(most, ceil(share * pairs)))

    sure = stratum(same, inf, ASKED_SURE, SHARE_OF_SURE, besides=standing)
    unsure = stratum(ask, same, ASKED_UNSURE, SHARE_OF_UNSURE)
    drawn = _lowest(waiting.filter(sampled=False), (sure, unsure))
    below = MatchModel.objects.filter(record_type=record_type).order_by("-id").values_list("below", flat=True).first()
    return Audit(
        _drawn(answers, sure, drawn[0]),
        _drawn(answers, unsure, drawn[1]),
        _below(below or 0, answers, [pk for pk, _ in sampled]),
        below is not None,
    )


@dataclass(frozen=True)
class _Range:
    """A stratum: the answers inside, how many pairs there are in all, and how many of them are drawn."""

    low: float
    high: float
    inside: Sequence[int]
    pairs: int
    size: int


def _lowest(waiting: QuerySet[Pair], ranges: Sequence[_Range]) -> list[list[tuple[float, int]]]:
    """(lot, id) of so many open pairs of each range as are drawn of it, the lowest lots first."""
    found: list[list[tuple[float, int]]] = [[] for _ in ranges]
    for lot, pk, probability in _by_lot(waiting):
        for one, mine in zip(ranges, found, strict=True):
            if one.low <= probability < one.high and len(mine) < one.size:
                mine.append((lot, pk))
        if all(len(mine) >= one.size for one, mine in zip(ranges, found, strict=True)):
            break
    return found


def _by_lot(pairs: QuerySet[Pair]) -> Iterator[tuple[float, int, float]]:
    """(lot, id, probability) of pairs, the lowest lots first.

    Step by step: outside a transaction PostgreSQL writes down all that a cursor would give before it gives the first.
    """
    in_order = pairs.order_by("lot", "id").values_list("lot", "id", "probability")
    part = list(in_order[:STEP])
    while part:
        yield from part
        last = part[-1][:2]
        part = [one for one in in_order.filter(lot__gte=last[0])[:STEP] if one[:2] > last]


def _drawn(answers: Answered, inside: _Range, waiting: Sequence[tuple[float, int]]) -> Drawn:
    lots = [(answers.lots[at], at, True) for at in inside.inside]
    sample = sorted([*lots, *((lot, pk, False) for lot, pk in waiting)])[: inside.size]
    asked = [at for _, at, is_answer in sample if is_answer]
    to_ask = [pk for _, pk, is_answer in sample if not is_answer]
    stratum = Stratum(inside.pairs, len(asked), int(answers.same[asked].sum()))
    return Drawn(stratum, to_ask, frozenset(answers.ids[at] for at in asked))


def _below(pairs: int, answers: Answered, waiting: Sequence[int]) -> Drawn:
    """The stratum of which only a sample was ever written down."""
    asked = [at for at in range(len(answers)) if answers.sampled[at]]
    stratum = Stratum(max(pairs, len(asked) + len(waiting)), len(asked), int(answers.same[asked].sum()))
    return Drawn(stratum, waiting, frozenset(answers.ids[at] for at in asked))
