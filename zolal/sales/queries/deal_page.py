"""What the page of a deal shows besides its fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.activities.queries.activities import visible_activities
from zolal.sales.models import Deal, DealContact, DealLine, Stage, StageVisit
from zolal.sales.queries.cards import Customer, customers


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who takes part; `who` is None for whom the reader does not see."""

    contact: DealContact
    who: Customer | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A visit to a stage: since when, how many days, and whether the deal is there still."""

    stage: Stage
    entered_at: datetime
    days: float
    is_here: bool


def contacts_of(user: User, deal: Deal) -> list[Contact]:
    """Everybody who takes part."""
    rows = list(DealContact.objects.filter(deal=deal).order_by("id"))
    people = customers(user, "person", (row.person_id for row in rows))
    return [Contact(row, people.get(row.person_id)) for row in rows]


def contact_by_id(user: User, deal: Deal, pk: int) -> DealContact:
    """One of those whom the user sees. Raises `DealContact.DoesNotExist`."""
    found = DealContact.objects.get(deal=deal, pk=pk)
    if not customers(user, "person", [found.person_id]):
        raise DealContact.DoesNotExist
    return found


def stays_of(deal: Deal) -> list[Stay]:
    """Its visits to stages, oldest first."""
    now = timezone.now()
    return [
        Stay(
            visit.stage,
            visit.entered_at,
            ((visit.left_at or now) - visit.entered_at).total_seconds() / 86_400,
            visit.left_at is None,
        )
        for visit in StageVisit.objects.filter(deal=deal).select_related("stage")
    ]


def activities_of(user: User, deal: Deal) -> QuerySet[Activity]:
    """Those that belong to it and that the user sees."""
    return visible_activities(user).filter(about_type="deal", about_id=deal.pk, state=Activity.State.ACTIVE)


def happened(deal: Deal) -> int:
    """For how many days it was open, or is."""
    begin = deal.opened_at or deal.created_at
    return max(0, ((deal.closed_at or timezone.now()) - begin).days)


def lines_of(deal: Deal) -> list[DealLine]:
    """Its products, in their order."""
    return list(DealLine.objects.filter(deal=deal).select_related("product"))


def line_by_uid(deal: Deal, uid: UUID) -> DealLine:
    """Raises `DealLine.DoesNotExist`."""
    return DealLine.objects.select_related("product").get(deal=deal, uid=uid)
