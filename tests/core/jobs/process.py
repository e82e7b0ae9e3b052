"""A worker in a process of its own, on the database of the tests: `python -m tests.core.jobs.process NAME`."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from datetime import timedelta


def main(name: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = name
    django.setup()

    from zolal.core.jobs import queue, worker

    # A lost worker is given up sooner than in life.
    for module in (queue, importlib.import_module("zolal.core.jobs.task")):
        module.LEASE = timedelta(seconds=1.5)
    worker.RENEW = worker.POLL = 0.2

    importlib.import_module("tests.core.jobs.tasks")
    working = worker.Worker()
    signal.signal(signal.SIGTERM, working.stop)
    working.work()


if __name__ == "__main__":
    main(sys.argv[1])
