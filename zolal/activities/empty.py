"""What says nothing is not kept: of whom it is, or what was said or is to be done, must be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.activities.models import Activity
from zolal.activities.records import SEARCHED
from zolal.people.fields import is_own

_TEXTS = frozenset(SEARCHED) - {"place"}
_WHOSE = frozenset({"person", "company", "about_id"})
_OBSERVED = "attitude"


def says_something(facts: Mapping[str, Any]) -> bool:
    """Whether the facts of an activity tell whose it is, what it is about, or answer a field of one's own."""
    return any(value not in (None, "") and (name in _WHOSE or _is_said(name)) for name, value in facts.items())


def demand_something(kind: str, facts: Mapping[str, Any], *, planned: bool = False, beside: bool = False) -> None:
    """Raise `ValidationError` for an activity that says nothing; `beside` are people who take part, or files.

    A note is its text, an observation what was observed, whoever it is of.
    """
    said = any(value not in (None, "") and _is_said(name) for name, value in facts.items())
    if kind == Activity.Kind.NOTE and not said:
        raise ValidationError({"body": _("Write something here.")})
    if kind == Activity.Kind.OBSERVATION and not said:
        raise ValidationError({"body": _("Say what was observed.")})
    if beside or says_something(facts):
        return
    if planned:
        raise ValidationError({"title": _("Say what is to be done, or choose the customer it is with.")})
    raise ValidationError({"body": _("Write what happened, or choose the customer it was with.")})


def _is_said(name: str) -> bool:
    return name in _TEXTS or name == _OBSERVED or name.startswith("behaviour:") or is_own(name)
