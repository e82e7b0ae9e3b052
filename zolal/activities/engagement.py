"""What is engagement of a person, and what only looks so: scanners and mail clients follow every link by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime

from zolal.activities.models import Signal

TOO_SOON = timedelta(seconds=10)
"""Nobody reads what was sent to them within so little time; what filters mail does."""

BY_MACHINES = frozenset({"email_opened", "site_visited", "asset_engaged"})


def weighed(kind: str, at: datetime, detail: Mapping[str, Any]) -> str:
    """The kind a signal is kept as: an opening that no person can have made is one by a machine.

    `detail` may say "method" and "purpose" of the HTTP request, and "sent_at" of the message it answers.
    """
    return Signal.Kind.MACHINE.value if kind in BY_MACHINES and _by_machine(at, detail) else kind


def _by_machine(at: datetime, detail: Mapping[str, Any]) -> bool:
    if str(detail.get("method", "")).upper() in {"HEAD", "OPTIONS"}:
        return True
    if "prefetch" in str(detail.get("purpose", "")).lower():
        return True
    sent_at = _moment(detail.get("sent_at"))
    return sent_at is not None and timedelta(0) <= at - sent_at < TOO_SOON


def _moment(text: object) -> datetime | None:
    try:
        found = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None
