"""Activities with everything their reader may see of them, many at once in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.activities.about import Named, named
from zolal.activities.models import Activity, Attachment, Attendee, Behaviour
from zolal.activities.queries.activities import changeable_ids
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import mask_own
from zolal.people.queries.records import visible_records
from zolal.people.queries.related import attach


@dataclass(frozen=True, slots=True)
class Shown:
    """An activity as one user sees it: of customers and other records only those that they may see.

    `hidden` says that it is of somebody they may not see; `changeable` that they may write it.
    """

    activity: Activity
    person: Person | None
    company: Company | None
    about: Named | None
    people: Sequence[Person]
    users: Sequence[User]
    files: Sequence[Attachment]
    behaviours: Sequence[Behaviour]
    changeable: bool
    hidden: bool


def shown(user: User, activities: Iterable[Activity], *, known: Iterable[Person | Company] = ()) -> list[Shown]:
    """In the order they are given; their fields of one's own are masked from then on, to be shown and not saved.

    `known` are people and companies loaded for the user, who need not be asked for again.
    """
    rows = list(activities)
    ids = [one.pk for one in rows]
    if not ids:
        return []
    prefetch_related_objects(rows, "owner", "team")
    mask_own(user, "activity", rows)
    attach(user, "activity", rows)
    attendees: dict[int, list[Attendee]] = defaultdict(list)
    for one in Attendee.objects.filter(activity__in=ids).select_related("user").order_by("pk"):
        attendees[one.activity_id].append(one)
    files: dict[int, list[Attachment]] = defaultdict(list)
    for file in Attachment.objects.filter(activity__in=ids).select_related("by").order_by("pk"):
        files[file.activity_id].append(file)
    attending = {one.person_id for some in attendees.values() for one in some}
    at_hand = list(known)
    people = _seen(user, Person, {one.person_id for one in rows} | attending, at_hand)
    companies = _seen(user, Company, {one.company_id for one in rows}, at_hand)
    about = named(user, [(one.about_type, one.about_id) for one in rows])
    behaviours = _behaviours(rows)
    mine = changeable_ids(user, ids) if may(user, "activities.write") else set()
    return [
        Shown(
            activity=one,
            person=people.get(one.person_id or 0),
            company=companies.get(one.company_id or 0),
            about=about.get((one.about_type, one.about_id or 0)),
            people=_present(people, [who.person_id for who in attendees[one.pk]]),
            users=[who.user for who in attendees[one.pk] if who.user],
            files=files[one.pk],
            behaviours=[behaviours[int(pk)] for pk in one.behaviours if int(pk) in behaviours],
            changeable=one.pk in mine,
            hidden=bool(
                (one.person_id and one.person_id not in people)
                or (one.company_id and not one.person_id and one.company_id not in companies)
            ),
        )
        for one in rows
    ]


def _present(people: dict[int, Person], ids: Iterable[int | None]) -> list[Person]:
    return list(dict.fromkeys(people[pk] for pk in ids if pk in people))


def _seen(
    user: User, model: type[Person | Company], ids: Iterable[int | None], known: Iterable[Person | Company]
) -> dict[int, Person | Company]:
    wanted = {pk for pk in ids if pk}
    found = {one.pk: one for one in known if isinstance(one, model) and one.pk in wanted}
    missing = wanted - found.keys()
    record_type = "person" if model is Person else "company"
    return found | (visible_records(user, record_type).in_bulk(missing) if missing else {})


def _behaviours(rows: Iterable[Activity]) -> dict[int, Behaviour]:
    wanted = {int(pk) for one in rows for pk in one.behaviours}
    return Behaviour.objects.in_bulk(wanted) if wanted else {}
