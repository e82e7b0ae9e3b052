"""How long "is this somebody we know?" takes: one row at a time, as a form asks, and 2,000 at once, as an import does.

`python -m bench.warning --data DIR` takes the database in that data folder (or `DATABASE_URL`); fill it first, see
`bench.pages`. Half of the rows are people on file, half are strangers with their names.
"""

from __future__ import annotations

import argparse
import os
import random
from statistics import median, quantiles
from time import perf_counter

SINGLE, CHUNK = 300, 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="the data folder")
    os.environ["ZOLAL_DATA"] = parser.parse_args().data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zolal.server.settings")
    import django  # noqa: PLC0415 - the data folder is named first

    django.setup()
    _measure()


def _measure() -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    from zolal.people.models import Person  # noqa: PLC0415
    from zolal.quality.assess import assess  # noqa: PLC0415
    from zolal.quality.keys import Keys  # noqa: PLC0415
    from zolal.quality.matching import match  # noqa: PLC0415
    from zolal.quality.snapshots import keys_of_snapshots, snapshots  # noqa: PLC0415

    def timed(rows: list[Keys]) -> float:
        start = perf_counter()
        match("person", rows)
        return perf_counter() - start

    dice = random.Random(1)
    largest = Person.objects.order_by("-id").values_list("id", flat=True)[0]
    ids = sorted(dice.sample(range(1, largest + 1), min(CHUNK, largest)))
    known = keys_of_snapshots("person", snapshots("person", ids))
    named = ("given_name", "family_name", "city")
    strangers = [{name: row[name] for name in named if name in row} for row in known]
    rows = [row for pair in zip(known[::2], strangers[1::2], strict=False) for row in pair]
    timed(rows[:1])
    each = [timed([row]) for row in rows[:SINGLE]]
    print(f"{connection.vendor}, {Person.objects.count():,} people")
    print(f"one row: p50 {median(each) * 1000:.1f} ms, p95 {quantiles(each, n=20)[-1] * 1000:.1f} ms")
    print(f"{len(rows):,} rows at once: {min(timed(rows) for _ in range(3)):.2f} s")
    with transaction.atomic():
        start = perf_counter()
        assess("person", ids)
        print(f"issues and scores of {len(ids):,} records: {perf_counter() - start:.2f} s")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
