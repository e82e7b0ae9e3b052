"""People who belong together."""

from __future__ import annotations

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_on, may_on, visible
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.people.models import Person, Relation

DIRECTED = frozenset({Relation.Kind.REFERRER.value})


def add_relation(*, person: Person, other: Person, kind: str, by: User) -> Relation:
    """Relate two people; the same relation again is the one there is. Raises `NotAllowed`, DoesNotExist, ValueError.

    A relation without direction is kept from the older record to the newer.
    """
    with transaction.atomic():
        demand(by, "records.edit")
        if person.pk == other.pk or kind not in Relation.Kind.values:
            raise ValueError("A relation is of a known kind, between two people.")
        for one in (person, other):
            visible(Person.objects.all(), by).get(pk=one.pk)
        _demand_either(by, person.pk, other.pk)
        if kind not in DIRECTED and person.pk > other.pk:
            person, other = other, person
        found = Relation.objects.filter(person=person, other=other, kind=kind).first()
        if found:
            return found
        relation = Relation(person=person, other=other, kind=kind)
        rows.add(ledger.act(kind="relation.add", by=by, about=_about(relation)), relation)
    return relation


def remove_relation(*, relation: Relation, by: User) -> Action:
    """Part two people again. Raises `NotAllowed`, DoesNotExist."""
    with transaction.atomic():
        demand(by, "records.edit")
        for pk in (relation.person_id, relation.other_id):
            visible(Person.objects.all(), by).get(pk=pk)
        _demand_either(by, relation.person_id, relation.other_id)
        action = ledger.act(kind="relation.remove", by=by, about=_about(relation))
        rows.take(action, relation)
    return action


def _demand_either(by: User, one: int, other: int) -> None:
    """Whoever may change one of two may say how it stands to the other."""
    if not may_on(by, "change", "person", one):
        demand_on(by, "change", "person", [other])


def _about(relation: Relation) -> dict[str, object]:
    return {"kind": relation.kind, "person": str(relation.person.uid), "other": str(relation.other.uid)}
