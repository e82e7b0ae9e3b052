"""How often a token may call: so many requests a minute, over all worker processes.

Each process adds up a few calls before it tells the database, so that reading costs no write; the limit is exact to
that many calls a process.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from zolal.api.models import CallCount
from zolal.api.problems import Refused

A_MINUTE = 1_200
_AT_ONCE = 20
"""So many calls are told to the database together."""


@dataclass(slots=True)
class _Count:
    """Calls of a minute: those all processes have told, and those only this one knows of."""

    minute: int
    told: int = 0
    untold: int = 0


_counts: dict[str, _Count] = {}
_lock = threading.Lock()


def count(request: HttpRequest, caller: str) -> None:
    """Count a request of a token or a user. Raises `Refused` where there were too many in this minute."""
    minute, second = divmod(int(time.time()), 60)
    if _made(caller, minute) > A_MINUTE:
        request.retry_after = 60 - second  # type: ignore[attr-defined]
        detail = _("More than %(limit)s requests in a minute. Wait %(seconds)s seconds.")
        raise Refused(429, detail % {"limit": A_MINUTE, "seconds": 60 - second}, retry_after=60 - second)


def forget_all() -> None:
    """Begin at nought in this process."""
    with _lock:
        _counts.clear()


def _made(caller: str, minute: int) -> int:
    with _lock:
        known = _counts.get(caller)
        if known is None or known.minute != minute:
            _drop_before(minute)
            known = _counts[caller] = _Count(minute)
        known.untold += 1
        untold = known.untold
        if known.told + untold <= A_MINUTE and untold < min(_AT_ONCE, A_MINUTE // 2):
            return known.told + untold
        known.untold = 0
    told = _tell(caller, minute, untold)
    with _lock:
        known.told = max(known.told, told)
        return known.told + known.untold


def _drop_before(minute: int) -> None:
    for caller in [caller for caller, known in _counts.items() if known.minute < minute]:
        del _counts[caller]


def _tell(caller: str, minute: int, calls: int) -> int:
    """Add calls to what all processes have told; how many that makes."""
    row = CallCount.objects.filter(caller=caller, minute=minute)
    with transaction.atomic():
        if not row.update(calls=F("calls") + calls):
            CallCount.objects.filter(minute__lt=minute - 1).delete()
            try:
                with transaction.atomic():
                    CallCount.objects.create(caller=caller, minute=minute, calls=calls)
            except IntegrityError:
                row.update(calls=F("calls") + calls)
        return row.values_list("calls", flat=True).get()
