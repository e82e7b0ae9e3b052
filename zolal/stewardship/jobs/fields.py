"""What every field looks like, and who fits."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from zolal.core.collector import uncollected
from zolal.core.jobs import Handle, task
from zolal.engine.records import N_
from zolal.people.queries.records import MODELS
from zolal.stewardship import fitting
from zolal.stewardship.models import FieldProfile
from zolal.stewardship.profiles import profiles

COUNTING, FITTING = N_("Counting the fields"), N_("Finding who fits")


@task("stewardship.profile", daily_at=time(4))
@uncollected()
def profile(handle: Handle) -> dict[str, Any]:
    """The catalogue of fields, counted anew. In no transaction but for the writing: counting takes a while."""
    done = 0
    for record_type in sorted(MODELS):
        for field, figures in profiles(record_type):
            done += 1
            with transaction.atomic():
                FieldProfile.objects.update_or_create(
                    record_type=record_type, field=field, defaults={"figures": figures, "at": timezone.now()}
                )
                handle.save(stage=COUNTING, done=done)
    return {"fields": done}


@task("stewardship.fit")
def fit(handle: Handle, record_type: str = "person") -> dict[str, Any]:
    """The points of every record, after an indicator was changed."""
    after, done = handle.checkpoint.get("after", 0), handle.checkpoint.get("done", 0)
    total = fitting.live(record_type).count()
    while ids := fitting.some_after(record_type, after):
        with transaction.atomic():
            fitting.renew_between(record_type, ids[0], ids[-1])
            after, done = ids[-1], done + len(ids)
            handle.save(checkpoint={"after": after, "done": done}, stage=FITTING, done=done, total=max(total, done))
    return {"records": done}
