"""Files for fields: handed in first, then written into a field like any other text."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.objects import objects
from zolal.accounts.permissions import NotAllowed, may
from zolal.core import files
from zolal.people.models import OwnFile
from zolal.people.own.files import fact_of, take_away
from zolal.people.own.types import own_types

UNUSED = timedelta(days=1)
"""So long a file waits to be written into a field."""


def hand_in(*, upload: files.Upload, by: User) -> str:
    """Keep a file; what to write into a field. Nobody but `by` can, once. Raises `NotAllowed`; `ValidationError`."""
    if not any(may(by, verb) for verb in _verbs()):
        raise NotAllowed("records.edit")
    name = files.demand_fit(upload.name, upload.size)
    with transaction.atomic():
        left = OwnFile.objects.filter(by=by, record_id__isnull=True, at__lt=timezone.now() - UNUSED)
        take_away(left.values_list("pk", flat=True))
        digest = files.keep(upload.file)
        return fact_of(OwnFile.objects.create(name=name, size=upload.size, sha256=digest, by=by, at=timezone.now()))


def _verbs() -> set[str]:
    """What lets somebody write into a field of some kind of record."""
    told = [one.verbs for name, one in objects().items() if name in own_types()]
    return {verbs[what] for verbs in told for what in ("create", "change") if what in verbs}
