"""Maintenance at a million people: how long a run of 100,000 things takes to be dealt, and its pages.

    python -m bench.upkeep --data /var/tmp/zolal-bench --rows 1000000

The database is filled and judged once and stays in the folder. The run is dealt anew each time. A page is asked
`--times` times; on a busy machine the time of the process itself says more than the clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.database import on_each

AT_MOST = 5_000  # for each of the twenty colleagues


def main() -> None:
    on_each("bench.upkeep", __doc__, inside, times=20)


def inside(rows: int, times: int) -> None:
    """In the child process that has the database."""
    import django  # noqa: PLC0415 - not in the parent, which has no database

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    from bench.population import fill  # noqa: PLC0415 - models need Django

    fill(rows)
    _judge()
    begun, idle = time.perf_counter(), time.process_time()
    items = _deal()
    print(
        f"  dealing {items:,}: {time.perf_counter() - begun:.1f} s, {time.process_time() - idle:.1f} of them computing"
    )
    for name, ask in _pages():
        ask()
        measured = sorted(_milliseconds(ask) for _ in range(times))
        place = int(len(measured) * 0.95)
        cpu = sorted(one for _clock, one in measured)[place]
        print(f"  {measured[place][0]:8.1f} ms, {cpu:8.1f} of them computing  {name}", flush=True)


def _judge() -> None:
    from zolal.core.jobs import enqueue, run_now  # noqa: PLC0415
    from zolal.quality.models import Issue  # noqa: PLC0415

    if not Issue.objects.exists():
        run_now(enqueue("quality.reassess"))


def _deal() -> int:
    from zolal.accounts.models import User  # noqa: PLC0415
    from zolal.core.jobs import run_now  # noqa: PLC0415
    from zolal.stewardship.actions.runs import cancel_run, start_run  # noqa: PLC0415
    from zolal.stewardship.actions.schedules import create_schedule  # noqa: PLC0415
    from zolal.stewardship.models import Run  # noqa: PLC0415
    from zolal.stewardship.work import CLASSES  # noqa: PLC0415

    by = User.objects.get(email="admin@example.com")
    for run in Run.objects.filter(state__in=(Run.State.OPEN, Run.State.DEALING)):
        cancel_run(run=run, by=by)
    people = list(User.objects.exclude(pk=by.pk).exclude(role="reader"))
    schedule = create_schedule(
        name=f"bench {time.time():.0f}", day=1, classes=CLASSES, people=people, at_most=AT_MOST, days=10, by=by
    )
    run = start_run(schedule=schedule, by=by)
    if run.job:
        print(f"  {run_now(run.job).state}", flush=True)
    run.refresh_from_db()
    items: int = run.items
    return items


def _pages() -> list[tuple[str, Callable[[], object]]]:
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from zolal.accounts.models import User  # noqa: PLC0415
    from zolal.stewardship.models import Run  # noqa: PLC0415

    client = Client(HTTP_HOST="localhost")
    by = User.objects.get(email="admin@example.com")
    client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
    run = Run.objects.filter(state=Run.State.OPEN).latest("id")
    share = run.shares.order_by("-dealt").first()
    addresses = {
        "the months": reverse("maintenance"),
        "one month": reverse("maintenance-run", args=[run.uid]),
        "what was dealt to somebody": reverse("maintenance-part", args=[share.uid] if share else []),
        "adoption": reverse("adoption"),
        "plans": reverse("plans"),
        "reviews": reverse("reviews"),
        "the problem log": reverse("problems"),
    }
    return [(name, lambda address=address: client.get(address)) for name, address in addresses.items()]  # type: ignore[misc]


def _milliseconds(ask: Callable[[], object]) -> tuple[float, float]:
    begun, idle = time.perf_counter(), time.process_time()
    ask()
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - idle)


if __name__ == "__main__":
    main()
