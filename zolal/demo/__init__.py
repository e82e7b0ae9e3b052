"""Messy Persian customers with known truth, made from a seed: for the demo, the tests and the benchmarks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zolal.demo.dice import Dice
from zolal.demo.people import Population
from zolal.demo.rows import HEADERS, write_row
from zolal.demo.workbook import write_workbook
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
    """Write `rows` messy customers as CSV (UTF-8) or, where the name ends in .xlsx, as a workbook.

    The truth goes to `<stem>.truth.csv` in the same folder. The same rows and seed give the same bytes.
    Raises ValueError for fewer than one row, a negative seed or another suffix, OSError where nothing can be written.
    """
    if rows < 1 or seed < 0:
        raise ValueError(N_("the number of rows starts at 1 and the seed at 0"))
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        raise ValueError(N_("its name ends in neither .csv nor .xlsx"))
    owners = _owners(rows, seed)
    table = _table(owners, seed)
    if path.suffix.lower() == ".xlsx":
        write_workbook(path, table)
    else:
        _write_csv(path, table)
    truth = path.with_name(f"{path.stem}.truth.csv")
    _write_csv(truth, [("row", "entity"), *((str(row), str(owner >> 3)) for row, owner in enumerate(owners, 1))])
    return Demo(path, truth, rows, len({owner >> 3 for owner in owners}))


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


def _write_csv(path: Path, rows: Iterator[list[str]] | list[tuple[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
