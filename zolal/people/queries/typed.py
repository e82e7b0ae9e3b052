"""What people type after a filter: days in either calendar, whole numbers, identities."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Context
from zolal.engine.persian.letters import digits, store
from zolal.people.queries.wish import BadWish

_LARGEST = 2**31 - 1


def day(field: str, text: str) -> date:
    """2026-11-22 or 1405/09/01, in any digits. Raises `BadWish`."""
    value = parse_cell(KINDS["date"], text).value
    try:
        return date.fromisoformat(value)
    except ValueError:
        sentence = _("“%(text)s” is no day; write it like 1405/09/01 or 2026-11-22.")
        raise BadWish(field, sentence % {"text": text}) from None


def beginning(of: date) -> datetime:
    """The first moment of a day, here."""
    return timezone.make_aware(datetime.combine(of, time.min))


def next_day(field: str, text: str) -> datetime:
    return beginning(day(field, text) + timedelta(days=1))


def number(field: str, text: str) -> int:
    """A whole number in any digits. Raises `BadWish`."""
    folded = digits(text).strip()
    if not (folded.isascii() and folded.isdigit() and len(folded) < 20 and int(folded) <= _LARGEST):
        raise BadWish(field, _("“%(text)s” is no whole number.") % {"text": text})
    return int(folded)


def amount(field: str, text: str) -> float:
    """A number in any digits, also below zero and with decimals; of money in rial where no unit is named. Raises
    `BadWish`."""
    for kind in ("number", "money"):
        found = parse_cell(KINDS[kind], text, Context(money="rial")).value
        if found:
            return float(found)
    raise BadWish(field, _("“%(text)s” is no number.") % {"text": text})


def forms(kind: str, text: str) -> set[str]:
    """The text as it may be stored: as typed, and in the normal form of its kind."""
    told = {store(text)}
    if kind in KINDS:
        told |= {parse_cell(KINDS[kind], text).value}
    return told - {""}


def uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
