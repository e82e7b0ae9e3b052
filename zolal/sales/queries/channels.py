"""The tree of channels, and what goes through each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.accounts.visibility import visible
from zolal.people.models import Company
from zolal.people.queries.titles import along, sees_names
from zolal.sales.models import Deal, SalesChannel
from zolal.sales.queries.invoices import STANDING, invoices
from zolal.sales.queries.worth import sees_amounts, sees_value

_LISTED = 2_000
"""More channels than this are not shown on one page."""


@dataclass(frozen=True, slots=True)
class Through:
    """What went through a channel, in rials: open and won deals it hands over or buys in, what it was invoiced; None
    for who does not see values of deals, or amounts of invoices."""

    open: int | None = 0
    won: int | None = 0
    invoiced: int | None = 0
    shops: int = 1

    def __add__(self, other: Through) -> Through:
        return Through(
            _sum(self.open, other.open),
            _sum(self.won, other.won),
            _sum(self.invoiced, other.invoiced),
            self.shops + other.shops,
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


@dataclass(frozen=True, slots=True)
class Branch:
    """A channel in the tree: `own` is what went through it, `all` with those it serves."""

    channel: SalesChannel
    depth: int
    own: Through
    all: Through


def channels(user: User) -> QuerySet[SalesChannel]:
    """Those of companies that the user sees. Raises `NotAllowed`."""
    demand(user, "records.read")
    seen = visible(Company.objects.all(), user).values("pk")
    found = SalesChannel.objects.filter(company__in=seen).select_related("company", "manager", "parent__company")
    by_name = ("company__sort_key",) if sees_names(user) else ()
    return along(user, found.order_by(*by_name, "pk"), "company", "parent.company")


def channel_by_uid(user: User, uid: UUID) -> SalesChannel:
    """Raises `NotAllowed`, `SalesChannel.DoesNotExist`."""
    return channels(user).get(uid=uid)


def channels_of(user: User, company: Company) -> list[SalesChannel]:
    """How a company sells for us. Raises `NotAllowed`."""
    return list(channels(user).filter(company=company))


def channel_tree(
    user: User, *, kind: str = "", manager: UUID | None = None, region: str = "", category: int | None = None
) -> list[Branch]:
    """All channels as a tree; narrowed, those that fit, one beside the other. In a constant number of queries.

    Who sells everything sells each category, who sells everywhere each region. Raises `NotAllowed`.
    """
    found = list(channels(user)[:_LISTED])
    sums = through(user, {one.company_id for one in found})
    if kind or manager or region or category:
        fitting = [one for one in found if _fits(one, kind, manager, region, category)]
        return [Branch(one, 0, sums[one.company_id], sums[one.company_id]) for one in fitting]
    return _grown(found, sums)


def through(user: User, companies: Iterable[int]) -> Mapping[int, Through]:
    """What went through companies, of the deals and invoices that the user sees; in three queries."""
    wanted = set(companies)
    sees, billed_too = sees_value(user), may(user, "invoices.read") and sees_amounts(user)
    nothing = Through(*((0, 0) if sees else (None, None)), 0 if billed_too else None)
    found = dict.fromkeys(wanted, nothing)
    if may(user, "deals.read"):
        deals = visible(Deal.objects.filter(state="active"), user)
        for name in ("intermediary", "company"):
            handed = deals.filter(**{f"{name}__in": wanted})
            if name == "company":
                # A deal that is handed over counts where it is handed.
                handed = handed.filter(intermediary=None)
            for row in handed.order_by().values(name, "status").annotate(sum=Sum("value"), count=Count("pk")):
                if sees and row["status"] in {"open", "won"}:
                    one = found[row[name]]
                    found[row[name]] = replace(one, **{row["status"]: getattr(one, row["status"]) + (row["sum"] or 0)})
    if billed_too:
        billed = invoices(user).filter(STANDING, company__in=wanted).order_by()
        for pk, total, back in (
            billed.values("company").annotate(t=Sum("total"), c=Sum("credited")).values_list("company", "t", "c")
        ):
            found[pk] = replace(found[pk], invoiced=(total or 0) - (back or 0))
    return found


def _fits(one: SalesChannel, kind: str, manager: UUID | None, region: str, category: int | None) -> bool:
    return (
        (not kind or one.kind == kind)
        and (not manager or (one.manager is not None and one.manager.uid == manager))
        and (not region or not one.regions or region in one.regions)
        and (not category or category in one.categories or not (one.categories or one.products))
    )


def _grown(found: list[SalesChannel], sums: Mapping[int, Through]) -> list[Branch]:
    below: dict[int | None, list[SalesChannel]] = {}
    there = {one.pk for one in found}
    for one in found:
        below.setdefault(one.parent_id if one.parent_id in there else None, []).append(one)
    branches: list[Branch] = []

    def grow(one: SalesChannel, depth: int) -> Through:
        place = len(branches)
        own = whole = sums[one.company_id]
        branches.append(Branch(one, depth, own, own))
        for child in below.get(one.pk, ()):
            whole += grow(child, depth + 1)
        branches[place] = Branch(one, depth, own, whole)
        return whole

    for root in below.get(None, ()):
        grow(root, 0)
    return branches
