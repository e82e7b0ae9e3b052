"""Which fields are filled from files, by what their columns were taken for the last time."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.capture.intake.columns import signature
from zolal.capture.models import Import, Mapping
from zolal.capture.queries.imports import visible_imports
from zolal.people.uses import Use

MAPPING = Use("mapping", _("Filled from files"))
_CONFIRMED = (
    Import.State.CHECKING, Import.State.READY, Import.State.COMMITTING, Import.State.DONE, Import.State.UNDOING,
    Import.State.UNDONE,
)  # fmt: skip
_LOOKED_THROUGH = 500
"""Newest files."""


def used_by_mappings(user: User, record_type: str) -> Iterator[tuple[str, Use]]:
    """By the name of the last file with the same headers that the user may see. Others are one without a name for who
    sees all customers; who sees only some is not even told that there were any."""
    found: dict[str, dict[Use, None]] = {}
    met = set()
    files = visible_imports(user).filter(record_type=record_type, state__in=_CONFIRMED).order_by("-pk")
    for of in files.select_related(None).only("uid", "filename", "columns")[:_LOOKED_THROUGH]:
        if (headers := signature(column["header"] for column in of.columns)) in met:
            continue
        met.add(headers)
        _note(found, of.columns, Use("mapping", of.filename, str(of.uid)))
    if scope_of(user) == "all":
        for mapping in Mapping.objects.filter(record_type=record_type).exclude(signature__in=met):
            _note(found, mapping.columns, MAPPING)
    for field in sorted(found):
        for use in found[field]:
            yield field, use


def _note(found: dict[str, dict[Use, None]], columns: list[dict[str, str]], use: Use) -> None:
    for column in columns:
        if column.get("field"):
            found.setdefault(column["field"], {})[use] = None
