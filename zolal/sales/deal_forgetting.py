"""What is kept of a customer who is erased in the rows of files that deals came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.sales.models import Deal, DealRow, Sheet


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Empty these rows; they are known again by their digest, which tells nothing. Files that wait go whole: nobody can
    tell for sure whom their cells name."""
    of = {f"{record_type}_id__in": list(ids)}
    DealRow.objects.filter(**of).update(raw={})
    deals = Deal.objects.filter(**of).values("pk")
    DealRow.objects.filter(deal_id__in=deals).update(raw={})
    Sheet.objects.filter(kind=Sheet.Kind.DEALS).delete()
