"""Sources by name."""

from __future__ import annotations

from zolal.core.models import Source


def source_named(name: str, method: str) -> Source:
    """The source of this name and method, made where it is new."""
    source, _ = Source.objects.get_or_create(name=name, method=method)
    return source
