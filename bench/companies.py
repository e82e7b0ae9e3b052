"""Companies found twice: F1 of clusters on made companies with known truth, beside a peer in the same run.

The peer is what is commonly done by hand: RapidFuzz's token-set ratio of the names without legal forms, within blocks
of equal telephone, domain or legal ID, with or without blocks of the first word, joined from the threshold on; blocks
and threshold are those that suit it best with the truth in hand.

python -m bench.companies [--companies 4000] [--seeds N ...]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import polars as pl
from rapidfuzz import fuzz

from bench.companymaker import made
from bench.data import Truthful, fresh_seed
from bench.metrics import Score, score
from zolal.engine import clean
from zolal.engine.fields.company import company_key
from zolal.engine.match.cluster import connected

THRESHOLDS = (0, 40, 60, 70, 75, 80, 85, 90, 95, 100)
LARGEST_BLOCK = 200


def peer(companies: Truthful) -> tuple[str, Score]:
    """Its best choice and the score there."""
    frame = companies.frame
    names = [company_key(name) for name in frame["نام شرکت"]]
    signs = _signs(frame)
    found = []
    choices = {"signs": signs, "signs and first word": [*signs, [name.split(" ", 1)[0] for name in names]]}
    for blocks, named in choices.items():
        pairs = sorted(_pairs(named))
        ratios = np.array([fuzz.token_set_ratio(names[one], names[other]) for one, other in pairs])
        couples = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        for threshold in THRESHOLDS:
            joined = couples[ratios >= threshold]
            owner = connected(len(names), joined[:, 0], joined[:, 1])
            found.append((f"{blocks}, {threshold}", score(companies.truth, owner.tolist())))
    return max(found, key=lambda one: one[1].f1)


def _signs(frame: pl.DataFrame) -> list[list[str]]:
    """What nearly proves two rows one company, by kind: legal ID, local telephone, domain of the site or the mail."""
    host = pl.col("سایت").str.extract(r"^(?:https://)?(?:www\.)?(.*)$")
    domain = pl.when(pl.col("سایت") != "").then(host).otherwise(pl.col("ایمیل").str.extract("@(.*)$").fill_null(""))
    signs = frame.select(pl.col("شناسه ملی"), pl.col("تلفن").str.tail(8), domain.alias("domain"))
    return [column.to_list() for column in signs.iter_columns()]


def _pairs(signs: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for values in signs:
        blocks: dict[str, list[int]] = {}
        for row, value in enumerate(values):
            if value:
                blocks.setdefault(value, []).append(row)
        for rows in blocks.values():
            found.update(combinations(rows[:LARGEST_BLOCK], 2))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=4_000)
    parser.add_argument("--seeds", type=int, nargs="*", default=[fresh_seed(), fresh_seed()])
    arguments = parser.parse_args()
    for seed in arguments.seeds:
        companies = made(arguments.companies, seed)
        print(f"{companies.name}: {len(companies.frame):,} rows, {companies.truth.n_unique():,} companies")
        start = time.process_time()
        found = clean(companies.frame).records["entity"]
        print(f"  zolal                    {score(companies.truth, found)}  {time.process_time() - start:6.1f} s")
        start = time.process_time()
        choice, accuracy = peer(companies)
        print(f"  token-set ratio          {accuracy}  {time.process_time() - start:6.1f} s  ({choice})", flush=True)


if __name__ == "__main__":
    main()
