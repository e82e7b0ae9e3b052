"""Imports as somebody may see them: one's own; with "ledger.read" those of all whose customers one sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.visibility import done_by
from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.kinds import PLAIN
from zolal.people.queries.permitted import withheld
from zolal.people.queries.records import MODELS


@dataclass(frozen=True, slots=True)
class ImportPage:
    """Newest first; `next` is the uid to go on from."""

    imports: Sequence[Import]
    next: UUID | None


def visible_imports(user: User) -> QuerySet[Import]:
    """The imports a user may know of, with who began them, their job, source and action.

    The rows of a file hold every field: from whom one is withheld, others' files of such records are too.
    """
    if not may(user, "imports.run"):
        return Import.objects.none()
    every = Import.objects.select_related("by", "source", "job", "action")
    for record_type in MODELS:
        if withheld(user, record_type):
            # Files of deals and activities name people and companies by all that identifies them.
            every = every.filter(~Q(record_type__in=[record_type, *PLAIN]) | Q(by=user))
    return done_by(every, user, who="by")


def visible_import(user: User, uid: UUID) -> Import:
    """One import; raises `Import.DoesNotExist` also for what the user may not see."""
    return visible_imports(user).get(uid=uid)


def import_page(*, user: User, before: UUID | None = None, size: int = 50) -> ImportPage:
    """A page of the list."""
    found = visible_imports(user).order_by("-pk").defer("found", "columns")
    if before:
        found = found.filter(pk__lt=Import.objects.filter(uid=before).values("pk")[:1])
    imports = list(found[: size + 1])
    return ImportPage(imports[:size], imports[size - 1].uid if len(imports) > size else None)


def tabs(import_: Import) -> dict[str, int]:
    """How many rows each tab holds: new, update, duplicate, error."""
    return {str(verdict): int(import_.counts.get(verdict, 0)) for verdict in ImportRow.Verdict.values}
