"""What a screen showed when it was opened, in a signed hidden field: who saves says what they saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import QueryDict

_SALT = "zolal.remembered"


def remember(values: Mapping[str, Any]) -> str:
    """For the hidden field "seen"."""
    return signing.dumps(dict(values), salt=_SALT, compress=True)


def remembered(data: QueryDict) -> dict[str, Any] | None:
    """What was remembered; None where the sender does not say."""
    try:
        return dict(signing.loads(data.get("seen", ""), salt=_SALT))
    except (signing.BadSignature, ValueError):
        return None
