"""How values are read: digits, dates and numbers in the user's way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext

from zolal.accounts.models import User
from zolal.core.listed import listed
from zolal.i18n import Language, digits_of_reader, format_date, format_number, format_share, localise_digits
from zolal.people.fields import Field, Shape
from zolal.web.choices import choices_in
from zolal.web.ledger.reading import NUMERIC

register = template.Library()

_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٬٫٪−", "0123456789,.%-")
_TONES = ("teal", "blue", "violet", "pink", "orange", "green", "amber", "slate")


def language() -> Language:
    return "en" if get_language() == "en" else "fa"


def digits_language() -> Language:
    """Whose digits are shown: Persian ones only in Persian, and there unless the reader prefers Latin ones."""
    return "fa" if language() == "fa" and digits_of_reader.get() == User.Digits.PERSIAN else "en"


@register.filter
def digits(text: object) -> str:
    """The same text in the reader's digits."""
    return "" if text is None else localise_digits(str(text), digits_language())


@register.filter
def plain(value: Decimal) -> str:
    """A decimal number as an input holds it, without zeros at its end: 20.000 → "20", 1.500 → "1.5"."""
    return f"{value.normalize():f}"


@register.filter
def number(value: object, decimals: int = 0) -> str:
    """1234 → «۱٬۲۳۴»; "" for nothing."""
    if value is None or value == "":
        return ""
    return format_number(float(str(value)), digits_language(), decimals)


@register.filter
def share(value: float | None, decimals: int = 0) -> str:
    """0.75 → «۷۵٪»."""
    return "" if value is None else format_share(value, digits_language(), decimals)


@register.filter
def likely(probability: float) -> str:
    """A probability in per cent, with more digits near its ends; never wholly sure: 0.99999 → «بیش از ۹۹٫۹٪»."""
    language = digits_language()
    if probability < 0.0001:
        return gettext("under %(share)s") % {"share": format_share(0.0001, language, 2)}
    if probability > 0.999:
        return gettext("over %(share)s") % {"share": format_share(0.999, language, 1)}
    return format_share(probability, language, 2 if probability < 0.001 else 1 if not 0.1 <= probability < 0.99 else 0)


@register.filter
def day(value: date | str | None) -> str:
    """A date, or its ISO text, in the reader's calendar."""
    if not value:
        return ""
    try:
        found = _local(value) if isinstance(value, datetime) else value
        found = date.fromisoformat(found[:10]) if isinstance(found, str) else found
        shown = format_date(found if not isinstance(found, datetime) else found.date(), language())
    except ValueError:  # no date, or one of which the calendar knows nothing
        return digits(value)
    return shown if digits_language() == language() else shown.translate(_LATIN)


@register.filter
def typed_day(value: date | str | None) -> str:
    """As `day`, but in Latin digits, for an input; what is no date stays as it was typed."""
    if not value:
        return ""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
        return format_date(found, language()).translate(_LATIN)
    except ValueError:
        return str(value)


@register.filter
def moment(value: datetime | None) -> str:
    """Day and time, in the zone of the installation."""
    if not value:
        return ""
    local = _local(value)
    return f"{day(local)} {digits(local.strftime('%H:%M'))}"


@register.filter
def ago(value: datetime | None) -> str:
    """How long ago, in the largest unit that fits; the day itself where it is more than a month."""
    if not value:
        return ""
    past = max(timezone.now() - value, timedelta())
    minutes, hours = past // timedelta(minutes=1), past // timedelta(hours=1)
    if minutes < 1:
        return gettext("just now")
    if hours < 1:
        return gettext("%(count)s min ago") % {"count": number(minutes)}
    if past.days < 1:
        return gettext("%(count)s h ago") % {"count": number(hours)}
    if past.days < 31:
        return gettext("%(count)s d ago") % {"count": number(past.days)}
    return day(value)


register.filter("listed", listed)


@register.filter
def fact(value: Any, field: Field | None = None) -> str:  # noqa: ANN401 - JSON
    """Any fact's value as a person reads it; what refers to another record is given as its name already."""
    if value is None or value == "":
        return ""
    if isinstance(value, dict):
        value = value.get("value", "")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return listed(fact(item, field) for item in value)
    return _by_shape(value, field) if field else str(value)


def _by_shape(value: Any, field: Field) -> str:  # noqa: ANN401 - JSON
    match field.shape:
        case Shape.DATE:
            return day(value)
        case Shape.NUMBER:
            return number(value, 0 if isinstance(value, int) else 2)
        case Shape.MONEY:
            from zolal.web.templatetags.money import money  # noqa: PLC0415 - it needs the digits of here

            return money(int(value))
        case Shape.CHOICE | Shape.CHOICES:
            return dict(choices_in(field)).get(str(value), str(value))
        case _:
            return digits(value) if field.name in NUMERIC else str(value)


@register.filter
def initials(name: object) -> str:
    """Two letters for a picture: of the first and the last word, parted so that Persian letters do not join."""
    words = str(name or "").split()
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "\u200c".join(letters).upper() or "؟"


@register.filter
def tone_of(name: object) -> str:
    """Always the same tone for the same name."""
    return _TONES[sum(map(ord, str(name or ""))) % len(_TONES)]


@register.filter
def score_tone(value: float | str | None) -> str:
    """How good a score of 0 to 100 is; 75 is the line of the company's goal."""
    if value is None or value == "":
        return "slate"
    value = float(value)
    return "good" if value >= 75 else "warn" if value >= 50 else "bad"


@register.filter
def get(mapping: Any, key: object) -> Any:  # noqa: ANN401 - any mapping
    """A mapping's value under a key that is itself a variable."""
    return mapping.get(key) if mapping else None


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
