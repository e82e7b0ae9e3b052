"""Companies found or made by their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from zolal.core import ledger
from zolal.core.ledger import Ahead
from zolal.core.models import Action
from zolal.people.derived import company_name_key
from zolal.people.models import Company

_NOTHING: Mapping[str, Ahead] = {}


def companies_named(names: Iterable[str], action: Action, ahead: Mapping[str, Ahead] = _NOTHING) -> dict[str, int]:
    """The company of each name, made by the action where there is none: {name: id}, in few statements for many.

    Names are one company when their keys are: "شرکت آریا" and "آریا". Of several companies with one key the oldest;
    one that was merged away leads to where it went. `ahead` is for `ledger.create`, by name. To be called in a
    transaction.
    """
    keys = {name: found for name in names if (found := company_name_key(name))}
    known = _known(set(keys.values()))
    missing: dict[str, str] = {}
    for name, one in keys.items():
        if one not in known:
            missing.setdefault(one, name)
    if missing:
        rows = [{"name": name} for name in missing.values()]
        ids = ledger.create(action, "company", rows, ahead=[ahead.get(name, {}) for name in missing.values()])
        known.update(zip(missing, ids, strict=True))
    return {name: known[one] for name, one in keys.items()}


def company_names(keys: Collection[str]) -> dict[str, str]:
    """What companies on file with these keys are called, {key: name}; of several the oldest."""
    rows = Company.objects.filter(name_key__in=keys, absorbed_into=None).order_by("-pk") if keys else ()
    return dict(rows.values_list("name_key", "name")) if keys else {}


def _known(keys: set[str]) -> dict[str, int]:
    if not keys:
        return {}
    found: dict[str, int] = {}
    rows = Company.objects.filter(name_key__in=keys).order_by("-pk")
    for one, pk, survivor in rows.values_list("name_key", "pk", "absorbed_into_id"):
        if survivor is None or one not in found:
            found[one] = _survivor(survivor) if survivor else pk
    return found


def _survivor(pk: int) -> int:
    while further := Company.objects.filter(pk=pk).values_list("absorbed_into_id", flat=True).first():
        pk = further
    return pk
