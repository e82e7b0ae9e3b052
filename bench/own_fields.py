"""Server time of lists filtered and sorted by fields in `own`, at a million people, on both databases.

    python -m bench.own_fields --data /var/tmp/zolal-bench-own --rows 1000000

Everybody has six values; they are written beside the ledger, which `bench.ledger` measures.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bench.database import on_each

Ask = Callable[[random.Random], object]
CHUNK = 5_000
EDUCATION = ("none", "diploma", "associate", "bachelor", "master", "doctor")
TOUCH = ("shop_site", "social", "email", "paid_ad", "fair", "referral", "call_in", "walk_in")
INTERESTS = ("technology", "sports", "travel", "art", "books", "cooking")
STATUS = ("never", "trial", "first", "steady", "former")


def main() -> None:
    on_each("bench.own_fields", __doc__, inside, times=30, data="/var/tmp/zolal-bench-own")


def inside(rows: int, times: int) -> None:
    """In the child process that has the database: fill it, then measure."""
    import django  # noqa: PLC0415 - not in the parent, which has no database

    django.setup()
    from bench.pages import told  # noqa: PLC0415
    from bench.population import fill  # noqa: PLC0415 - models need Django

    fill(rows)
    _give()
    told(_cases(), times)


def _give() -> None:
    from django.db import transaction  # noqa: PLC0415

    from zolal.core import bulk  # noqa: PLC0415
    from zolal.core.planner import refresh_statistics  # noqa: PLC0415
    from zolal.people.fields import fields_of  # noqa: PLC0415
    from zolal.people.models import OwnValue, Person  # noqa: PLC0415
    from zolal.people.own.index import entries_of, number_of  # noqa: PLC0415

    known, dice = fields_of("person"), random.Random(3)
    after = 0
    while ids := list(Person.objects.filter(own={}, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        after = ids[-1]
        values = {record_id: _values(dice) for record_id in ids}
        index = [
            [number_of("person", f"own:{key}"), record_id, *entry]
            for record_id, own in values.items()
            for key, value in own.items()
            for entry in entries_of(known[f"own:{key}"], value)
        ]
        with transaction.atomic():
            bulk.update(Person, ["own"], ([record_id, own] for record_id, own in values.items()))
            bulk.insert(OwnValue, ["field", "record", "text", "number"], index)
    refresh_statistics()


def _values(dice: random.Random) -> dict[str, object]:
    return {
        "education": dice.choice(EDUCATION),
        "touch_point": dice.choice(TOUCH),
        "interests": dice.sample(INTERESTS, 2),
        "household": dice.randrange(1, 8),
        "consent_on": (date(2026, 11, 1) - timedelta(days=dice.randrange(1_500))).isoformat(),
        "user_status": dice.choice(STATUS),
    }


def _cases() -> Iterator[tuple[str, Ask]]:
    from zolal.accounts.models import User  # noqa: PLC0415
    from zolal.people.queries.lists import Wish, page  # noqa: PLC0415

    user = User.objects.get(email="admin@example.com")

    def listed(query: Callable[[random.Random], str]) -> Ask:
        return lambda dice: page(user=user, wish=Wish.read("person", query(dice)))

    yield "one choice", listed(lambda dice: f"own:education={dice.choice(EDUCATION)}")
    yield "six filters", listed(_six)
    yield "six filters, newest first", listed(lambda dice: f"{_six(dice)}&sort=-updated_at")
    yield "six filters, few fit", listed(lambda dice: f"{_six(dice)}&own:household=1&own:household.to=1&city=یزد")
    yield "sorted by a number", listed(lambda _dice: "sort=own:household")
    yield "sorted by a day, newest first", listed(lambda _dice: "sort=-own:consent_on")
    yield "sorted by a day, six filters", listed(lambda dice: f"{_six(dice)}&sort=own:consent_on")
    yield "not one of the choices", listed(lambda dice: f"own:touch_point.not={dice.choice(TOUCH)}")


def _six(dice: random.Random) -> str:
    day = (date(2026, 11, 1) - timedelta(days=dice.randrange(100, 1_200))).isoformat()
    return (
        f"own:education={dice.choice(EDUCATION)}&own:touch_point={dice.choice(TOUCH)}"
        f"&own:interests={dice.choice(INTERESTS)}&own:household.from=3&own:consent_on.from={day}"
        f"&own:user_status={dice.choice(STATUS)}"
    )


if __name__ == "__main__":
    main()
