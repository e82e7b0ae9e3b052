"""Whose password is being tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def account_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The e-mail as the log-in reads it: else each other way of writing it would give as many tries again."""
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return str(typed).strip().lower()[:255]
