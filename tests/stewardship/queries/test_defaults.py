"""82 % of the customers are men: make it the default?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.capture.actions import entries
from zolal.stewardship.actions.defaults import choose_default, drop_default
from zolal.stewardship.models import FieldDefault, FieldProfile
from zolal.stewardship.profiles import profiles
from zolal.stewardship.queries.defaults import defaults_of, proposals, watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def mostly_men(enter: Callable[..., int]) -> None:
    for number in range(40):
        enter(given_name=f"نام{number}", gender="female" if number % 8 == 0 else "male")
    count()


def count() -> None:
    for field, figures in profiles("person"):
        said = {"figures": figures, "at": timezone.now()}
        FieldProfile.objects.update_or_create(record_type="person", field=field, defaults=said)


@pytest.mark.usefixtures("mostly_men")
def test_the_majority_is_proposed_with_its_share_and_then_offered(strategist: User) -> None:
    [(field, most)] = proposals(user=strategist, record_type="person")
    assert (field.name, most.value, most.share) == ("gender", "male", 0.875)
    choose_default(record_type="person", field="gender", by=strategist)
    assert defaults_of("person") == {"gender": "male"}
    assert proposals(user=strategist, record_type="person") == []


@pytest.mark.usefixtures("mostly_men")
def test_a_default_that_answers_for_people_is_told(strategist: User, member: User) -> None:
    choose_default(record_type="person", field="gender", by=strategist)
    assert not watched(user=strategist, record_type="person")[0].biases
    for number in range(60):
        typed = {"given_name": f"تازه{number}", "gender": "male"}
        entries.enter(record_type="person", fields=typed, by=member, despite=True)
    found = watched(user=strategist, record_type="person")[0]
    assert (found.entered, found.share, found.biases) == (60, 1, True)


@pytest.mark.usefixtures("mostly_men")
def test_a_default_goes_and_comes_back(strategist: User) -> None:
    default = choose_default(record_type="person", field="gender", by=strategist)
    action = drop_default(default=default, by=strategist)
    assert defaults_of("person") == {}
    undo_action(action=action, by=strategist)
    assert FieldDefault.objects.get().value == "male"


@pytest.mark.usefixtures("mostly_men")
@pytest.mark.parametrize("field", ["city", "given_name", "shoe_size"])
def test_without_a_majority_there_is_no_default(strategist: User, field: str) -> None:
    with pytest.raises(ValidationError):
        choose_default(record_type="person", field=field, by=strategist)
