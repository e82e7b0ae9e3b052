"""What happened to a record of the trade, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zolal.accounts.models import User
from zolal.core.ledger import Entry
from zolal.people.fields import is_own
from zolal.people.queries.permitted import fields_for
from zolal.sales.models import Product
from zolal.sales.queries.products import category_paths
from zolal.web.ledger.reading import FactReader
from zolal.web.ledger.words import kind_label
from zolal.web.templatetags.money import money, per_cent
from zolal.web.templatetags.reading import number

Told = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Happening:
    """Who did what when, and [what, before, after] of each fact."""

    what: str
    who: str
    at: datetime
    facts: list[Told]


def told_history(entries: Iterable[Entry], user: User) -> list[Happening]:
    """Newest first, as it comes, as far as the user sees the fields."""
    paths, reader = category_paths(), FactReader(user)
    labels = {name: str(field.label) for name, field in fields_for(user, "product").items()}
    return [
        Happening(
            kind_label(entry.action.kind),
            entry.action.actor.name if entry.action.actor else "",
            entry.action.at,
            [
                (labels[fact], told_fact(fact, before, paths, reader), told_fact(fact, after, paths, reader))
                for fact, (before, after) in entry.facts.items()
                if fact in labels and not entry.created
            ],
        )
        for entry in entries
    ]


def told_fact(fact: str, value: Any, paths: dict[int, str], reader: FactReader) -> str:  # noqa: ANN401 - JSON
    """A fact of a product as it is read; "" for none."""
    if value is None:
        return ""
    if is_own(fact):
        return reader.text("product", fact, value)
    if fact == "category":
        return paths.get(value, "") if isinstance(value, int) else str(value)
    return _READ[fact](value) if fact in _READ else str(value)


_READ: Mapping[str, Callable[[Any], str]] = {
    "price": money,
    "tax": per_cent,
    "kind": lambda value: str(Product.Kind(value).label),
    "priority": number,
}
