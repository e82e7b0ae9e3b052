"""A whole queue is decided in the background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zolal.accounts.models import User
from zolal.capture.actions.decisions import demand_allowed
from zolal.core.jobs import enqueue
from zolal.core.models import Job
from zolal.quality.actions.handling import Wish

AT_ONCE = 500
"""So many picked issues are decided while somebody waits; a whole queue always goes to the background."""


def decide_matching(*, record_type: str, whose: str, narrowed: Mapping[str, Any], wish: Wish, by: User) -> Job:
    """Decide about everything in the queue that `queue_named` gives. Raises `NotAllowed`, `ValidationError`."""
    demand_allowed(wish, by, several=True)
    until = wish.until.isoformat() if wish.until else ""
    kept = {"verdict": wish.verdict, "until": until, "to": wish.to.pk if wish.to else None, "note": wish.note}
    return enqueue("capture.decide", owner=by, record_type=record_type, whose=whose, narrowed=narrowed, wish=kept)
