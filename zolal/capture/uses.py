"""Which fields files are read into: the mappings that are kept, to be proposed again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import Truncator

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.capture.models import Mapping
from zolal.people.uses import Use

LONGEST = 60


def used_by_mappings(user: User, record_type: str) -> Iterator[tuple[str, Use]]:
    """Each field with the files that fill it, the ones used last first; for who may import."""
    if not may(user, "imports.run"):
        return
    for mapping in Mapping.objects.filter(record_type=record_type).order_by("-used_at", "-pk"):
        headers = "، ".join(column["header"] for column in mapping.columns)
        use = Use("mapping", Truncator(headers).chars(LONGEST), mapping.signature)
        for field in {column["field"]: None for column in mapping.columns if column.get("field")}:
            yield field, use
