"""Server time of lists, searches and records at a million people, on both databases.

    python -m bench.pages --data /var/tmp/zolal-bench --rows 1000000

The databases are filled once and stay in the folder. Every case is asked `--times` times, each time with other values,
after one warm-up. On a busy machine the time of the process itself says more than the clock; on PostgreSQL the
server's part is not in it. What a database or the machine caches is cached, as it is in a day's work.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator

from bench.database import on_each

Ask = Callable[[random.Random], object]
LIMIT = 150  # milliseconds at the 95th percentile


def main() -> None:
    on_each("bench.pages", __doc__, inside, times=40)


def inside(rows: int, times: int) -> None:
    """In the child process that has the database: fill it, then measure."""
    import django  # noqa: PLC0415 - not in the parent, which has no database

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    from bench.asked import cases  # noqa: PLC0415 - models need Django
    from bench.population import fill  # noqa: PLC0415

    fill(rows)
    told(cases(), times)


def told(cases: Iterable[tuple[str, Ask]], times: int) -> None:
    """Ask each case so often, and print its line."""
    import zolal.server.wsgi  # noqa: F401, PLC0415 - the collector leaves alone what it does in the web server

    slow = 0
    for name, ask in cases:
        measured, computed = map(sorted, zip(*_milliseconds(ask, times), strict=True))
        p50, p95 = measured[len(measured) // 2], measured[int(len(measured) * 0.95)]
        cpu = computed[int(len(computed) * 0.95)]
        slow += p95 > LIMIT
        print(
            f"  {p50:8.1f} {p95:8.1f} ms, {cpu:8.1f} of them computing  {'SLOW  ' if p95 > LIMIT else ''}{name}",
            flush=True,
        )
    print(f"  above {LIMIT} ms: {slow}")


def _milliseconds(ask: Ask, times: int) -> Iterator[tuple[float, float]]:
    """What the clock says, and how much of it this process was computing."""
    dice = random.Random(1)
    ask(dice)
    for _ in range(times):
        begun, idle = time.perf_counter(), time.process_time()
        ask(dice)
        yield 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - idle)


if __name__ == "__main__":
    main()
