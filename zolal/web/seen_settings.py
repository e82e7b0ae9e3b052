"""What a screen showed of the settings when it was opened, in a signed hidden field: who saves says what they saw."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest

from zolal.core.settings import settings

_SALT = "zolal.seen_settings"


def written(*names: str) -> str:
    """The values as they are now, for the hidden field "seen"."""
    return signing.dumps(settings(*names), salt=_SALT, compress=True)


def seen_settings(request: HttpRequest) -> dict[str, Any] | None:
    """The values as they were shown; None where the sender does not say."""
    try:
        return dict(signing.loads(request.POST.get("seen", ""), salt=_SALT))
    except (signing.BadSignature, ValueError):
        return None
