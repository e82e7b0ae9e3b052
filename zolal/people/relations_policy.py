"""What a merge or a removal does with what points at a person or a company."""

from __future__ import annotations

from zolal.core.ledger.repoint import follows
from zolal.core.relations import moves


def tell() -> None:
    """Name the policy of every key; called when the app is ready."""
    moves("people.ContactPoint.person", "fact")
    moves("people.ContactPoint.company", "fact")
    moves("people.Tagging.person", "fact")
    moves("people.Tagging.company", "fact")
    moves("people.PersonScore.record", "fact")
    moves("people.CompanyScore.record", "fact")
    moves("people.Relation.person", "move")
    moves("people.Relation.other", "move")
    moves("people.Relation.company", "move")
    moves("people.Relation.other_company", "move")
    moves("people.Person.company", "own", by=follows("person", "company"))
    moves("people.Person.absorbed_into", "own", by=follows("person", "absorbed_into"))
    moves("people.Company.absorbed_into", "own", by=follows("company", "absorbed_into"))
