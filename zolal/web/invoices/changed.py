"""What somebody else has made of a draft meanwhile, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.ledger import FactChange, Stale
from zolal.sales.legal import FIELDS
from zolal.sales.lines import totals
from zolal.sales.models import Invoice
from zolal.sales.queries.buyers import withheld_of
from zolal.sales.queries.worth import sees_invoice_lines
from zolal.web.templatetags.money import money
from zolal.web.templatetags.reading import day, number


def changes_of(user: User, invoice: Invoice, stale: Stale) -> list[dict[str, Any]]:
    """[label, seen, now, by, at] of each; of the buyer only what the user sees, field by field, and of sums."""
    withheld = withheld_of(user, invoice)
    changes = [one for one in stale.changes if one.fact != "lines" or sees_invoice_lines(user)]
    return [told for change in changes for told in _told(change, withheld)]


def _told(change: FactChange, withheld: frozenset[str]) -> Iterator[dict[str, Any]]:
    who = {"by": change.by, "at": change.at}
    if change.fact == "buyer":
        seen, now = change.seen or {}, change.now or {}
        for name, label in FIELDS.items():
            if seen.get(name) != now.get(name):
                hidden = name in withheld
                shown = {"seen": "•••", "now": "•••"} if hidden else {"seen": seen.get(name), "now": now.get(name)}
                yield {"label": label, **shown, **who}
        return
    labels = {"lines": _("Lines"), "due_on": _("Due"), "note": _("Note")}
    read = {"lines": _lines, "due_on": lambda value: day(date.fromisoformat(value))}.get(change.fact, str)
    shown = {name: read(value) if value else "" for name, value in (("seen", change.seen), ("now", change.now))}
    yield {"label": labels.get(change.fact, change.fact), **shown, **who}


def _lines(lines: list[dict[str, Any]]) -> str:
    """Their number and their sum."""
    return _("%(count)s, together %(total)s") % {"count": number(len(lines)), "total": money(totals(lines).total)}
