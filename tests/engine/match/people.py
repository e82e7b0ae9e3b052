"""Records as people write them, and what matching makes of them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np
import polars as pl

from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_column
from zolal.engine.match.comparisons import chosen
from zolal.engine.match.feature import Features
from zolal.engine.match.features import build
from zolal.engine.match.levels import compared
from zolal.engine.match.resolve import Judgements, Resolution, resolve

Record = Mapping[str, str]
"""Raw cells by kind; a kind that is not named is missing."""

GIVEN = "علی رضا حسین محمد زهرا فاطمه مریم سارا نرگس امیر مهدی مینا لیلا پریسا آرش کاوه بهرام نیما شهرام ترانه".split()
FAMILY = (
    "محمدی حسینی احمدی رضایی کریمی موسوی جعفری صادقی قاسمی هاشمی اکبری نوروزی شجاعی گودرزی فلاحی سلطانی رستمی زارع"
    " طاهری کاظمی"
).split()
CITIES = "تهران مشهد شیراز اصفهان تبریز کرج قم اهواز رشت یزد".split()


def features_of(records: Sequence[Record], *, jalali: bool = False) -> Features:
    columns = dict.fromkeys(name for record in records for name in record)
    cells = {name: pl.Series([record.get(name, "") for record in records], dtype=pl.String) for name in columns}
    keys = pl.DataFrame({name: parse_column(KINDS[name], column)["key"] for name, column in cells.items()})
    return build(keys, {name: name for name in columns}, jalali=jalali)


def agreement(one: Record, other: Record, *, jalali: bool = False) -> dict[str, str]:
    """What is said of each field of two records; fields that one of them lacks are left out."""
    features = features_of([one, other], jalali=jalali)
    comparisons = chosen(features)
    levels = compared(features, comparisons, np.array([0]), np.array([1])).levels[0].tolist()
    return {c.field: c.levels[level - 1] for c, level in zip(comparisons, levels, strict=True) if level}


def town(people: int, seed: int = 1) -> list[Record]:
    """Strangers among whom common names, cities and years repeat as they do in life."""
    dice = random.Random(seed)
    return [
        {
            "first_name": dice.choice(GIVEN),
            "last_name": dice.choice(FAMILY),
            "mobile": f"0912{dice.randrange(10**7):07}",
            "landline": f"0218{dice.randrange(10**7):07}",
            "email": f"{dice.choice('abcdefgh')}{dice.randrange(10**6)}@gmail.com",
            "city": dice.choice(CITIES),
            "birth_date": f"{dice.randint(1330, 1385)}/{dice.randint(1, 12):02}/{dice.randint(1, 29):02}",
            "address": f"خیابان {dice.choice(FAMILY)} کوچه {dice.choice(FAMILY)} پلاک {dice.randint(1, 300)}",
        }
        for _ in range(people)
    ]


def resolved(
    *records: Record,
    among: int = 200,
    same: float = 0.95,
    ask: float = 0.6,
    together: Sequence[tuple[int, int]] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> Resolution:
    """The records, by number from 0, matched in a town of so many strangers, with what a person judged of them."""
    judged = (np.array(pairs, dtype=np.int64).reshape(-1, 2) for pairs in (together, apart))
    return resolve(features_of([*records, *town(among)]), same=same, ask=ask, judgements=Judgements(*judged))


def probability(one: Record, other: Record, *, among: int = 200) -> float:
    """That the two are one person; 0 where it is not worth a number."""
    found = resolved(one, other, among=among, ask=1e-9)
    first = np.flatnonzero((found.pairs.left == 0) & (found.pairs.right == 1))
    return float(found.probability[first[0]]) if len(first) else 0.0


def customers(
    *records: Record,
    among: int = 200,
    together: Sequence[tuple[int, int]] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> list[list[int]]:
    """Which of the records belong to one customer each, by number."""
    owner = resolved(*records, among=among, together=together, apart=apart).owner[: len(records)].tolist()
    rows = sorted(range(len(records)), key=lambda row: (owner[row], row))
    return [list(group) for _, group in groupby(rows, key=lambda row: owner[row])]
