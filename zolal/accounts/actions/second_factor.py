"""A second factor: switched on by its owner, asked for at every log-in, taken away by administrators."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from zolal.accounts.models import SecondFactor, User
from zolal.accounts.permissions import demand
from zolal.core.ledger import act
from zolal.core.settings import setting
from zolal.engine.persian.letters import digits

MOST_FAILURES = 8
PAUSE = timedelta(minutes=15)
RECOVERY_CODES = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another
_HALF = 5
_AROUND = (0, -1, 1)
"""Clocks may differ by half a minute."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What an authenticator app is told, as text and as the address in the picture it reads."""

    secret: str
    address: str


def offer_second_factor(*, user: User) -> Offer:
    """A new secret for the app; nothing is asked at log-in before `confirm_second_factor`.

    Raises `ValidationError` where the user has a second factor.
    """
    with transaction.atomic():
        factor, _made = SecondFactor.objects.select_for_update().get_or_create(user=user)
        if factor.confirmed_at:
            raise ValidationError(_("You have a second factor; switch it off before you set up another one."))
        factor.secret = pyotp.random_base32()
        factor.save(update_fields=["secret"])
    return offered(factor)


def offered(factor: SecondFactor) -> Offer:
    """What the app is told of a secret."""
    issuer = str(setting("company_name")) or "Zolal"
    return Offer(factor.secret, pyotp.TOTP(factor.secret).provisioning_uri(name=factor.user.email, issuer_name=issuer))


def confirm_second_factor(*, user: User, code: str) -> list[str]:
    """From now on a code is asked for at log-in; the recovery codes, to be shown this once.

    Raises `ValidationError` for "code".
    """
    _demand_code(user, code, confirmed=False)
    with transaction.atomic():
        SecondFactor.objects.filter(user=user).update(confirmed_at=timezone.now())
        act(kind="user.second_factor_on", by=user, about=_about(user))
        return _new_codes(user)


def renew_recovery_codes(*, user: User, code: str) -> list[str]:
    """New recovery codes; the earlier ones are good no more. Raises `ValidationError` for "code"."""
    _demand_code(user, code)
    with transaction.atomic():
        act(kind="user.recovery_codes", by=user, about=_about(user))
        return _new_codes(user)


def remove_second_factor(*, user: User, code: str) -> None:
    """The password alone lets the user in again. Raises `ValidationError` for "code"."""
    _demand_code(user, code)
    with transaction.atomic():
        SecondFactor.objects.filter(user=user).delete()
        act(kind="user.second_factor_off", by=user, about=_about(user))


def reset_second_factor(*, user: User, by: User) -> None:
    """For somebody who has lost the app and the recovery codes. Raises `NotAllowed`."""
    demand(by, "users.manage")
    with transaction.atomic():
        SecondFactor.objects.filter(user=user).delete()
        act(kind="user.second_factor_reset", by=by, about=_about(user))


def show_code(*, user: User, code: str) -> None:
    """Take a code of the app or a recovery code, which is used up. Raises `ValidationError` for "code"."""
    _demand_code(user, code)


def _demand_code(user: User, code: str, *, confirmed: bool = True) -> None:
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=not confirmed).first()
        if factor is None:
            refused = _("There is no second factor to show a code of; set it up first.")
        else:
            refused = _refusal(factor, "".join(digits(code).lower().split()), timezone.now())
    # Outside of the transaction, or else nobody would count the failure.
    if refused:
        raise ValidationError({"code": refused})


def _refusal(factor: SecondFactor, code: str, now: datetime) -> str:
    if factor.failed_at and now - factor.failed_at > PAUSE:
        factor.failures = 0
    if factor.failures >= MOST_FAILURES:
        return _("Too many wrong codes. Wait a quarter of an hour, then try again.")
    right = _takes_step(factor, code, now) or _takes_recovery(factor, code)
    factor.failures, factor.failed_at = (0, None) if right else (factor.failures + 1, now)
    factor.save()
    return "" if right else _("This code is wrong or used up; type the one that the app shows now.")


def _takes_step(factor: SecondFactor, code: str, now: datetime) -> bool:
    app = pyotp.TOTP(factor.secret)
    for offset in _AROUND:
        step = app.timecode(now) + offset
        if step > factor.step and constant_time_compare(app.at(now, counter_offset=offset), code):
            factor.step = step
            return True
    return False


def _takes_recovery(factor: SecondFactor, code: str) -> bool:
    digest = _digest(factor.user_id, code)
    known = [one for one in factor.recovery if constant_time_compare(one, digest)]
    factor.recovery = [one for one in factor.recovery if one not in known]
    return bool(known)


def _new_codes(user: User) -> list[str]:
    codes = [f"{_letters()}-{_letters()}" for _number in range(RECOVERY_CODES)]
    SecondFactor.objects.filter(user=user).update(recovery=[_digest(user.pk, code) for code in codes])
    return codes


def _letters() -> str:
    return "".join(secrets.choice(_LETTERS) for _place in range(_HALF))


def _digest(user_id: int, code: str) -> str:
    """Codes are long and drawn by lot: no slow hash is needed to keep them."""
    return salted_hmac("zolal.recovery", f"{user_id} {code.replace('-', '')}", algorithm="sha256").hexdigest()


def _about(user: User) -> dict[str, str]:
    return {"user": str(user.uid), "name": user.name}
