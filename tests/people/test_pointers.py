"""Nothing points at a person or a company without saying what a merge does with it."""

from __future__ import annotations

import pytest
from django.db import models, transaction

from zolal.core import ledger, relations
from zolal.people.models import Company, Person


@pytest.mark.parametrize("model", [Person, Company])
def test_every_foreign_key_has_a_policy(model: type[Person | Company]) -> None:
    known = relations.pointers(model)
    assert {pointer.field for pointer in known} == {relation.field for relation in model._meta.related_objects}
    for pointer in known:
        assert isinstance(pointer.field, models.ForeignKey)
        assert (pointer.policy == "own") == (pointer.repoint is not None), pointer.label


def test_a_key_without_policy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(relations._policies, "people.relation.other")
    with pytest.raises(relations.NoPolicy, match=r"people\.relation\.other"):
        relations.pointers(Person)


@pytest.mark.django_db
def test_people_of_a_company_go_with_it(enter: object) -> None:
    one, other = enter("company", name="آریا"), enter("company", name="بتا")
    person = enter(given_name="علی", company=one.pk)
    (pointer,) = [each for each in relations.pointers(Company) if each.label == "people.person.company"]
    with transaction.atomic():
        pointer.repoint(ledger.act(kind="merge", by=None), {one.pk: other.pk})
    person.refresh_from_db()
    assert person.company_id == other.pk
