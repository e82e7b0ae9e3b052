"""What products, prices and invoices tell the rest when the app is ready."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from zolal.accounts.objects import offer
from zolal.core import erasure, ledger
from zolal.core.ledger.repoint import follows
from zolal.core.relations import moves
from zolal.people import search_index
from zolal.people.queries.permitted import goes_along
from zolal.sales import invoice_guard, settling, trade_measures, undoing
from zolal.sales.invoice_forgetting import forget
from zolal.sales.invoice_records import InvoiceRecords, PaymentRecords
from zolal.sales.models import Invoice, Product
from zolal.sales.queries.worth import LINES, PRICE, SUMS, TOTAL
from zolal.sales.rights import invoice_choices


def tell(app: AppConfig) -> None:
    """Name the policies of the keys of the trade, and follow what is paid."""
    for model in ("CustomerPriceGroup", "ProductPreference"):
        for customer in ("person", "company"):
            moves(f"sales.{model}.{customer}", "move")
    moves("sales.ProductPreference.product", "move")
    moves("sales.SalesChannel.company", "move")
    offer("invoice", _("Invoices"), {
        "see": "invoices.read", "create": "invoices.write", "change": "invoices.write", "delete": "invoices.write",
        "export": "records.export",
    }, fields=invoice_choices)  # fmt: skip
    goes_along("invoice", TOTAL, LINES, *SUMS)
    # A price on a line tells the one that is hidden in the catalogue.
    goes_along("product", PRICE, LINES, of="invoice", accesses=["hidden"])
    goes_along("invoice", TOTAL, "amount", of="payment")
    offer("payment", _("Payments"), {
        "see": "invoices.read", "create": "payments.write", "change": "payments.write", "delete": "payments.write",
        "export": "records.export",
    })  # fmt: skip
    ledger.register(InvoiceRecords())
    ledger.register(PaymentRecords())
    for fact in ("person", "company", "corrects"):
        moves(f"sales.Invoice.{fact}", "own", by=follows("invoice", fact))
    moves("sales.Payment.invoice", "own", by=follows("payment", "invoice"))
    ledger.watch(settling.on_write)
    ledger.register_undo("invoice.issue", undoing.refuse)
    for kind in undoing.DRAFTING:
        ledger.register_undo(kind, undoing.undo_drafting)
    erasure.register(forget)
    trade_measures.tell()
    post_migrate.connect(invoice_guard.install, sender=app)
    post_migrate.connect(_mend_search, sender=app)


def _mend_search(*, using: str, **_signal: Any) -> None:  # noqa: ANN401 - a signal's
    """Django alters a table of SQLite by making it anew, and the triggers of the search index are lost with the old."""
    connection = connections[using]
    tables = [Product._meta.db_table, Invoice._meta.db_table]
    if set(tables) <= set(connection.introspection.table_names()):
        search_index.create(connection, tables)
