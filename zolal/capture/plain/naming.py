"""Which rows of plain files name somebody: to be forgotten with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from zolal.capture.models import ImportRow
from zolal.capture.plain.columns import texts_of
from zolal.capture.plain.kinds import PLAIN
from zolal.core.erasure import NAME
from zolal.engine.persian.letters import key
from zolal.sales.deal_customers import MODELS, normal

_ASKED = ("mobile", "email", "national_id", "legal_id")


def rows_naming(record_type: str, ids: Sequence[int], known: Mapping[str, set[str]]) -> set[int]:
    """Rows that were found to be of these customers, and rows that bear what identifies them.

    A name identifies where no customer was found.
    """
    rows = ImportRow.objects.filter(of__record_type__in=PLAIN)
    of = Q()
    for pk in ids:
        of |= Q(**{f"keys__{record_type}": pk})
    found = set(rows.filter(of).values_list("pk", flat=True)) if ids else set()
    if not any(known.get(name) for name in (*_ASKED, NAME)):
        return found
    for row in rows.exclude(pk__in=found).select_related("of").iterator(chunk_size=500):
        texts = texts_of(row.of.columns, row.cells, row.mended)
        told = any(name in texts and normal(name, texts[name]) in known.get(name, ()) for name in _ASKED)
        if told or any(key(texts.get(name, "")) in known.get(NAME, ()) for name in _unfound(record_type, row)):
            found.add(row.pk)
    return found


def _unfound(record_type: str, row: ImportRow) -> list[str]:
    """The columns in which a row may name such a customer without having been found to be theirs or another's."""
    own = [] if record_type in row.keys else [record_type]
    return own if MODELS.keys() & row.keys.keys() else [*own, "customer"]
