"""Who takes part in a plan or a schedule, written so that undo can put it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.stewardship.models import Plan, Schedule


def wanted_of(
    of: Plan | Schedule, given: Mapping[str, Any], *, seen: Mapping[str, Any] | None, kinds: str
) -> tuple[dict[str, Any], list[User] | None]:
    """What of the values is other than now, and who takes part where that is; `seen` is what was before their eyes.

    Raises `Overtaken`.
    """
    told, before = ({**some} for some in (given, seen or {}))
    people = list(told["people"]) if told.get("people") is not None else None
    for some in (told, before):
        if some.get("people") is not None:
            some["people"] = _numbers(some["people"])
        else:
            some.pop("people", None)
    now = {"people": _numbers(of.people.all())}
    changed = wanted_in(of, told, seen=before, kinds=kinds, beside=now)
    return changed, people if changed.pop("people", None) is not None else None


def _numbers(people: Iterable[User]) -> list[int]:
    return sorted(one.pk for one in people)


def set_people(action: Action, of: Plan | Schedule, people: Sequence[User]) -> None:
    """Exactly these take part from now on."""
    through = type(of).people.through
    key = {f"{of._meta.model_name}_id": of.pk}
    there = {row.user_id: row for row in through.objects.filter(**key)}
    wanted = {user.pk for user in people}
    for user_id in there.keys() - wanted:
        rows.take(action, there[user_id])
    for user_id in sorted(wanted - there.keys()):
        rows.add(action, through(**key, user_id=user_id))
