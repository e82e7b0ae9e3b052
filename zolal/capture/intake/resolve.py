"""What a record names, found or made: its company, its tags, the ids of its contact points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zolal.core.ledger import Ahead, Facts
from zolal.core.models import Action
from zolal.engine.persian.letters import key
from zolal.people.actions.companies import companies_named
from zolal.people.models import Tag
from zolal.people.points import numbered

_NOTHING: Mapping[str, Ahead] = {}


def resolved(rows: Sequence[Facts], action: Action, companies: Mapping[str, Ahead] = _NOTHING) -> list[Facts]:
    """Facts of `Normal` as the ledger takes them. To be called in a transaction, before the records are written.

    `companies` is what was worked out of companies that are perhaps new, by name.
    """
    # In order: a company is called as the first row calls it.
    names = dict.fromkeys(name for row in rows if (name := row.get("company_name")))
    found = companies_named(names, action, companies)
    tags = _tags(name for row in rows for name in row.get("tag_names", ()))
    return numbered([_one(row, found, tags) for row in rows])


def _one(row: Facts, companies: Mapping[str, int], tags: Mapping[str, int]) -> Facts:
    facts = dict(row)
    name, names = facts.pop("company_name", ""), facts.pop("tag_names", ())
    if company := companies.get(name):
        facts["company"] = company
    facts.update({f"tag:{tags[key(name)]}": True for name in names})
    return facts


def _tags(names: Iterable[str]) -> dict[str, int]:
    wanted = {key(name): name for name in names}
    if not wanted:
        return {}
    known = {key(name): pk for pk, name in Tag.objects.values_list("pk", "name")}
    for compared, name in wanted.items():
        if compared not in known:
            known[compared] = Tag.objects.get_or_create(name=name)[0].pk
    return known
