"""Activities a user sees."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import scope_of, sight_of, visible
from zolal.activities.about import about_types
from zolal.activities.models import Activity, Attendee
from zolal.people.models import Company, Person
from zolal.people.queries.titles import hide


def visible_activities(user: User) -> QuerySet[Activity]:
    """Those within the user's reach, those of customers and other records the user sees, and those they attend.

    Raises `NotAllowed`.
    """
    demand(user, "records.read")
    every = Activity.objects.all()
    if scope_of(user, "activity") == "none":
        return every.none()
    if scope_of(user) == "all":
        return visible(every, user)
    seen = Q(Exists(visible(every, user).filter(pk=OuterRef("pk"))))
    seen |= Q(Exists(visible(Person.objects.all(), user).filter(pk=OuterRef("person_id"))))
    seen |= Q(Exists(visible(Company.objects.all(), user).filter(pk=OuterRef("company_id"))))
    seen |= Q(Exists(Attendee.objects.filter(activity=OuterRef("pk"), user=user)))
    for record_type, about in about_types().items():
        seen |= Q(about_type=record_type) & Q(Exists(about.seen(user).filter(pk=OuterRef("about_id"))))
    return every.filter(seen)


def visible_activity(user: User, uid: UUID) -> Activity:
    """One of them. Raises `NotAllowed`, `Activity.DoesNotExist`."""
    found = visible_activities(user).select_related("person", "company", "owner", "team").get(uid=uid)
    hide(user, found.person, found.company)
    return found


def changeable(user: User) -> QuerySet[Activity]:
    """Those the user may change: what is within their own reach, whoever's customer it is of."""
    return visible(Activity.objects.all(), user, what="change")


def changeable_ids(user: User, ids: Iterable[int]) -> set[int]:
    """Those of some activities that are there; who may change all of them costs no query."""
    wanted = set(ids)
    if user.is_active and sight_of(user, "activity", "change") is None:
        return wanted
    return set(changeable(user).filter(pk__in=wanted).values_list("pk", flat=True))
