"""Which fields are filled from files: those of the mappings that are kept, to be proposed again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.capture.models import Mapping
from zolal.capture.queries.imports import visible_imports
from zolal.people.uses import Use

MAPPING = Use("mapping", _("Filled from files"))


def used_by_mappings(user: User, record_type: str) -> Iterator[tuple[str, Use]]:
    """By the name of the file they were made with last; those of files the user may not see as one without a name."""
    seen = {*visible_imports(user).values_list("pk", flat=True)}
    found: dict[str, dict[Use, None]] = {}
    for mapping in Mapping.objects.filter(record_type=record_type).select_related("of").order_by("-used_at", "-pk"):
        of = mapping.of if mapping.of and mapping.of_id in seen else None
        use = Use("mapping", of.filename, str(of.uid)) if of else MAPPING
        for column in mapping.columns:
            if column.get("field"):
                found.setdefault(column["field"], {})[use] = None
    for field in sorted(found):
        for use in found[field]:
            yield field, use
