"""A person's name in Latin letters, for lists, exports and pages, for those who see the name."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.people.queries.conftest import Write
from tests.people.queries.test_exports import exported
from zolal.accounts.actions.roles import Wanted, change_role
from zolal.accounts.models import User
from zolal.people.latin import latin_names
from zolal.people.queries.lists import BadWish, Wish, loaded_one, page

pytestmark = pytest.mark.django_db


def test_a_person_is_told_in_latin_letters_and_a_company_is_not(people: Write, companies: Write, manager: User) -> None:
    (ali,), (firm,) = people({"given_name": "علی", "family_name": "محمدی"}), companies({"name": "آبان"})
    assert latin_names(loaded_one(manager, "person", ali.uid))[0] == "Ali Mohammadi"
    assert latin_names(loaded_one(manager, "company", firm.uid)) == ()


def test_a_list_and_a_file_have_it_as_a_column_where_it_is_asked_for(people: Write, manager: User) -> None:
    people({"given_name": "علی", "family_name": "محمدی"}, {"given_name": "Tom"})
    wish = Wish.read("person", "columns=latin_name")
    assert [one.beside["latin_name"] for one in page(user=manager, wish=wish).records] == ["Ali Mohammadi", None]
    with translation.override("en"):
        assert [row["Name in Latin letters"] for row in exported(manager, "columns=latin_name")] == [
            "Ali Mohammadi",
            "",
        ]
        assert "Name in Latin letters" not in exported(manager)[0]


def test_companies_have_no_such_column() -> None:
    with pytest.raises(BadWish):
        Wish.read("company", "columns=latin_name")


@pytest.mark.parametrize("access", ["masked", "hidden"])
def test_who_does_not_see_the_name_does_not_see_it_in_latin_letters(
    people: Write, administrator: User, manager: User, access: str
) -> None:
    (ali,) = people({"given_name": "علی", "family_name": "محمدی"})
    wanted = Wanted(fields={"person": {"family_name": access}})
    change_role(key=manager.role, wanted=wanted, by=administrator)
    manager = User.objects.get(pk=manager.pk)

    assert latin_names(loaded_one(manager, "person", ali.uid)) == ()
    (listed,) = page(user=manager, wish=Wish.read("person", "columns=latin_name")).records
    assert listed.beside["latin_name"] is None
    with translation.override("en"):
        assert "Name in Latin letters" not in exported(manager, "columns=latin_name,city")[0]
