"""What stands on an invoice on paper, in words and digits of its reader."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zolal.accounts.models import User
from zolal.i18n import Language, format_amount, format_date, format_number, format_share, localise_digits
from zolal.report.invoice import Printed
from zolal.report.spelled import spelled
from zolal.sales.legal import named
from zolal.sales.lines import amounts
from zolal.sales.models import Invoice
from zolal.sales.queries.buyers import buyer_for
from zolal.sales.queries.worth import demand_invoice_lines

WIDTHS = (5.5, 14, 27, 9, 8, 13, 10, 10, 14)


def invoice_paper(invoice: Invoice, lang: Language, user: User) -> Printed:
    """The texts of an invoice in a language, as far as the user sees them; amounts in rials, as the law wants them.

    Raises `NotAllowed` for who does not see amounts, or prices on lines.
    """
    demand_invoice_lines(user)
    with translation.override(lang):
        return _printed(invoice, lang, buyer_for(user, invoice))


def _printed(invoice: Invoice, lang: Language, buyer: dict[str, str]) -> Printed:

    def rials(amount: int) -> str:
        return format_amount(amount, lang, "rial")

    # Said now, as the language is another one again when pages are made.
    page = _("Page %(number)s")
    rows = []
    for number, line in enumerate(invoice.lines, 1):
        sums = amounts(line)
        whole, _dot, rest = line["quantity"].partition(".")
        rows.append(
            [
                format_number(number, lang), localise_digits(line["goods_id"], lang), line["name"],
                format_number(float(line["quantity"]), lang, len(rest)) if len(whole) < 12 else line["quantity"],
                line["unit"], rials(line["price"]), rials(sums.discount),
                f"{rials(sums.tax)} ({format_share(line['tax'] / 10_000, lang, 0 if line['tax'] % 100 == 0 else 2)})",
                rials(sums.total),
            ]
        )  # fmt: skip
    return Printed(
        title=_title(invoice),
        marks=[
            (pgettext("of an invoice", "Number"), localise_digits(invoice.code, lang) or "—"),
            (_("Date"), format_date(invoice.issued_on, lang) if invoice.issued_on else "—"),
            *([(_("To be paid until"), format_date(invoice.due_on, lang))] if invoice.due_on else []),
            *([(_("Corrects"), localise_digits(invoice.corrects.code, lang))] if invoice.corrects else []),
        ],
        parties=[
            (heading, [(label, localise_digits(value, lang)) for _name, label, value in named(party)])
            for heading, party in ((_("Seller"), invoice.seller), (_("Buyer"), buyer))
        ],
        heads=[
            _("No."),
            _("Goods ID"),
            _("Description"),
            _("Quantity"),
            _("Unit"),
            _("Unit price"),
            _("Discount"),
            _("Tax"),
            _("Total"),
        ],
        widths=WIDTHS,
        numbers=frozenset({0, 1, 3, 5, 6, 7, 8}),
        rows=rows,
        totals=[
            (_("Sum"), rials(invoice.subtotal)),
            (_("Discount"), rials(invoice.discount)),
            (_("Tax"), rials(invoice.tax)),
            (_("To be paid (rials)"), rials(invoice.total)),
        ],
        words=_("In words: %(words)s rials") % {"words": spelled(invoice.total, lang)},
        notes=[invoice.note] if invoice.note else [],
        signatures=[_("Seal and signature of the seller"), _("Seal and signature of the buyer")],
        page=lambda number: page % {"number": format_number(number, lang)},
        rtl=lang == "fa",
    )


def _title(invoice: Invoice) -> str:
    if invoice.status == Invoice.Status.DRAFT:
        return _("Draft of an invoice")
    if invoice.status == Invoice.Status.CANCELLED:
        return _("Cancelled draft of an invoice")
    return _("Return invoice") if invoice.kind == Invoice.Kind.RETURN else _("Sales invoice")
