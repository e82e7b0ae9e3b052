"""Which records somebody sees: the one choke point. Counts, warnings, searches and both sides of a merge pass it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from zolal.accounts.beside import shared_ids, stood_in_for
from zolal.accounts.models import User
from zolal.accounts.objects import narrower, objects
from zolal.accounts.permissions import NotAllowed, may, rights_of
from zolal.accounts.rights import Rights
from zolal.core.ledger import record_types

M = TypeVar("M", bound=Model)

_NO_RECORD = 0
"""No record's key: unlike Django's `none` it can stand inside any other query, also one that is written by hand."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Which records of a kind somebody reaches: whose they are, of which team, and which ones besides."""

    owners: Sequence[int]
    team: int | None
    shared: Sequence[int]

    def condition(self, *, owner: str = "owner", team: str = "team", record: str = "pk") -> Q:
        """The same as a condition on rows that tell by these columns which record they are of, and whose it is."""
        found = Q(**{owner: self.owners[0]}) if len(self.owners) == 1 else Q(**{f"{owner}__in": self.owners})
        found |= Q(**{team: self.team}) if self.team else Q()
        # What only stands beside a record, such as an issue, names it.
        return found | (Q(**{f"{record}__in": self.shared}) if self.shared else Q())


def sight_of(user: User, record_type: str, what: str = "see") -> Sight | None:
    """How far the user may see (or "change", "delete", "export") records of a type; None where it is all of them.

    Besides what the role reaches, records shared with the user, and those of whom they stand in for as far as that one
    may.
    """
    reach = rights_of(user).reach(record_type, what) if user.is_active else "none"
    if reach == "all":
        return None
    owners = [one.pk for one in stood_in_for(user) if rights_of(one).reach(record_type, what) != "none"]
    if not user.is_active or reach == "none":
        return Sight(owners if user.is_active else (), None, ())
    team = user.team_id if reach == "team" else None
    return Sight([user.pk, *owners], team, shared_ids(user, record_type, what) if record_type else ())


def scope_of(user: User, record_type: str = "") -> str:
    """How far the user's role sees records of a type: "all", "team", "own" or "none"; without a type, customers."""
    return _scope(rights_of(user), record_type)


def visible(records: QuerySet[M], user: User, *, what: str = "see", record_type: str = "") -> QuerySet[M]:
    """The records, narrowed to what the user may see (or "change", "delete", "export").

    What is reached is told by `sight_of`. Works on models with `owner` and `team`; what belongs to nobody, such as
    products, says so by `seen_by_all`. `record_type` is whose rights count, where the model is of no kind of record
    itself.
    """
    if not user.is_active:
        return records.none()
    sight = sight_of(user, record_type or _type_of(records.model), what)
    if sight is None:
        return records
    if not sight.owners or getattr(records.model, "seen_by_all", False):
        return records if sight.owners else records.filter(pk=_NO_RECORD)
    return records.filter(sight.condition(record="record_id" if record_type else "pk"))


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
    whose = [user, *stood_in_for(user)]
    if not user.is_active or all(rights_of(one).reach(record_type, what) == "none" for one in whose):
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


def _type_of(model: type[Model]) -> str:
    """The record type of a model, "" where it is of none."""
    return next((name for name, kind in record_types().items() if kind.model is model), "")
