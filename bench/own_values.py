"""Six values of fields that stand in `own` for everybody, and what is asked of them.

To be imported once Django is set up.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db import transaction

from bench.pages import Ask
from zolal.accounts.models import User
from zolal.core import bulk
from zolal.core.planner import refresh_statistics
from zolal.people.fields import fields_of
from zolal.people.models import OwnValue, Person
from zolal.people.own.index import entries_of, number_of
from zolal.people.queries.lists import Wish, page

CHUNK = 5_000
EDUCATION = ("none", "diploma", "associate", "bachelor", "master", "doctor")
TOUCH = ("shop_site", "social", "email", "paid_ad", "fair", "referral", "call_in", "walk_in")
INTERESTS = ("technology", "sports", "travel", "art", "books", "cooking")
STATUS = ("never", "trial", "first", "steady", "former")


def give() -> None:
    """Everybody who has no values yet gets six."""
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


def cases() -> Iterator[tuple[str, Ask]]:
    """What is asked, by name."""
    user = User.objects.get(email="admin@example.com")

    def listed(query: Callable[[random.Random], str]) -> Ask:
        return lambda dice: page(user=user, wish=Wish.read("person", query(dice)))

    yield "one choice", listed(lambda dice: f"own:education={dice.choice(EDUCATION)}")
    yield "six filters", listed(six)
    yield "six filters, newest first", listed(lambda dice: f"{six(dice)}&sort=-updated_at")
    yield "six filters, few fit", listed(lambda dice: f"{six(dice)}&own:household=1&own:household.to=1&city=یزد")
    yield "sorted by a number", listed(lambda _dice: "sort=own:household")
    yield "sorted by a day, newest first", listed(lambda _dice: "sort=-own:consent_on")
    yield "sorted by a day, six filters", listed(lambda dice: f"{six(dice)}&sort=own:consent_on")
    yield "not one of the choices", listed(lambda dice: f"own:touch_point.not={dice.choice(TOUCH)}")


def six(dice: random.Random) -> str:
    """Six filters at once, as an address has them."""
    day = (date(2026, 11, 1) - timedelta(days=dice.randrange(100, 1_200))).isoformat()
    return (
        f"own:education={dice.choice(EDUCATION)}&own:touch_point={dice.choice(TOUCH)}"
        f"&own:interests={dice.choice(INTERESTS)}&own:household.from=3&own:consent_on.from={day}"
        f"&own:user_status={dice.choice(STATUS)}"
    )
