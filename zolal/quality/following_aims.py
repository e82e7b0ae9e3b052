"""Another weight, another goal: everything is judged anew, by a job."""

from __future__ import annotations

from typing import Any

from zolal.core.jobs import enqueue
from zolal.core.models import Job, Setting

TASK = "quality.reassess"


def on_setting(*, instance: Setting, **_: Any) -> None:  # noqa: ANN401 - of a signal
    """Mark all for recomputation; one that still waits will see this choice too."""
    counts = instance.name.startswith("score.") or instance.name == "match.same"
    if counts and not Job.objects.filter(task=TASK, state=Job.State.QUEUED).exists():
        enqueue(TASK)
