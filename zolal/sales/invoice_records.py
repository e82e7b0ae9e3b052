"""How the facts of invoices and payments are read from and written to their tables; an issued invoice stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from zolal.activities.search import haystack
from zolal.core.ledger import Ahead, Facts
from zolal.core.ledger.columns import ColumnRecords
from zolal.engine.persian.letters import digits
from zolal.sales.lines import totals
from zolal.sales.models import Invoice, Payment

LOOSE = frozenset({"person", "company", "owner", "team", "source", "state"})
"""What may change after the issue: whose page it stands on when customers are merged, and who looks after it."""


class IssuedStays(Exception):
    """Somebody wants to change or take away an issued invoice."""


class InvoiceRecords(ColumnRecords):
    name = "invoice"
    model = Invoice
    columns = (
        "kind", "status", "year", "number", "corrects", "person", "company", "owner", "team", "deal", "issued_on",
        "due_on", "lines", "seller", "buyer", "note", "source", "state",
    )  # fmt: skip
    derived_columns = ("subtotal", "discount", "tax", "total", "listed_on", "search")
    first_columns = ("paid", "credited", "replaced")

    def canonical(self, facts: Mapping[str, Any]) -> Facts:
        """A kind and a status always."""
        found = super().canonical(facts)
        for name, usual in (("kind", Invoice.Kind.SALE), ("status", Invoice.Status.DRAFT)):
            if name in found and not found[name]:
                found[name] = usual.value
        return found

    def facts(self, ids: Iterable[int]) -> dict[int, Facts]:
        """Empty lines and parties are absent."""
        found = super().facts(ids)
        return {
            pk: {fact: value for fact, value in facts.items() if value not in ([], {})} for pk, facts in found.items()
        }

    def first(self, ahead: Ahead) -> Sequence[Any]:  # noqa: ARG002
        return (0, 0, False)

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead]) -> Mapping[int, Sequence[Any]]:  # noqa: ARG002
        """Its totals, and what it is found by: its number, who bought, what."""
        return {record_id: _derived(facts) for record_id, facts in rows.items()}

    def update(
        self, changes: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], facts: Mapping[int, Facts]
    ) -> None:
        """Raises `IssuedStays`."""
        _demand_loose([pk for pk, changed in changes.items() if changed.keys() - LOOSE])
        super().update(changes, columns, facts)

    def delete(self, ids: Iterable[int]) -> None:
        """Raises `IssuedStays`."""
        wanted = list(ids)
        _demand_loose(wanted)
        super().delete(wanted)


class PaymentRecords(ColumnRecords):
    name = "payment"
    model = Payment
    columns = ("invoice", "on", "amount", "method", "reference", "note", "owner", "team", "source", "state")


def _demand_loose(ids: Sequence[int]) -> None:
    if ids and Invoice.objects.filter(pk__in=ids, status=Invoice.Status.ISSUED).exists():
        raise IssuedStays


def _derived(facts: Facts) -> tuple[int, int, int, int, date, str]:
    found = totals(facts.get("lines") or [])
    buyer = facts.get("buyer") or {}
    number = f"{facts['year']}/{facts['number']:05} {facts['number']}" if facts.get("number") else ""
    # Not by the IDs of the buyer: they may be withheld from who searches.
    texts = [number, buyer.get("name", ""), facts.get("note") or ""]
    texts += [line["name"] for line in facts.get("lines") or []]
    day = date.fromisoformat(facts["issued_on"]) if facts.get("issued_on") else date.max
    return found.gross, found.discount, found.tax, found.total, day, haystack(digits(" ".join(filter(None, texts))))
