"""When a company was last heard of: itself, or anybody who works there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from zolal.activities.models import LastSignals
from zolal.core.bulk import among
from zolal.people.models import ContactPoint, Person

CHANNELS = ("mobile", "phone", "email")
DAYS = ("last_activity_on", "last_purchase_on")


def heard_through_people(ids: Sequence[int]) -> Mapping[int, date]:
    """The last day on which any active person of these companies gave a sign of life, bought, did something or came."""
    people = _people().filter(among("company", ids))
    last = {f"last_{place}": Max(name) for place, name in enumerate(("created_at", *DAYS))}
    found: dict[int, date] = {}
    for company, created, *others in people.order_by().values("company").annotate(**last).values_list("company", *last):
        found[company] = max(day for day in (timezone.localdate(created), *others) if day)
    for company, alive_on in _signals(people):
        found[company] = max(found[company], alive_on)
    return found


def reached_through_people(ids: Sequence[int]) -> set[int]:
    """Those of the companies that can be asked by way of somebody who works there."""
    points = ContactPoint.objects.filter(among("person__company", ids), person__state="active", kind__in=CHANNELS)
    return set(points.order_by().values_list("person__company", flat=True).distinct())


def quiet_people_only(before: date) -> Q:
    """A condition on companies: nobody who works there was heard of since the day."""
    beginning = timezone.make_aware(datetime.combine(before, time()))
    told = LastSignals.objects.filter(record_type="person", record_id=OuterRef("pk"), alive_on__gte=before)
    heard = Q(created_at__gte=beginning) | Q(Exists(told))
    for name in DAYS:
        heard |= Q(**{f"{name}__gte": before})
    return ~Exists(_people().filter(heard, company=OuterRef("pk")))


def reachable() -> Q:
    """A condition on companies: they can be asked, themselves or by way of somebody who works there."""
    own = ContactPoint.objects.filter(company=OuterRef("pk"), kind__in=CHANNELS)
    theirs = ContactPoint.objects.filter(person__company=OuterRef("pk"), person__state="active", kind__in=CHANNELS)
    return Q(Exists(own)) | Q(Exists(theirs))


def companies_of(ids: Sequence[int]) -> list[int]:
    """Where these people work."""
    people = Person.objects.filter(among("pk", ids), company__isnull=False).order_by("company_id")
    return list(people.values_list("company_id", flat=True).distinct())


def _people() -> QuerySet[Person]:
    return Person.objects.filter(state=Person.State.ACTIVE)


def _signals(people: QuerySet[Person]) -> Iterator[tuple[int, date]]:
    """(company, the last sign of life of anybody there)"""
    told = LastSignals.objects.filter(record_type="person", alive_on__isnull=False, record_id__in=people.values("pk"))
    works_at = Person.objects.filter(pk=OuterRef("record_id")).values("company_id")[:1]
    rows = told.annotate(company=Subquery(works_at)).order_by().values("company").annotate(last=Max("alive_on"))
    yield from rows.values_list("company", "last")
