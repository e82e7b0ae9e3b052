"""Which records somebody sees: the one choke point. Counts, warnings, searches and both sides of a merge pass it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from zolal.accounts.models import User
from zolal.accounts.objects import narrower, objects
from zolal.accounts.permissions import NotAllowed, may, rights_of, rights_of_role
from zolal.accounts.rights import Rights
from zolal.core.ledger import record_types

M = TypeVar("M", bound=Model)


def scope_of(user: User, record_type: str = "") -> str:
    """How far the user's role sees records of a type: "all", "team", "own" or "none"; without a type, customers."""
    return _scope(rights_of(user), record_type)


def scope_of_role(role: str, record_type: str = "") -> str:
    """The same of a role."""
    return _scope(rights_of_role(role), record_type)


def visible(records: QuerySet[M], user: User, *, what: str = "see", record_type: str = "") -> QuerySet[M]:
    """The records, narrowed to what the user may see (or "change", "delete", "export").

    Works on models with `owner` and `team`; what belongs to nobody, such as products, says so by `seen_by_all`.
    `record_type` is whose rights count, where the model is of no kind of record itself.
    """
    if not user.is_active:
        return records.none()
    match _reach(records.model, user, what, record_type):
        case "all":
            return records
        case "team" if user.team_id:
            return records.filter(team_id=user.team_id) | records.filter(owner_id=user.pk)
        case "none":
            return records.none()
        case _:
            return records.filter(owner_id=user.pk)


def demand_on(user: User, what: str, record_type: str, ids: Iterable[int]) -> None:
    """Raise `NotAllowed` unless the user may "change", "delete" … each of these records that is there.

    To be asked before the first write, in its transaction; beside `demand`, which asks for the verb.
    """
    wanted = set(ids)
    if not user.is_active:
        raise NotAllowed(f"{record_type}.{what}")
    if rights_of(user).reach(record_type, what) == "all":
        return
    every = record_types()[record_type].model._base_manager.filter(pk__in=wanted)
    if every.exclude(pk__in=visible(every, user, what=what).values("pk")).exists():
        raise NotAllowed(f"{record_type}.{what}")


def demand_kind(user: User, what: str, record_type: str) -> None:
    """Raise `NotAllowed` unless the user may "create", "export" … anything of a kind of record at all."""
    if not user.is_active or rights_of(user).reach(record_type, what) == "none":
        raise NotAllowed(f"{record_type}.{what}")


def may_on(user: User, what: str, record_type: str, record_id: int) -> bool:
    """Whether `demand_on` would let the user."""
    try:
        demand_on(user, what, record_type, [record_id])
    except NotAllowed:
        return False
    return True


def done_by(things: QuerySet[M], user: User, *, who: str) -> QuerySet[M]:
    """What those did whose customers the user sees, if the user may read the ledger; else what the user did.

    `who` names the field that says who did it.
    """
    scope = scope_of(user) if may(user, "ledger.read") else "own"
    if scope == "all":
        return things
    own = Q(**{who: user})
    if scope == "team" and user.team_id:
        return things.filter(own | Q(**{f"{who}__team": user.team_id}))
    return things.filter(own)


def _scope(rights: Rights, record_type: str) -> str:
    return rights.reach(record_type) if record_type else customers_reached(rights)


def customers_reached(rights: Rights) -> str:
    """How far a role sees every kind of customers."""
    customers = [rights.reach(one.name) for one in objects().values() if one.customers]
    return reduce(narrower, customers, "all")


def _reach(model: type[Model], user: User, what: str, record_type: str) -> str:
    reach = rights_of(user).reach(record_type or _type_of(model), what)
    return "all" if reach != "none" and getattr(model, "seen_by_all", False) else reach


def _type_of(model: type[Model]) -> str:
    """The record type of a model, "" where it is of none."""
    return next((name for name, kind in record_types().items() if kind.model is model), "")
