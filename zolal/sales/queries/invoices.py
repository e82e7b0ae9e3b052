"""Invoices a user may see: lists, one of them, what is owed since when, the account of a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, When
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import visible
from zolal.activities.search import search_condition
from zolal.engine.persian.letters import digits
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.people.queries.titles import hide, sees_names
from zolal.people.queries.wish import BadWish
from zolal.sales.models import Invoice, Payment
from zolal.sales.queries.paging import COUNTED, Part, counted, part
from zolal.sales.queries.worth import TOTAL, demand_amounts, hide_amounts, sees_amounts

SIZE = 50
STATES = ("all", "draft", "issued", "unpaid", "overdue", "paid", "returns", "cancelled")
SORTS: Mapping[str, Sequence[str]] = {
    "-day": ("-listed_on", "-id"),
    "day": ("listed_on", "id"),
    "-total": ("-total", "-id"),
    "total": ("total", "id"),
    "due": ("due_on", "id"),
}
AGES = (0, 30, 60, 90)
"""Days after the due day that divide what is owed."""

BALANCE = F("total") - F("paid") - F("credited")
STANDING = Q(status=Invoice.Status.ISSUED, kind=Invoice.Kind.SALE, replaced=False)
UNPAID = STANDING & Q(total__gt=F("paid") + F("credited"))


@dataclass(frozen=True, slots=True)
class InvoiceWish:
    """What somebody wants to see; what is unknown counts as not said."""

    q: str = ""
    state: str = "all"
    sort: str = "-day"
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str], *, since: date | None = None, until: date | None = None) -> InvoiceWish:
        """From the parameters of an address; days are read by whoever knows their calendar."""
        state, sort = asked.get("state", ""), asked.get("sort", "")
        return cls(
            q=asked.get("q", "").strip()[:200],
            state=state if state in STATES else "all",
            sort=sort if sort in SORTS else "-day",
            since=since,
            until=until,
        )


@dataclass(frozen=True, slots=True)
class Sums:
    """Of a list: how many, what they come to, what is still to be paid; None for who does not see amounts."""

    count: int
    total: int | None
    unpaid: int | None


@dataclass(frozen=True, slots=True)
class Aged:
    """What a customer owes, by how long it has been due: not yet, up to 30, 60, 90 days, longer."""

    name: str
    customer: Person | Company | None
    parts: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.parts)


def invoices(user: User) -> QuerySet[Invoice]:
    """All that the user may see. Raises `NotAllowed`."""
    demand(user, "invoices.read")
    return visible(Invoice.objects.select_related("corrects", "owner"), user)


def invoice_by_uid(user: User, uid: UUID) -> Invoice:
    """As the user sees it: to be shown, never to be saved. Raises `NotAllowed`, `Invoice.DoesNotExist`."""
    found = invoices(user).select_related("person", "company").get(uid=uid)
    hide(user, found.person, found.company)
    hide_amounts(user, [found])
    return found


def payments(user: User) -> QuerySet[Payment]:
    """All that the user may see. Raises `NotAllowed`."""
    demand(user, "invoices.read")
    return visible(Payment.objects.select_related("invoice"), user)


def payment_by_uid(user: User, uid: UUID) -> Payment:
    """Raises `NotAllowed`, `Payment.DoesNotExist`."""
    return payments(user).get(uid=uid)


def wanted_invoices(user: User, wish: InvoiceWish) -> QuerySet[Invoice]:
    """The invoices of a list, in its order. Raises `NotAllowed`, `BadWish`."""
    if wish.sort.removeprefix("-") == TOTAL and not sees_amounts(user):
        raise BadWish("sort", _("A list cannot be sorted by a field that your role does not show."))
    found = invoices(user).filter(_of_state(wish.state))
    if wish.since:
        found = found.filter(listed_on__gte=wish.since, listed_on__lt=date.max)
    if wish.until:
        found = found.filter(listed_on__lte=wish.until, listed_on__lt=date.max)
    if wish.q and not sees_names(user):
        # The searched text holds who bought.
        for word in digits(wish.q).split():
            found = found.filter(_numbered(word))
    elif wish.q:
        # Where few are left they are looked through one by one: a word may stand in most of all.
        few = counted(found)[1]
        found = found.filter(search_condition(digits(wish.q), table=Invoice._meta.db_table, row_by_row=few))
    return found.order_by(*SORTS[wish.sort])


def invoice_page(user: User, wish: InvoiceWish, number: object = 1, size: int = SIZE) -> Part[Invoice]:
    """A page of the list. Raises `NotAllowed`, `BadWish`."""
    return part(wanted_invoices(user, wish), invoices(user), number, size)


def sums_of(user: User, wish: InvoiceWish) -> Sums | None:
    """Returns count below nothing, what was replaced or only drafted not at all. None for a list too long to be summed
    up while somebody waits. Raises `NotAllowed`."""
    found = wanted_invoices(user, wish).order_by()
    some = Invoice.objects.filter(pk__in=found.values("pk")[: COUNTED + 1])
    signed = Case(When(kind=Invoice.Kind.RETURN, then=-F("total")), default=F("total"), output_field=BigIntegerField())
    standing = Q(status=Invoice.Status.ISSUED, replaced=False)
    sums = some.aggregate(count=Count("pk"), come_to=Sum(signed, filter=standing), unpaid=Sum(BALANCE, filter=UNPAID))
    if sums["count"] > COUNTED:
        return None
    told = (sums["come_to"] or 0, sums["unpaid"] or 0) if sees_amounts(user) else (None, None)
    return Sums(sums["count"], *told)


def of_customer(user: User, customer: Person | Company) -> QuerySet[Invoice]:
    """The invoices of somebody, newest first. Raises `NotAllowed`."""
    name = customer.record_type
    return invoices(user).filter(**{name: customer}).order_by("-id")


def sums_of_customer(user: User, customer: Person | Company) -> dict[str, int]:
    """`count`, what was `bought`, the `balance` and what of it is `overdue`, in one query; only the first for who does
    not see amounts. Raises `NotAllowed`."""
    late = UNPAID & Q(due_on__lt=timezone.localdate())
    found = (
        of_customer(user, customer)
        .order_by()
        .aggregate(
            count=Count("pk"),
            bought=Sum(F("total") - F("credited"), filter=STANDING),
            balance=Sum(BALANCE, filter=STANDING),
            overdue=Sum(BALANCE, filter=late),
        )
    )
    return {name: value or 0 for name, value in found.items() if name == "count" or sees_amounts(user)}


def of_deal(user: User, deal_id: int) -> QuerySet[Invoice]:
    """The invoices that came from a deal. Raises `NotAllowed`."""
    return invoices(user).filter(deal=deal_id).order_by("-id")


def aging(user: User, on: date | None = None) -> list[Aged]:
    """Who owes what and since when, the most first; in three queries. Raises `NotAllowed`."""
    demand_amounts(user)
    today = on or timezone.localdate()
    edges = [today - timedelta(days=days) for days in AGES]
    late: list[Any] = [Q(due_on__gte=edges[0])]
    late += [Q(due_on__lt=newer, due_on__gte=older) for newer, older in pairwise(edges)]
    late += [Q(due_on__lt=edges[-1])]
    parts = {
        f"part{number}": Sum(Case(When(when, then=BALANCE), default=0, output_field=BigIntegerField()))
        for number, when in enumerate(late)
    }
    rows = invoices(user).filter(UNPAID).order_by().values("person", "company").annotate(**parts)
    people, companies = _names(Person, user, rows, "person"), _names(Company, user, rows, "company")
    found: dict[tuple[str, int], list[int]] = {}
    for row in rows:
        whose = ("company", row["company"]) if row["company"] else ("person", row["person"] or 0)
        sums = found.setdefault(whose, [0] * len(parts))
        for number in range(len(parts)):
            sums[number] += row[f"part{number}"]
    aged = []
    for (kind, pk), sums in found.items():
        customer = (companies if kind == "company" else people).get(pk)
        aged.append(Aged(customer.name if customer else "", customer, sums))
    return sorted(aged, key=lambda one: -one.total)


def _names(model: type[Person | Company], user: User, rows: QuerySet[Any], name: str) -> dict[int, Person | Company]:
    ids = {row[name] for row in rows if row[name]}
    record_type = "person" if model is Person else "company"
    return {one.pk: one for one in visible_records(user, record_type).filter(pk__in=ids)}


def _numbered(word: str) -> Q:
    """That an invoice has this number, with its year or without."""
    year, _slash, number = word.rpartition("/")
    if not (number.isdigit() and len(number) < 10 and (not year or year.isdigit())):
        return Q(pk__in=())
    return Q(number=int(number), year=int(year)) if year else Q(number=int(number))


def _of_state(state: str) -> Q:
    wanted = {
        "draft": Q(status="draft"),
        "cancelled": Q(status="cancelled"),
        "issued": Q(status=Invoice.Status.ISSUED, kind=Invoice.Kind.SALE),
        "returns": Q(kind=Invoice.Kind.RETURN),
        "unpaid": UNPAID,
        "overdue": UNPAID & Q(due_on__lt=timezone.localdate()),
        "paid": STANDING & Q(total__lte=F("paid") + F("credited")),
    }
    return wanted.get(state, Q())
