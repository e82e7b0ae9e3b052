"""The deals that somebody may work on, held until the transaction ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_on, visible
from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.sales.models import Deal

AT_ONCE = 2_000
"""So many deals are changed while somebody waits."""


def hold(ids: Iterable[int], *, by: User, what: str = "change") -> list[Deal]:
    """The visible ones of these deals, locked, if the user may "change" or "delete" them all.

    Several need the permission for many at once. Raises `NotAllowed`, `ValidationError` for too many or none.
    """
    wanted = list(dict.fromkeys(ids))
    demand(by, f"deals.{'write' if what == 'change' else what}")
    if len(wanted) > 1:
        demand(by, "deals.bulk")
    if len(wanted) > AT_ONCE:
        raise ValidationError(_("So many deals are changed at once: %(most)s.") % {"most": AT_ONCE})
    seen = visible(Deal.objects.all(), by).filter(pk__in=wanted).values("pk")
    found = list(Deal.objects.filter(pk__in=seen).select_for_update().order_by("pk"))
    if not found:
        raise ValidationError(_("It does not exist, or you may not see it."))
    demand_on(by, what, "deal", [deal.pk for deal in found])
    return found


def deed(kind: str, deals: Iterable[Deal], *, by: User, method: str = "hand", **about: object) -> Action:
    """An action on these deals."""
    names = [deal.title for deal in deals]
    told = {"record_type": "deal", "count": len(names), **({"name": names[0]} if len(names) == 1 else {}), **about}
    return ledger.act(kind=kind, by=by, source=source_named(by.name or by.email, method), about=told)


def versions_of(deals: Iterable[Deal], version: int | None) -> Mapping[int, int]:
    """What the writer saw of the one deal, if they said so."""
    return {} if version is None else {deal.pk: version for deal in deals}
