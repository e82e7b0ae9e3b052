"""Columns that follow from the facts: how a name sorts, what the search looks through, what duplicates are found by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from zolal.core.ledger import Ahead, Facts
from zolal.engine.fields import KINDS
from zolal.engine.fields.company import company_key
from zolal.engine.fields.kind import NO_CONTEXT
from zolal.engine.persian.letters import key
from zolal.engine.persian.romanise import skeleton
from zolal.people.fields import Shape, is_own
from zolal.people.own.known import own_fields
from zolal.people.search import haystack
from zolal.people.sorting import sort_key

LONGEST = 400
SCORED = "scored"
"""In what was worked out of a record ahead: its quality and, as JSON, its scores, to be written with it."""
_AHEAD = "derived"


class Derived(NamedTuple):
    """The derived columns of a record."""

    name: str
    sort_key: str
    city_key: str
    search: str
    name_key: str


def points_of(facts: Facts) -> list[dict[str, object]]:
    """The contact points of a record in the order they are shown."""
    found = [(value["position"], int(fact[6:]), value) for fact, value in facts.items() if fact.startswith("point:")]
    return [point for _, _, point in sorted(found, key=lambda one: one[:2])]


def derived(record_type: str, rows: Sequence[Facts], companies: Sequence[str]) -> list[Ahead]:
    """The columns of rows as `Normal` names their facts, for `ledger.create`. Asks no database.

    `companies` are the names on file of those where they work, "" where nowhere.
    """
    # Plain tuples: between processes they go several times faster than named ones.
    return [
        {_AHEAD: (company, tuple(_of_row(record_type, row, company)))}
        for row, company in zip(rows, companies, strict=True)
    ]


def _of_row(record_type: str, row: Facts, company: str) -> Derived:
    points = row.get("points", ())
    return _company_columns(row, points) if record_type == "company" else _person_columns(row, points, company)


def at_hand(ahead: Ahead, company: str = "") -> Derived | None:
    """What was worked out before, where the company is called as it was said to be."""
    said, found = ahead.get(_AHEAD, (None, None))
    return Derived(*found) if found and said == company else None


def of_person(facts: Facts, company: str = "") -> Derived:
    """The columns of a person; `company` is the name of their company."""
    return _person_columns(facts, points_of(facts), company)


def _person_columns(facts: Facts, points: Sequence[Mapping[str, Any]], company: str) -> Derived:
    given, family = facts.get("given_name", ""), facts.get("family_name", "")
    name = f"{given} {family}".strip() or (str(points[0]["value"]) if points else "")
    return Derived(
        name=name[:LONGEST],
        sort_key=sort_key(name),
        city_key=sort_key(facts.get("city", "")),
        search=haystack([given, family, company], points, [facts.get("national_id", "")], _texts("person", facts)),
        name_key=person_name_key(given, family),
    )


def of_company(facts: Facts) -> Derived:
    return _company_columns(facts, points_of(facts))


def _company_columns(facts: Facts, points: Sequence[Mapping[str, Any]]) -> Derived:
    name = facts.get("name", "")
    identifiers = [facts.get("legal_id", ""), facts.get("economic_code", "")]
    return Derived(
        name=name,
        sort_key=sort_key(name),
        city_key=sort_key(facts.get("city", "")),
        search=haystack([name], points, identifiers, _texts("company", facts)),
        name_key=company_name_key(name),
    )


def _texts(record_type: str, facts: Mapping[str, Any]) -> list[str]:
    """What stands in fields of `own` that are texts."""
    own = [fact for fact in facts if is_own(fact)]
    if not own:
        return []
    known = own_fields(record_type)
    return [str(facts[fact]) for fact in own if fact in known and known[fact].shape is Shape.TEXT]


def person_name_key(given: str, family: str) -> str:
    """Both names by their sound, whichever stands first; "" unless both are there. Takes names as shown or their keys.

    "علی محمدی", "Mohammadi Ali" and "Ali Mohammadi" have one key.
    """
    parts = [_sound("first_name", given), _sound("last_name", family)]
    return " ".join(sorted(parts))[:LONGEST] if all(parts) else ""


def company_name_key(name: str) -> str:
    """The name without legal forms and fillers; "" where there is none."""
    return _company(name)[:LONGEST]


def name_key(record_type: str, values: Mapping[str, str]) -> str:
    """The key of a record from its names, by field."""
    if record_type == "company":
        return company_name_key(values.get("name", ""))
    return person_name_key(values.get("given_name", ""), values.get("family_name", ""))


@lru_cache(maxsize=65_536)
def _sound(kind: str, name: str) -> str:
    bare = KINDS[kind].parse(name, NO_CONTEXT).key or key(name) if name else ""
    return skeleton(bare) or bare.replace(" ", "")


@lru_cache(maxsize=65_536)
def _company(name: str) -> str:
    return company_key(name)
