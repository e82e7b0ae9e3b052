"""Server time of signals and of the room of the inactive, at a million people and five million signals.

    python -m bench.silence --data /var/tmp/zolal-bench --rows 1000000

The databases are those of `bench.pages`. Signals are written at once, as are the issues of who is silent: writing them
one call after another is measured by itself, on the database that is full.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.database import on_each

EACH = 5
AGES = 400
"""Signals of a person, and over how many days they spread."""


def main() -> None:
    on_each("bench.silence", __doc__, inside, times=30)


def inside(rows: int, times: int) -> None:
    """In the child process that has the database: fill it, then measure."""
    import django  # noqa: PLC0415 - not in the parent, which has no database

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from bench.population import fill  # noqa: PLC0415 - models need Django

    call_command("collectstatic", interactive=False, verbosity=0)
    fill(rows)
    _tell()
    for name, ask in _cases().items():
        ask()
        spent = [_timed(ask) for _ in range(times if name[0] != "!" else 3)]
        clock, own = (sorted(part) for part in zip(*spent, strict=True))
        edge = min(len(clock) - 1, int(0.95 * len(clock)))
        print(f"{name:45} {clock[len(clock) // 2]:8.0f} {clock[edge]:8.0f} {own[edge]:8.0f}", flush=True)


def _timed(ask: Callable[[], object]) -> tuple[float, float]:
    clock, own = time.perf_counter(), time.process_time()
    ask()
    return 1_000 * (time.perf_counter() - clock), 1_000 * (time.process_time() - own)


def _tell() -> None:
    """Signals of two of three people, and what follows from them."""
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from zolal.activities import last  # noqa: PLC0415
    from zolal.activities.models import OF_LIFE, Signal  # noqa: PLC0415
    from zolal.core import bulk  # noqa: PLC0415
    from zolal.core.planner import refresh_statistics  # noqa: PLC0415
    from zolal.core.sources import source_named  # noqa: PLC0415
    from zolal.core.uid import uuid7  # noqa: PLC0415
    from zolal.people.models import Person  # noqa: PLC0415
    from zolal.quality.issue_rows import Wrong, rewrite  # noqa: PLC0415
    from zolal.quality.issues import Found  # noqa: PLC0415
    from zolal.quality.models import Issue  # noqa: PLC0415
    from zolal.quality.silence import silent  # noqa: PLC0415

    if Issue.objects.filter(code="inactive").exists():
        return
    now, dice, source = timezone.now(), random.Random(7), source_named("bench", "api")
    Person.objects.update(created_at=now - timedelta(days=700))
    ids = [] if Signal.objects.exists() else list(Person.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), 20_000):
        part = [one for one in ids[start : start + 20_000] if one % 3]
        rows: list[tuple[Any, ...]] = []
        newest: dict[int, last.Days] = {}
        for one in part:
            for _time in range(EACH * 3 // 2):
                kind, at = dice.choice(OF_LIFE).value, now - timedelta(days=dice.randint(1, AGES))
                rows.append((uuid7(), one, kind, at, source.pk, {}))
                days = newest.setdefault(one, {})
                days[kind] = max(at.date(), days.get(kind, at.date()))
        with transaction.atomic():
            bulk.insert(Signal, ("uid", "person_id", "kind", "at", "source_id", "detail"), rows)
            last.keep("person", newest)
    with transaction.atomic():
        last.hear({kind.value: (now.date() - timedelta(days=AGES), now.date()) for kind in OF_LIFE})
    found = [Found("last_activity_on", "inactive", "inactive", "warning")]
    quiet = list(silent(timezone.localdate()).values_list("id", flat=True))
    for start in range(0, len(quiet), 20_000):
        part = quiet[start : start + 20_000]
        with transaction.atomic():
            rewrite("person", part, [Wrong(one, {}, found) for one in part], timezone.localdate())
    refresh_statistics()
    print(f"  {Signal.objects.count():,} signals, {Issue.objects.filter(code='inactive').count():,} silent", flush=True)


def _cases() -> dict[str, Callable[[], Any]]:
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from zolal.accounts.models import User  # noqa: PLC0415
    from zolal.activities.actions.signals import Told, record_signals  # noqa: PLC0415
    from zolal.core.uid import uuid7  # noqa: PLC0415
    from zolal.people.models import Person  # noqa: PLC0415
    from zolal.quality import silence  # noqa: PLC0415
    from zolal.quality.actions.measure import measure  # noqa: PLC0415

    administrator = User.objects.get(email="admin@example.com")
    measure(record_type="person")
    client, dice, most = (
        Client(headers={"host": "localhost"}),
        random.Random(8),
        Person.objects.order_by("-id").first().pk,
    )
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")

    def write(count: int) -> None:
        now = timezone.now()
        told = [Told(dice.randint(1, most), "email_opened", now, str(uuid7())) for _ in range(count)]
        record_signals(record_type="person", signals=told, by=administrator, source="bench")

    return {
        "room of the inactive, whole page": lambda: client.get("/quality/inactive/").content,
        "list of the silent, whole page": lambda: client.get("/people/?issue=inactive").content,
        "silent for 180 days, whole page": lambda: client.get("/people/?issue=inactive&silent.from=180").content,
        "one signal": lambda: write(1),
        "a thousand signals in one call": lambda: write(1_000),
        "!all figures, every night": lambda: measure(record_type="person"),
        "!who crossed the day, nobody": lambda: list(silence.misjudged()),
    }


if __name__ == "__main__":
    main()
