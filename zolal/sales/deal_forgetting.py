"""What is kept of a customer who is erased in the rows of files that deals came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.core.erasure import NAME
from zolal.engine.persian.letters import key
from zolal.sales.models import Deal, DealRow
from zolal.sales.portions import portions


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:
    """Empty these rows, and those of nobody known in which the name stands; they are known again by their digest, which
    tells nothing."""
    of = {f"{record_type}_id__in": list(ids)}
    DealRow.objects.filter(**of).update(raw={})
    deals = Deal.objects.filter(**of).values("pk")
    DealRow.objects.filter(deal_id__in=deals).update(raw={})
    if names := {*keys.get(NAME, ())}:
        unknown = DealRow.objects.filter(person_id=None, company_id=None).exclude(raw={})
        cells = unknown.values_list("pk", "raw").iterator(chunk_size=2_000)
        named = [pk for pk, raw in cells if names.intersection(key(cell) for cell in raw.values())]
        for some in portions(named):
            DealRow.objects.filter(pk__in=some).update(raw={})
