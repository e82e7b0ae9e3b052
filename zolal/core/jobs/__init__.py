"""Long work, durable in the database: it survives a kill, shows how far it is, and can be cancelled.

A module `jobs.py` (or package `jobs`) of an app declares tasks:

    @task("quality.measure", daily_at=time(3))
    def measure(handle: Handle) -> dict[str, Any]: ...

A task is started again from its last checkpoint when its worker died, so each step is one transaction that holds both
the effect and `handle.save(checkpoint=...)`. A task that cannot go on raises `Failed` with a sentence for its owner;
any other exception is tried again, a few times.
"""

from zolal.core.jobs.queue import cancel, enqueue, ensure
from zolal.core.jobs.run import run_all, run_now
from zolal.core.jobs.standing import standing
from zolal.core.jobs.task import Cancelled, Failed, Handle, Lost, Task, task

__all__ = [
    "Cancelled",
    "Failed",
    "Handle",
    "Lost",
    "Task",
    "cancel",
    "enqueue",
    "ensure",
    "run_all",
    "run_now",
    "standing",
    "task",
]
