"""Many records at once, column by column: what is alike is judged once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from zolal.engine.rules.demand import Demand, Seen


def broken_in(
    demand: Demand, columns: Mapping[str, Sequence[str]], wrong: Mapping[str, Sequence[bool]], today: date
) -> list[tuple[str, ...]]:
    """For each row the fields in which it breaks the demand, as `Demand.broken` says of one.

    `columns` are texts by field, "" where nothing stands, of all the demand's fields; `wrong` tells of some fields
    whether something that is no value stands there.
    """
    names = demand.fields
    texts = zip(*(columns[name] for name in names), strict=True)
    faulty = zip(*(wrong.get(name) or [False] * len(columns[name]) for name in names), strict=True)
    known: dict[tuple[tuple[str, ...], tuple[bool, ...]], tuple[str, ...]] = {}
    found = []
    for row in zip(texts, faulty, strict=True):
        told = known.get(row)
        if told is None:
            values = {name: text for name, text in zip(names, row[0], strict=True) if text}
            told = known[row] = demand.broken(
                Seen(values, {n for n, is_wrong in zip(names, row[1], strict=True) if is_wrong}), today
            )
        found.append(told)
    return found
