"""What reviewers' answers are worth: F1 of clusters before any, and after some hundred, asked in our order.

python -m bench.learning [--rows 100000] [--seed N] [--answers 1000] [--mistakes 0.0] [--data ../shared/data]

The answers come from the truth; `--mistakes` is the share that is wrong. One question in five is drawn by lot among the
sure pairs, as in the application, and teaches nothing: it measures precision. Three figures stand beside each other:
the answers as such, what was learnt from them, and both. Persian customers of a fresh seed, which is printed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.data import SHARED, Truthful, fresh_seed, persian
from bench.metrics import Score, score
from zolal.engine.match.audit import Stratum, precision
from zolal.engine.match.blocking import candidates
from zolal.engine.match.cluster import Judge, cluster
from zolal.engine.match.comparisons import chosen
from zolal.engine.match.copies import originals
from zolal.engine.match.feature import Features
from zolal.engine.match.features import build
from zolal.engine.match.identifiers import two_people
from zolal.engine.match.levels import compared
from zolal.engine.match.model import Model, logits
from zolal.engine.match.pairs import Floats, Mask, Pairs, Rows
from zolal.engine.match.rescore import Answers, Rescorer, learnt
from zolal.engine.match.rescore_order import most_telling
from zolal.engine.match.resolve import Judgements, Scorer, log_odds, no_pairs
from zolal.engine.match.training import train
from zolal.engine.pipeline.backend import OneMachine
from zolal.engine.pipeline.contract import Options
from zolal.engine.pipeline.sources import tables_of

SAME, LOOKED_AT, FAIR = 0.95, 0.05, 0.1
AT_ONCE, BY_LOT = 25, 5
"""The model is trained anew after so many answers, of which so many are drawn by lot."""
SHOWN_AFTER = (25, 100, 300, 1000)


@dataclass(frozen=True)
class Base:
    """Records that are no mere copies, their candidate pairs and the model before any answer."""

    features: Features
    truth: npt.NDArray[np.object_]  # of every row
    original: Rows  # of every row
    pairs: Pairs
    model: Model

    @property
    def rows(self) -> Rows:
        return np.flatnonzero(self.original == np.arange(len(self.original)))


@dataclass
class Asked:
    """What was asked so far: positions in the pool, what was said, and which of them were drawn by lot."""

    at: Rows
    same: Mask
    by_lot: Mask


def prepared(made: Truthful) -> Base:
    options = Options()
    machine = OneMachine()
    normal = machine.normalised(tables_of((made.frame,), options), options.overrides, options.money)
    features = build(normal.keys, normal.kinds, jalali=normal.jalali)
    original = originals(features, judged=no_pairs())
    features = features.take(np.flatnonzero(original == np.arange(features.size)))
    comparisons = chosen(features)
    pairs = compared(features, comparisons, *np.divmod(candidates(features), features.size))
    return Base(features, made.truth.to_numpy(), original, pairs, train(features, comparisons, pairs))


def clustered(base: Base, model: Model, judged: Judgements) -> Score:
    """Everything put together by this model and what was judged."""
    scorer = Scorer(base.features, model, judged)
    odds = scorer.logits(base.pairs)
    fair = odds >= log_odds(FAIR)
    pairs = base.pairs[fair]
    judge = Judge(log_odds(SAME), model.priors, scorer.evidence)
    owner = cluster(base.features.size, pairs.left, pairs.right, odds[fair], judge)
    place = np.empty(len(base.original), dtype=np.int64)
    place[base.rows] = np.arange(len(base.rows))
    return score(base.truth.tolist(), base.rows[owner][place[base.original]].tolist())


def interviewed(
    base: Base, count: int, mistakes: float, dice: np.random.Generator
) -> Iterator[tuple[Asked, Pairs, Rescorer]]:
    """Ask, learn, and ask again; after every training what was asked, of which pairs, and what was learnt."""
    odds = logits(base.model, base.features, base.pairs)
    pool = np.flatnonzero((odds >= log_odds(LOOKED_AT)) & ~two_people(base.features, base.pairs.left, base.pairs.right))
    pairs, odds = base.pairs[pool], odds[pool]
    truth = base.truth[base.rows]
    same = truth[pairs.left] == truth[pairs.right]
    widths = [len(comparison.levels) for comparison in base.model.comparisons]
    nothing = np.empty(0, dtype=np.int64)
    asked = Asked(nothing, nothing.astype(np.bool_), nothing.astype(np.bool_))
    lots = dice.random(len(pairs))
    rescorer = learnt(Answers(pairs.levels[:0], odds[:0], same[:0]), widths)
    while len(asked.at) < count:
        now = odds + rescorer.correction(pairs.levels)
        free = np.setdiff1d(np.arange(len(pairs)), asked.at)
        sure = free[now[free] >= log_odds(SAME)]
        drawn = sure[np.argsort(lots[sure])][:BY_LOT]
        rest = np.setdiff1d(free, drawn)
        telling, _ = most_telling(rescorer, pairs.levels[rest], now[rest], AT_ONCE - len(drawn))
        fresh = np.concatenate([drawn, rest[telling]])
        said = same[fresh] ^ (dice.random(len(fresh)) < mistakes)
        asked = Asked(
            np.append(asked.at, fresh),
            np.append(asked.same, said),
            np.append(asked.by_lot, np.arange(len(fresh)) < len(drawn)),
        )
        at = asked.at[~asked.by_lot]
        rescorer = learnt(Answers(pairs.levels[at], odds[at], asked.same[~asked.by_lot]), widths)
        yield asked, pairs, rescorer


def judgements(asked: Asked, pairs: Pairs) -> Judgements:
    couples = np.stack([pairs.left[asked.at], pairs.right[asked.at]], axis=1)
    return Judgements(couples[asked.same], couples[~asked.same])


def told(base: Base, asked: Asked, pairs: Pairs, odds: Floats) -> str:
    """The precision of sure pairs as the answers drawn by lot tell it, and as it is."""
    sure = odds >= log_odds(SAME)
    at = asked.at[asked.by_lot]
    kept = sure[at]
    estimate = precision(Stratum(int(sure.sum()), int(kept.sum()), int(asked.same[asked.by_lot][kept].sum())))
    truth = base.truth[base.rows]
    true = float((truth[pairs.left] == truth[pairs.right])[sure].mean())
    return f"precision of sure pairs {true:.4f}, by {estimate.answers} lots {estimate.low:.4f} to {estimate.high:.4f}"


def report(base: Base, count: int, mistakes: float, dice: np.random.Generator) -> None:
    print(f"  before any answer          {clustered(base, base.model, Judgements())}", flush=True)
    seconds = 0.0
    rounds = interviewed(base, count, mistakes, dice)
    while True:
        begun = time.process_time()
        following = next(rounds, None)
        seconds += time.process_time() - begun
        if following is None:
            break
        asked, pairs, rescorer = following
        if len(asked.at) not in {*SHOWN_AFTER, count}:
            continue
        judged, model = judgements(asked, pairs), rescorer.applied(base.model)
        print(f"  after {len(asked.at):5} answers ({asked.same.mean():.0%} the same)")
        print(f"    only the answers         {clustered(base, base.model, judged)}")
        print(f"    only what was learnt     {clustered(base, model, Judgements())}")
        print(f"    both                     {clustered(base, model, judged)}")
        print(f"    {told(base, asked, pairs, logits(model, base.features, pairs))}", flush=True)
    print(f"  asking and training: {seconds / max(count // AT_ONCE, 1):.2f} s of computing for every {AT_ONCE} answers")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=fresh_seed())
    parser.add_argument("--answers", type=int, default=1_000)
    parser.add_argument("--mistakes", type=float, default=0.0, help="the share of answers that are wrong")
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with make_customers.py")
    arguments = parser.parse_args()
    made = persian(arguments.rows, arguments.seed, arguments.data)
    print(f"{made.name}: {len(made.frame):,} rows, {made.truth.n_unique():,} entities, seed {arguments.seed}")
    report(prepared(made), arguments.answers, arguments.mistakes, np.random.default_rng(arguments.seed))


if __name__ == "__main__":
    main()
