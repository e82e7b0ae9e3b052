"""What any file of sales says in a cell: an amount, or what cannot be read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Context


class Refused(Exception):
    """A cell that cannot be read."""


def read_rials(text: str, unit: str) -> int:
    """An amount in rials; the unit in the cell goes before `unit`. Raises `Refused`."""
    parsed = parse_cell(KINDS["money"], text, Context(money=unit))
    if not parsed.value:
        rule = {rule.code: rule for rule in KINDS["money"].rules}.get(parsed.code)
        if parsed.code == "money_unit":
            raise Refused(_("Nothing says whether the amount is in rial or toman."))
        raise Refused(_(rule.message) if rule else _("This is no amount of money."))
    return int(parsed.value)
