"""What a screen showed of the settings when it was opened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from zolal.core.settings import settings
from zolal.web.remembered import remember, remembered


def written(*names: str) -> str:
    """The values as they are now, for the hidden field "seen"."""
    return remember(settings(*names))


def seen_settings(request: HttpRequest) -> dict[str, Any] | None:
    """The values as they were shown; None where the sender does not say."""
    return remembered(request.POST)
