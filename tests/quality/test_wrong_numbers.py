"""A wrong number is said once, while the call is logged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.activities.actions.activities import log
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

Enter = Callable[..., int]


def test_the_only_telephone_is_wrong_from_then_on_until_the_call_is_undone(enter: Enter, member: User) -> None:
    sara = Person.objects.get(pk=enter(given_name="سارا", mobile="09121234567"))
    done = log(kind="call", given={"person": sara, "outcome": "wrong_number"}, by=member)
    (said,) = Person.objects.get(pk=sara.pk).rated.values()
    assert (said["of"], said["verdict"]) == ("09121234567", "wrong")
    undo_action(action=done.action, by=member)
    assert not Person.objects.get(pk=sara.pk).rated


def test_of_several_telephones_nobody_guesses_which_it_was(enter: Enter, member: User) -> None:
    sara = Person.objects.get(pk=enter(given_name="سارا", mobile="09121234567", phone="02188881234"))
    log(kind="call", given={"person": sara, "outcome": "wrong_number"}, by=member)
    assert not Person.objects.get(pk=sara.pk).rated
