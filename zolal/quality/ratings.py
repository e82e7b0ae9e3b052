"""What people found who checked a value: it holds, or it is wrong.

A rating is a fact of the record ("rated:<field>:<digest of the value>"), so that history, undo, merges and their undo
treat it like any other. It says of which value it speaks, and counts only while that value stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from zolal.core.ledger import Facts
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Shape, fields_of, is_own
from zolal.people.own.reading import typed

LONGEST_NOTE = 500
_RATED = frozenset(
    {
        Shape.TEXT,
        Shape.LONG_TEXT,
        Shape.DATE,
        Shape.NUMBER,
        Shape.CHOICE,
        Shape.COMPANY,
        Shape.POINT,
        Shape.MONEY,
        Shape.CHOICES,
        Shape.YES_NO,
    }
)
_PREFIX = "rated:"


class Verdict(models.TextChoices):
    CONFIRMED = "confirmed", _("holds")
    WRONG = "wrong", _("wrong")


class Method(models.TextChoices):
    PHONE = "phone", _("I called")
    VISIT = "visit", _("I was there")
    PAPER = "paper", _("I saw it on paper")
    KNOWLEDGE = "knowledge", _("I know it myself")


class Rating(NamedTuple):
    """One value that was checked; `of` is the value, the id of a company, and `on` the ISO day."""

    fact: str
    field: str
    of: str
    verdict: str
    method: str
    note: str
    on: str


def can_be_rated(record_type: str, field: str) -> bool:
    """Whether it is something about the customer; who owns them is ours to say."""
    found = fields_of(record_type).get(field)
    return found is not None and found.shape in _RATED and field != "note"


def fact_of(field: str, of: str) -> str:
    """The name of the fact that says what was found of this value."""
    return f"{_PREFIX}{field}:{blake2b(of.encode(), digest_size=8).hexdigest()}"


def values_of(facts: Facts, field: str) -> dict[str, str]:
    """{value as a rating names it: the fact it stands in} of a record's field."""
    points = {fact: value for fact, value in facts.items() if fact.startswith("point:") and value["kind"] == field}
    found = {str(point["value"]): fact for fact, point in points.items()}
    if facts.get(field) not in (None, ""):
        found[typed(facts[field]) if is_own(field) else str(facts[field])] = field
    return found


def in_force(rated: Mapping[str, Any], values: Mapping[str, str], company: object) -> Mapping[str, Sequence[Rating]]:
    """By field, the ratings of values that stand now.

    `rated` is {"<field>:<digest>": what the fact says}, `values` several joined by " | " under each field.
    """
    if not rated:
        return {}
    found: dict[str, list[Rating]] = defaultdict(list)
    for name, said in rated.items():
        field = name.rpartition(":")[0]
        text = str(company) if field == "company" else values.get(field, "")
        if said["of"] == text or said["of"] in text.split(SEPARATOR):
            rest = (str(said.get(part, "")) for part in ("of", "verdict", "method", "note", "on"))
            found[field].append(Rating(f"{_PREFIX}{name}", field, *rest))
    return found


def accuracy(ratings: Mapping[str, Sequence[Rating]]) -> float | None:
    """How many of the checked values hold, 0 to 1; None where nobody has checked any."""
    verdicts = [one.verdict for found in ratings.values() for one in found]
    return verdicts.count(Verdict.CONFIRMED) / len(verdicts) if verdicts else None
