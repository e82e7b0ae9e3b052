"""Issued invoices as a table for whoever hands them to the tax administration: a row for each line, with all of the
legal fields as they were frozen, amounts in rials, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import visible
from zolal.core.ledger import act
from zolal.engine.persian.calendar import to_jalali
from zolal.sales.legal import FIELDS, Party
from zolal.sales.lines import amounts
from zolal.sales.models import Invoice
from zolal.sales.queries.buyers import withheld_of_buyers
from zolal.sales.queries.invoices import invoices
from zolal.sales.queries.worth import demand_invoice_lines
from zolal.sales.tax_check import buyer_type, tax_problems

MOST = 20_000
"""Invoices of one table; a quarter of a busy company."""
PARTY = ("name", "legal_id", "national_id", "economic_code", "registration", "province", "city", "address",
         "postal_code", "phone")  # fmt: skip
Rows = Iterator[list[str | int | float | None]]


@dataclass(frozen=True, slots=True)
class Judged:
    """An issued invoice, and what it lacks by field; nothing: it can be handed over."""

    invoice: Invoice
    problems: dict[str, str]


def judged_invoices(user: User, *, since: date, until: date, what: str = "see") -> list[Judged]:
    """The invoices issued between two days, both in it, that the user may "see" or "export", by number; in one query.

    Raises `NotAllowed`; `ValidationError` where the days are none, there are too many, or the user does not see all
    legal fields of who buys.
    """
    _demand_seen(user)
    if until < since:
        raise ValidationError({"until": _("It cannot end before it begins.")})
    found = invoices(user).filter(status=Invoice.Status.ISSUED, listed_on__gte=since, listed_on__lte=until)
    some = list(visible(found, user, what=what).order_by("year", "number")[: MOST + 1])
    if len(some) > MOST:
        raise ValidationError(
            {"since": _("These are more than %(most)s invoices. Choose fewer days.") % {"most": MOST}}
        )
    return [Judged(one, tax_problems(one)) for one in some]


def tax_invoice_table(*, user: User, since: date, until: date, only_whole: bool = False) -> tuple[list[str], Rows]:
    """Heads and rows, where `only_whole` without those that lack something; leaves an entry in the ledger.

    Raises as `judged_invoices` does.
    """
    demand(user, "records.export")
    demand_invoice_lines(user)
    found = judged_invoices(user, since=since, until=until, what="export")
    chosen = [one for one in found if not (only_whole and one.problems)]
    with transaction.atomic():
        act(kind="records.export", by=user, about={"record_type": "invoice", "records": len(chosen)})
    return heads(), _rows(chosen)


def heads() -> list[str]:
    """What the columns are called."""
    parties = [f"{whose}: {FIELDS[name]}" for whose in (_("Seller"), _("Buyer")) for name in PARTY]
    return [
        _("Invoice number"), _("Jalali day"), _("Day"), _("What it is"), _("Number of the invoice it corrects"),
        *parties, _("Type of buyer"), _("Line"), _("Goods ID"), _("Text on the invoice"), _("Unit"), _("Quantity"),
        _("Unit price (rial)"), _("Sum before discount (rial)"), _("Discount (rial)"), _("Sum after discount (rial)"),
        _("Tax percent"), _("Tax (rial)"), _("Sum of the line (rial)"), _("Sum of the invoice (rial)"),
        _("Tax of the invoice (rial)"), _("What is missing"),
    ]  # fmt: skip


def _rows(chosen: list[Judged]) -> Rows:
    kinds = {"company": _("legal entity"), "person": _("natural person"), "": ""}
    for one in chosen:
        invoice, missing = one.invoice, " ".join(one.problems.values())
        head: list[str | int | float | None] = [
            invoice.code, _jalali(invoice.issued_on), invoice.issued_on.isoformat() if invoice.issued_on else "",
            _kind(invoice), invoice.corrects.code if invoice.corrects else "", *_party(invoice.seller),
            *_party(invoice.buyer), kinds[buyer_type(invoice.buyer)],
        ]  # fmt: skip
        for number, line in enumerate(invoice.lines, 1):
            sums = amounts(line)
            yield [
                *head, number, line["goods_id"], line["name"], line["unit"], line["quantity"], line["price"],
                sums.gross, sums.discount, sums.net, line["tax"] / 100 if line["tax"] % 100 else line["tax"] // 100,
                sums.tax, sums.total, invoice.total, invoice.tax, missing,
            ]  # fmt: skip


def _party(party: Party) -> list[str]:
    return [party.get(name, "") for name in PARTY]


def _kind(invoice: Invoice) -> str:
    if invoice.kind == Invoice.Kind.RETURN:
        return _("return of what was sold")
    return _("sale in the place of another") if invoice.corrects_id else _("sale")


def _jalali(day: date | None) -> str:
    return "{}/{:02}/{:02}".format(*to_jalali(day)) if day else ""


def _demand_seen(user: User) -> None:
    if any(withheld_of_buyers(user, kind) for kind in ("person", "company")):
        raise ValidationError(_("Your role does not show all legal fields of customers; ask somebody who sees them."))
