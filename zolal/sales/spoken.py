"""What cells of a file call things: names of rows, choices in either language, days, users."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.utils import translation
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.listed import listed
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Context
from zolal.engine.persian.letters import key
from zolal.sales.cells import Refused
from zolal.sales.models import LostReason, Pipeline, Stage

N = TypeVar("N", Pipeline, Stage, LostReason)


def named(among: Sequence[N], text: str) -> list[N]:
    return [one for one in among if key(one.name) == key(text)]


def these(sentence: str, among: Sequence[Any]) -> str:
    return sentence % {"names": listed(dict.fromkeys(one.name for one in among))}


def spoken(choices: Any) -> dict[str, str]:  # noqa: ANN401 - a class of choices
    """What a choice may be written as: its code, and its name in every language."""
    found = {key(code): code for code in choices.values}
    for language in ("en", "fa"):
        with translation.override(language):
            found |= {key(str(label)): code for code, label in choices.choices}
    return found


def chosen(among: Mapping[str, str], text: str, choices: Any) -> str:  # noqa: ANN401 - a class of choices
    if key(text) not in among:
        raise Refused(_("Write one of: %(choices)s") % {"choices": listed(map(str, choices.labels))})
    return among[key(text)]


def a_day(text: str) -> date:
    parsed = parse_cell(KINDS["date"], text, Context(order="ymd", serial=True))
    if not parsed.value:
        raise Refused(_("It is a day, Jalali or Gregorian: year/month/day, the year with four digits."))
    return date.fromisoformat(parsed.value)


def user_called(among: Sequence[User], text: str) -> User:
    """Who is meant, by name or e-mail. Raises `Refused`."""
    wanted = key(text)
    fit = [one for one in among if wanted in {key(one.name), one.email.lower()} or text.lower() == one.email]
    if len(fit) != 1:
        missing = _("Nobody who may log in is called so. Write the e-mail of the user.")
        several = _("Several users are called so. Write the e-mail of the user.")
        raise Refused(several if fit else missing)
    return fit[0]
