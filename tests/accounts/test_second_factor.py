"""Somebody who knows a password does not get in where its owner has a second factor."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zolal.accounts.actions.second_factor import (
    MOST_FAILURES,
    PAUSE,
    confirm_second_factor,
    offer_second_factor,
    remove_second_factor,
    renew_recovery_codes,
    reset_second_factor,
    show_code,
)
from zolal.accounts.models import SecondFactor, User
from zolal.accounts.permissions import NotAllowed
from zolal.accounts.queries.second_factor import has_second_factor, owes_second_factor
from zolal.core.models import Setting

pytestmark = pytest.mark.django_db


def now(secret: str) -> str:
    """What the app shows."""
    return pyotp.TOTP(secret).now()


def next_code(user: User, later: int = 1) -> str:
    """What the app shows so many half minutes after the last code that was taken."""
    factor = SecondFactor.objects.get(user=user)
    return pyotp.TOTP(factor.secret).at(30 * (factor.step + later))


@pytest.fixture
def secret(member: User) -> str:
    return offer_second_factor(user=member).secret


@pytest.fixture
def recovery(member: User, secret: str) -> list[str]:
    return confirm_second_factor(user=member, code=now(secret))


def refused(user: User, code: str) -> bool:
    try:
        show_code(user=user, code=code)
    except ValidationError as error:
        return "code" in error.message_dict
    return False


def test_an_offer_alone_asks_for_nothing(member: User, secret: str) -> None:
    assert not has_second_factor(member)
    with pytest.raises(ValidationError):
        confirm_second_factor(user=member, code="000000")
    assert not has_second_factor(member)


def test_a_code_is_good_once(member: User, recovery: list[str]) -> None:
    assert refused(member, next_code(member, 0))  # it has confirmed the app
    code = next_code(member)
    assert not refused(member, code)
    assert refused(member, code)


def test_a_code_is_read_as_people_type_it(member: User, recovery: list[str]) -> None:
    code = next_code(member).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert not refused(member, f" {code[:3]} {code[3:]} ")


def test_each_recovery_code_lets_in_once(member: User, recovery: list[str]) -> None:
    assert not refused(member, recovery[0].upper())
    assert refused(member, recovery[0])
    assert not refused(member, recovery[1].replace("-", ""))
    assert SecondFactor.objects.get(user=member).recovery != recovery


def test_new_recovery_codes_end_the_earlier_ones(member: User, recovery: list[str]) -> None:
    fresh = renew_recovery_codes(user=member, code=next_code(member))
    assert refused(member, recovery[0])
    assert not refused(member, fresh[0])


def test_wrong_codes_close_the_door_for_a_while(member: User, recovery: list[str]) -> None:
    for _ in range(MOST_FAILURES):
        assert refused(member, "123")
    assert refused(member, recovery[0])
    SecondFactor.objects.update(failed_at=timezone.now() - PAUSE - timedelta(seconds=1))
    assert not refused(member, recovery[0])


def test_it_is_switched_off_by_who_can_show_a_code(member: User, recovery: list[str]) -> None:
    with pytest.raises(ValidationError):
        remove_second_factor(user=member, code="123")
    remove_second_factor(user=member, code=recovery[0])
    assert not has_second_factor(member)


def test_an_administrator_takes_a_lost_one_away(
    member: User, manager: User, administrator: User, recovery: list[str]
) -> None:
    with pytest.raises(NotAllowed):
        reset_second_factor(user=member, by=manager)
    reset_second_factor(user=member, by=administrator)
    assert not has_second_factor(member)


@pytest.mark.parametrize(("choice", "owing"), [("free", ""), ("administrators", "a"), ("all", "am")])
def test_administrators_choose_who_must_have_one(administrator: User, member: User, choice: str, owing: str) -> None:
    Setting.objects.create(name="login.second_factor", value=choice)
    assert owes_second_factor(administrator) == ("a" in owing)
    assert owes_second_factor(member) == ("m" in owing)


def test_who_has_one_owes_none(member: User, recovery: list[str]) -> None:
    Setting.objects.create(name="login.second_factor", value="all")
    assert not owes_second_factor(member)
