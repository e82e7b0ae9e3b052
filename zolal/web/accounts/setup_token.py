"""The token in the printed link with which the first administrator is made."""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def setup_token() -> str:
    """Follows from the secret key, so that the link stays the same until somebody has used it."""
    return salted_hmac("zolal.setup", settings.SECRET_KEY, algorithm="sha256").hexdigest()[:40]


def is_setup_token(text: str) -> bool:
    return constant_time_compare(text, setup_token())
