"""Setting what bad data costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.accounts.actions.settings import change_settings
from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.quality.costs import CLASSES, LONGEST, MOST, MOST_RIALS, MOST_TIMES, PRICES, Price, known_fields


def set_prices(*, prices: Sequence[Price], seen: Mapping[str, Any] | None = None, by: User) -> None:
    """Keep these prices in place of all there were; `seen` is the setting as `by` had it before their eyes.

    Raises `NotAllowed`; `Overtaken`; `ValidationError` by "<place>.<name>".
    """
    demand(by, "settings.write")
    errors = {f"{place}.{name}": said for place, one in enumerate(prices) for name, said in _wrong(one).items()}
    if len(prices) > MOST:
        errors["prices"] = _("There are at most %(most)s prices.") % {"most": MOST}
    if errors:
        raise ValidationError(errors)
    change_settings(values={PRICES: [one.stored() for one in prices]}, seen=seen, by=by)


def _wrong(one: Price) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not one.name.strip() or len(one.name) > LONGEST:
        errors["name"] = _("Say what is paid for, in at most %(most)s letters.") % {"most": LONGEST}
    of_rials, of_times = _("Rials from 0 to %(most)s, please."), _("A whole number from 0 to %(most)s, please.")
    for name, number, most, sentence in (
        ("rials", one.rials, MOST_RIALS, of_rials),
        ("times", one.times, MOST_TIMES, of_times),
    ):
        if type(number) is not int or not 0 <= number <= most:
            errors[name] = sentence % {"most": most}
    if not one.classes or not {*one.classes} <= {*CLASSES}:
        errors["classes"] = _("Choose at least one class.")
    if not {*one.fields} <= known_fields().keys():
        errors["fields"] = _("There is no such field.")
    return errors
