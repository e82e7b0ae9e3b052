"""What payments and corrections leave of an invoice, kept true in the transaction that writes them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Sum

from zolal.core.ledger import Written
from zolal.core.models import Change
from zolal.sales.models import Invoice, Payment

ISSUED = Invoice.Status.ISSUED


def on_write(written: Written) -> None:
    """Settle the invoices that a write of payments or corrections concerns."""
    if written.record_type == "payment":
        settle(_named(written, "invoice"))
    elif written.record_type == "invoice":
        settle(_named(written, "corrects") | set(written.facts))


def settle(ids: Iterable[int]) -> None:
    """Work `paid`, `credited` and `replaced` out anew, and those of the sales that take the place of these."""
    waiting = sorted({pk for pk in ids if pk})
    done: set[int] = set()
    while waiting:
        invoice = Invoice.objects.filter(pk=waiting.pop(0)).select_related("corrects").first()
        if invoice is None or invoice.pk in done:
            continue
        done.add(invoice.pk)
        paid = Payment.objects.filter(invoice=invoice).aggregate(sum=Sum("amount"))["sum"] or 0
        if invoice.status == ISSUED and invoice.kind == Invoice.Kind.SALE and invoice.corrects:
            paid += invoice.corrects.paid
        corrections = Invoice.objects.filter(corrects=invoice, status=ISSUED)
        credited = corrections.filter(kind=Invoice.Kind.RETURN).aggregate(sum=Sum("total"))["sum"] or 0
        heirs = list(corrections.filter(kind=Invoice.Kind.SALE).values_list("pk", flat=True))
        now = {"paid": paid, "credited": credited, "replaced": bool(heirs)}
        if now != {name: getattr(invoice, name) for name in now}:
            Invoice.objects.filter(pk=invoice.pk).update(**now)
        waiting += heirs


def _named(written: Written, fact: str) -> set[int]:
    """What the fact named before and names now."""
    found = {facts.get(fact) for facts in written.facts.values()}
    changes = Change.objects.filter(
        action=written.action, record_type=written.record_type, record_id__in=written.ids
    ).values_list("before", "after")
    for before, after in changes:
        found |= {(before or {}).get(fact), (after or {}).get(fact)}
    return {pk for pk in found if pk}
