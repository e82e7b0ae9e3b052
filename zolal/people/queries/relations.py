"""Who and what a record belongs with, as far as the user may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.visibility import sight_of, visible
from zolal.core.models import Record
from zolal.people.models import Company, Person, Relation, RelationRole
from zolal.people.queries.permitted import mask_records, withheld
from zolal.people.queries.records import MODELS

Customer = Person | Company
R = TypeVar("R", Person, Company)
MOST = 200


@dataclass(frozen=True, slots=True)
class Tie:
    """One that a record belongs with. `word` says what that one is to the record.

    `relation` is None for what follows from facts: the company somebody works for first of all, and who works in one.
    """

    record: Customer
    word: str
    kind: str
    outward: bool
    since: date | None = None
    until: date | None = None
    note: str = ""
    relation: Relation | None = None

    @property
    def record_type(self) -> str:
        return self.record.record_type

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()


def ties_of(*, record: Customer, user: User, limit: int = MOST) -> list[Tie]:
    """What is so now first, then what is over; those whom the user does not see are left out."""
    name, mine = ("person", "other") if isinstance(record, Person) else ("company", "other_company")
    found = Relation.objects.filter(Q(**{name: record}) | Q(**{mine: record})).select_related("kind")
    relations = list(found.order_by("kind__position", "kind_id", "id")[:limit])
    far = [(one, one.first if one.second == (name, record.pk) else one.second) for one in relations]
    seen = _seen(user, [end for _one, end in far])
    ties = []
    for one, end in far:
        if end in seen:
            outward = one.first == (name, record.pk)
            told = one.kind.told(first=not outward)
            ties.append(Tie(seen[end], told, one.kind_id, outward, one.since, one.until, one.note, one))
    ties = [*_by_facts(record, user, ties, limit), *ties]
    return sorted(ties, key=lambda tie: tie.is_over)


def relation_by_uid(user: User, uid: UUID) -> Relation:
    """Raises `Relation.DoesNotExist` also where the user does not see both ends."""
    found = Relation.objects.select_related("kind", "person", "company", "other", "other_company").get(uid=uid)
    if len(_seen(user, [found.first, found.second])) < len({found.first, found.second}):
        raise Relation.DoesNotExist
    return found


def ends_of(user: User, relation: Relation) -> tuple[Customer, Customer]:
    """The two, as the user sees them, who sees both."""
    found = _seen(user, [relation.first, relation.second])
    return found[relation.first], found[relation.second]


def between(records: Sequence[Customer]) -> list[Relation]:
    """What relates these to each other and still holds; for who sees them all."""
    people = [one.pk for one in records if isinstance(one, Person)]
    companies = [one.pk for one in records if isinstance(one, Company)]
    first = Q(person__in=people) | Q(company__in=companies)
    second = Q(other__in=people) | Q(other_company__in=companies)
    today = timezone.localdate()
    holds = Q(until=None) | Q(until__gte=today)
    return list(Relation.objects.filter(first, second, holds).select_related("kind").order_by("id")[:MOST])


def roles(*, active: bool = True) -> QuerySet[RelationRole]:
    """Roles in their order; those offered no more too where not `active`."""
    return RelationRole.objects.filter(active=True) if active else RelationRole.objects.all()


def role_by_uid(uid: UUID) -> RelationRole:
    """Raises `RelationRole.DoesNotExist`."""
    return RelationRole.objects.get(uid=uid)


def choices_for(record_type: str) -> list[tuple[str, str, str]]:
    """What another may be to a record of the type: (value, word, type of the other or ""), value "code:first" or
    "code:second" by which end the record itself is."""
    found = []
    for role in roles():
        if role.first_type in {"", record_type}:
            found.append((f"{role.code}:first", role.told(first=False), role.second_type))
        if not role.symmetric and role.second_type in {"", record_type}:
            found.append((f"{role.code}:second", role.told(first=True), role.first_type))
    return found


def _by_facts(record: Customer, user: User, ties: Sequence[Tie], limit: int) -> list[Tie]:
    """The company of a person, the people of a company: unless a relation tells it with more."""
    told = {tie.record.pk for tie in ties if tie.kind == "employee" and not tie.is_over}
    if isinstance(record, Person) and (record.company_id is None or record.company_id in told):
        return []
    role = RelationRole.objects.filter(code="employee").first()
    if role is None:
        return []
    if isinstance(record, Company):
        people = visible(Person.objects.filter(state=Record.State.ACTIVE, company=record), user)
        rows = _as_seen(user, "person", people.order_by("sort_key", "id")[:limit])
        return [Tie(one, role.told(first=True), role.code, outward=False) for one in rows if one.pk not in told]
    return [Tie(one, role.told(first=False), role.code, outward=True) for one in _employers(record, user)]


def _employers(record: Person, user: User) -> Iterable[Customer]:
    """The company somebody works for: the one that was loaded with them, where the user sees all of all companies."""
    if sight_of(user, "company") is not None or withheld(user, "company"):
        return _seen(user, [("company", record.company_id)]).values()
    return [record.company] if record.company.state != Record.State.ABSORBED else []


def _seen(user: User, ends: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Customer]:
    ids: dict[str, set[int]] = {"person": set(), "company": set()}
    for record_type, pk in ends:
        ids[record_type].add(pk)
    found: dict[tuple[str, int], Customer] = {}
    for record_type, wanted in ids.items():
        if wanted:
            rows = visible(MODELS[record_type].objects.exclude(state=Record.State.ABSORBED), user).filter(pk__in=wanted)
            found.update({(record_type, one.pk): one for one in _as_seen(user, record_type, rows)})
    return found


def _as_seen(user: User, record_type: str, rows: QuerySet[R]) -> Sequence[R]:
    """Contact points are only asked for where they may have to be hidden in a name."""
    rows = rows.select_related("company") if record_type == "person" else rows
    beside = ["contact_points"] if withheld(user, record_type) else []
    return mask_records(user, record_type, list(rows.prefetch_related(*beside)))
