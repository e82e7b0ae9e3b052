"""Messy Persian customers with known truth, made from a seed: for the demo, the tests and the benchmarks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from zolal.demo.dice import Dice
from zolal.demo.people import Population
from zolal.demo.rows import HEADERS, write_row
from zolal.engine.records import N_

ROWS, ORDER, SIZES = range(1, 4)  # streams of chance beside that of `people`

# How many rows a customer has, and how many customers in a hundred have so many.
GROUP_SIZES = ((1, 78), (2, 14), (3, 5), (4, 2), (6, 1))
_SIZES = [size for size, share in GROUP_SIZES for _ in range(share)]


@dataclass(frozen=True, slots=True)
class Demo:
    """What was written: the messy file, and beside it the truth (columns row, from 1, and entity)."""

    path: Path
    truth: Path
    rows: int
    entities: int


def write(path: Path, *, rows: int, seed: int) -> Demo:
    """Write `rows` messy customers as CSV in UTF-8.

    The truth goes to `<stem>.truth.csv` in the same folder. The same rows and seed give the same bytes. Both files
    appear whole or not at all, and a file that has no truth beside it is not replaced. Raises ValueError for what is
    refused (fewer than one row, a negative seed, another suffix than .csv), OSError where nothing can be written.
    """
    truth = path.with_name(f"{path.stem}.truth.csv")
    _refuse_unfit(path, truth, rows, seed)
    owners = _owners(rows, seed)
    with _whole(path) as customers, _whole(truth) as answers:
        csv.writer(customers, lineterminator="\n").writerows(_table(owners, seed))
        entities = [("row", "entity"), *((str(row), str(owner >> 3)) for row, owner in enumerate(owners, 1))]
        csv.writer(answers, lineterminator="\n").writerows(entities)
    return Demo(path, truth, rows, len({owner >> 3 for owner in owners}))


def _refuse_unfit(path: Path, truth: Path, rows: int, seed: int) -> None:
    if rows < 1 or seed < 0:
        raise ValueError(N_("the number of rows starts at 1 and the seed at 0"))
    if path.suffix.lower() != ".csv":
        raise ValueError(N_("its name does not end in .csv"))
    if path.exists() and not truth.exists():
        raise ValueError(N_("a file of that name is there already; name another one with --out"))


def _owners(rows: int, seed: int) -> list[int]:
    """For each row its customer's number, times 8, plus which of the customer's rows it is."""
    dice = Dice(seed, SIZES)
    owners: list[int] = []
    entity = 0
    while len(owners) < rows:
        owners.extend(entity << 3 | copy for copy in range(dice.pick(_SIZES)))
        entity += 1
    del owners[rows:]
    dice.reset(seed, ORDER)
    dice.shuffle(owners)
    return owners


def _table(owners: list[int], seed: int) -> Iterator[list[str]]:
    population, dice = Population(seed), Dice()
    yield list(HEADERS)
    for row, owner in enumerate(owners, 1):
        dice.reset(seed, ROWS, row)
        yield write_row(population.person(owner >> 3), row, again=owner & 7 > 0, dice=dice)


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A text file that gets its name when the block has ended well."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
