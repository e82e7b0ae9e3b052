"""Server time of the queues and the quality centre at a million people with 3.7 million issues, on both databases.

    python -m bench.queues --data /var/tmp/zolal-queues --rows 1000000

The databases are filled once and stay in the folder: people as `bench.population` makes them, issues and pairs as their
rows, since a page does not know how they came about. Columns are those of `bench.pages`.
"""
# ruff: noqa: PLC0415 - Django is told where its data is before any of it is imported

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from importlib import import_module

from bench.database import on_each
from bench.pages import LIMIT, _milliseconds

ISSUES = 3.7
"""So many a person."""
PAIRS = 0.2
CHUNK = 20_000
SORTS = (
    ("invalid", "email_domain_typo", "email", "warning", 30),
    ("invalid", "mobile_length", "mobile", "error", 60),
    ("invalid", "national_id_checksum", "national_id", "error", 25),
    ("invalid", "date_impossible", "birth_date", "error", 8),
    ("invalid", "place_conflict", "province", "warning", 12),
    ("invalid", "names_swapped", "given_name", "warning", 5),
    ("invalid", "postal_code_doubtful", "postal_code", "warning", 15),
    ("invalid", "phone_area", "phone", "error", 9),
    ("invalid", "digits_in_name", "family_name", "error", 3),
    ("invalid", "keyboard_layout", "given_name", "error", 1),
    ("invalid", "letters", "given_name", "info", 70),
    ("invalid", "letters", "family_name", "info", 60),
    ("invalid", "format", "mobile", "info", 60),
    ("old", "old", "last_activity_on", "warning", 60),
    ("incomplete", "missing_essential", "email", "warning", 50),
    ("incomplete", "missing_essential", "mobile", "warning", 18),
    ("incomplete", "missing_essential", "name", "warning", 2),
    ("inactive", "inactive", "last_activity_on", "warning", 40),
)
"""(class, code, field, severity) and how often it comes; a third are notes, which wait for nobody."""


def main() -> None:
    on_each("bench.queues", __doc__, inside, times=20, data="/var/tmp/zolal-queues")


def inside(rows: int, times: int) -> None:
    """In the child process that has the database: fill it, then measure."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    from bench.population import fill
    from bench.waiting import cases

    fill(rows)
    find()
    slow = 0
    # What stands in memory when the web server is ready is not looked through for garbage again.
    import_module("zolal.server.wsgi")
    for name, ask in cases():
        gc.collect()  # what a case needed to be made ready is not for the next one to clear away
        measured, computed = map(sorted, zip(*_milliseconds(ask, times), strict=True))
        p50, p95 = measured[len(measured) // 2], measured[int(len(measured) * 0.95)]
        cpu = computed[int(len(computed) * 0.95)]
        slow += p95 > LIMIT
        mark = "SLOW  " if p95 > LIMIT else ""
        print(f"  {p50:8.1f} {p95:8.1f} ms, {cpu:8.1f} of them computing  {mark}{name}", flush=True)
    print(f"  above {LIMIT} ms: {slow}")


def find() -> None:
    """Issues of everybody, and pairs of some, where there are none yet."""
    from django.db import transaction
    from django.utils import timezone

    from zolal.core import bulk
    from zolal.people.models import Person
    from zolal.quality.models import Issue, Pair

    begun = Issue.objects.order_by("-record_id").values_list("record_id", flat=True).first() or 0
    people = Person.objects.filter(state="active", pk__gt=begun).order_by("pk").values_list("pk", "owner", "team")
    names = [
        "record_type", "record_id", "owner", "team", "holder", "group", "code", "fact", "severity", "fault", "raw",
        "proposal", "created_at",
    ]  # fmt: skip
    dice, now = random.Random(3), timezone.now()
    while part := list(people.filter(pk__gt=begun)[:CHUNK]):
        begun = part[-1][0]
        with transaction.atomic():
            bulk.insert(Issue, names, [[*row, now] for one in part for row in _issues(dice, *one)])
            bulk.insert(
                Pair,
                ["uid", "record_type", "first_id", "second_id", "probability", "evidence", "effect", "decision",
                 "lot", "sampled", "teaches", "created_at"],
                [_pair(dice, now, *one) for one in part if dice.random() < PAIRS],
            )  # fmt: skip
        print(f"  issues up to person {begun:,}", flush=True)
    _tell_whose()
    _settle()
    _measured_at_night()


def _measured_at_night() -> None:
    """As the night before has left them: the figures of all, and of a member who sees many, but only their own."""
    from zolal.accounts.models import User
    from zolal.core.models import Setting
    from zolal.quality.actions.measure import measure
    from zolal.quality.models import Measurement

    if Measurement.objects.exists():
        return
    measure(record_type="person")
    Setting.objects.update_or_create(name="visibility.member", defaults={"value": "own"})
    measure(record_type="person", user=User.objects.get(email="user1@example.com"))
    Setting.objects.filter(name="visibility.member").delete()


def _settle() -> None:
    """What planners go by, and what PostgreSQL does by itself some time after so many rows were written."""
    from django.db import connection

    from zolal.core.planner import refresh_statistics

    refresh_statistics()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


def _tell_whose() -> None:
    """As every write of a record does: pairs say whose their records are."""
    from zolal.people.models import Person
    from zolal.quality.snapshots import parts
    from zolal.quality.whose_pairs import follow

    for some in parts(list(Person.objects.order_by("pk").values_list("pk", flat=True))):
        follow("person", some)


def _issues(dice: random.Random, person: int, owner: int | None, team: int | None) -> Iterator[list[object]]:
    many = int(ISSUES) + (dice.random() < ISSUES % 1)
    picked = dice.choices(SORTS, weights=[sort[4] for sort in SORTS], k=many)
    for group, code, fact, severity, _weight in {sort[:3]: sort for sort in picked}.values():
        raw = f"{fact} {person}" if group == "invalid" else ""
        yield ["person", person, owner, team, owner, group, code, fact, severity, "", raw, raw and f"{raw} mended"]


def _pair(dice: random.Random, now: object, person: int, *_whose: int | None) -> list[object]:
    from zolal.core.uid import uuid7

    other = person + 1 + int(dice.expovariate(1 / 1_000))
    probability, evidence = 0.6 + 0.4 * dice.random(), [["mobile", "exact", 7.5]]
    said = [probability, evidence, dice.randrange(9), "open", dice.random(), False, 0.0, now]
    return [uuid7(), "person", person, other, *said]


if __name__ == "__main__":
    main()
