"""What a merge or a removal does with what points at a person or a company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.relations import moves
from zolal.people.models import Company, Person

_CHUNK = 2_000


def tell() -> None:
    """Name the policy of every key; called when the app is ready."""
    moves("people.ContactPoint.person", "fact")
    moves("people.ContactPoint.company", "fact")
    moves("people.Tagging.person", "fact")
    moves("people.Tagging.company", "fact")
    moves("people.Relation.person", "move")
    moves("people.Relation.other", "move")
    moves("people.Person.company", "own", by=repoint_people)
    moves("people.Person.absorbed_into", "own", by=repoint_absorbed_persons)
    moves("people.Company.absorbed_into", "own", by=repoint_absorbed_companies)


def repoint_people(action: Action, to: Mapping[int, int]) -> None:
    """Let the people of companies work at other ones."""
    _repoint(action, "person", "company", to)


def repoint_absorbed_persons(action: Action, to: Mapping[int, int]) -> None:
    """Let what was merged into persons lead to other ones."""
    _repoint(action, "person", "absorbed_into", to)


def repoint_absorbed_companies(action: Action, to: Mapping[int, int]) -> None:
    _repoint(action, "company", "absorbed_into", to)


def _repoint(action: Action, record_type: str, fact: str, to: Mapping[int, int]) -> None:
    model = {"person": Person, "company": Company}[record_type]
    column = f"{fact}_id"
    found = model.objects.filter(**{f"{column}__in": list(to)}).order_by("pk").values_list("pk", column)
    changes: dict[int, ledger.Facts] = defaultdict(dict)
    for record_id, target in found:
        changes[record_id][fact] = to[target]
    ids = list(changes)
    for start in range(0, len(ids), _CHUNK):
        ledger.write(action, record_type, {one: changes[one] for one in ids[start : start + _CHUNK]})
