"""What is kept of a buyer who is erased: the law wants issued invoices, nothing wants drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.core.models import Change
from zolal.sales.models import Invoice


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Drafts of erased customers go with what the ledger holds of them; issued invoices stay, as the books must show
    them, and lead to nobody any more."""
    former = Change.objects.filter(record_type="invoice").filter(**{f"before__{record_type}__in": list(ids)})
    touched = set(former.values_list("record_id", flat=True))
    other = "company" if record_type == "person" else "person"
    drafts = Invoice.objects.filter(pk__in=touched, **{f"{record_type}__isnull": True, f"{other}__isnull": True})
    drafts = drafts.exclude(status=Invoice.Status.ISSUED)
    gone = list(drafts.values_list("pk", flat=True))
    Change.objects.filter(record_type="invoice", record_id__in=gone).delete()
    drafts.delete()
