"""Which fields are filled from files: those of the mappings that are kept, to be proposed again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.capture.models import Mapping
from zolal.people.uses import Use

MAPPING = Use("mapping", _("Filled from files"))


def used_by_mappings(_user: User, record_type: str) -> Iterator[tuple[str, Use]]:
    """Each of the fields once. A mapping keeps no header, so it cannot say of which file it is."""
    kept = Mapping.objects.filter(record_type=record_type).values_list("columns", flat=True)
    for field in sorted({column["field"] for columns in kept for column in columns if column.get("field")}):
        yield field, MAPPING
