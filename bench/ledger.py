"""Rows a second through the ledger, with provenance, derived columns and search index, beside Django's bulk_create.

    python -m bench.ledger [--rows 100000]

Runs on the database of `DATABASE_URL`, else on SQLite in a temporary folder. Both write the same persons with two
contact points each, in chunks of 2,000, each chunk a transaction.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

CHUNK = 2_000
_GIVEN = "علی زهرا محمد فاطمه رضا مریم حسین سارا مهدی نرگس امیر لیلا".split()
_FAMILY = "محمدی حسینی احمدی کریمی رضایی موسوی جعفری صادقی رحیمی نوری".split()
_CITIES = "تهران اصفهان شیراز یزد تبریز مشهد".split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="zolal-bench-") as folder:
        os.environ.setdefault("ZOLAL_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zolal.server.settings")
        import django  # noqa: PLC0415 - after the settings are named
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        people = list(_people(rows))
        for name, write in (("ledger.create", _by_ledger), ("bulk_create, no ledger", _by_django)):
            print(f"{name}: {rows / _timed(write, people):,.0f} persons/s")


def _people(rows: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(7)
    for number in range(rows):
        mobile = f"912{number:07d}"
        yield {
            "given_name": chance.choice(_GIVEN),
            "family_name": f"{chance.choice(_FAMILY)} {chance.choice(_FAMILY)}",
            "city": chance.choice(_CITIES),
            "birth_date": f"19{chance.randrange(60, 99)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}",
            "national_id": f"{chance.randrange(10**10):010d}",
            "points": [
                {"kind": "mobile", "value": f"0{mobile}", "key": f"+98{mobile}"},
                {"kind": "email", "value": f"p{number}@example.com", "key": f"p{number}@example.com"},
            ],
        }


def _timed(write: Callable[[Sequence[dict[str, Any]]], None], people: Sequence[dict[str, Any]]) -> float:
    start = time.perf_counter()
    for first in range(0, len(people), CHUNK):
        write(people[first : first + CHUNK])
    return time.perf_counter() - start


def _by_ledger(people: Sequence[dict[str, Any]]) -> None:
    from django.db import transaction  # noqa: PLC0415

    from zolal.core import ledger  # noqa: PLC0415
    from zolal.people.points import numbered  # noqa: PLC0415

    with transaction.atomic():
        action = ledger.act(kind="bench", by=None)
        ledger.create(action, "person", numbered(people))


def _by_django(people: Sequence[dict[str, Any]]) -> None:
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from zolal.people.models import ContactPoint, Person  # noqa: PLC0415

    now = timezone.now()
    rows = [{name: value for name, value in one.items() if name != "points"} for one in people]
    with transaction.atomic():
        made = Person.objects.bulk_create(Person(**row, created_at=now, updated_at=now) for row in rows)
        ContactPoint.objects.bulk_create(
            ContactPoint(person=person, **point)
            for person, one in zip(made, people, strict=True)
            for point in one["points"]
        )


if __name__ == "__main__":
    main()
