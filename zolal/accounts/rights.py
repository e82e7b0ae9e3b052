"""What somebody may by their role: verbs, how far each kind of record is reached, and which fields are kept from them.

A role is what it was shipped with, or copied from, and what an administrator has said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any

from django.db.models.signals import post_delete, post_save

from zolal.accounts.models import Role, RoleRights, User
from zolal.accounts.objects import WHATS, narrower, objects
from zolal.core.models import Setting
from zolal.core.settings import setting

Verbs = Mapping[str, frozenset[str]]

_WITHIN_SIGHT = frozenset(WHATS) - {"see", "create"}
_ALWAYS_ALL = frozenset({Role.ADMINISTRATOR.value, Role.STRATEGIST.value})
_numbers = count(1)
_generation = 0


@dataclass(frozen=True)
class Rights:
    """Of one role. `base` is "" for a role that does not exist: nobody may anything by it."""

    base: str
    shipped: frozenset[str] = frozenset()
    sight: Callable[[], str] = lambda: "none"
    verbs: Mapping[str, bool] = field(default_factory=dict)
    reaches: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def sees(self) -> str:
        """How far the role sees records of which nothing else was said."""
        return self.sight()

    def may(self, verb: str) -> bool:
        """Whether the role has a verb; one of records where it reaches some of them."""
        if not self.reaches or not (places := _places(verb)):
            return self._has(verb)
        return any(self.reach(name, what) != "none" for name, what in places)

    def reach(self, name: str, what: str = "see") -> str:
        """How far something may be done with a kind of record: "all", "team", "own" or "none".

        Never further than they are seen; a new record is nobody's yet, so creating is "all" or "none".
        """
        known = objects().get(name)
        verb = known.verbs.get(what, "") if known else ""
        told = self.reaches.get(name, {}).get(what)
        if told is None:
            told = "none" if verb and not self._has(verb) else "all" if what == "create" else self.sees
        return narrower(told, self.reach(name)) if what in _WITHIN_SIGHT else told

    def every_verb(self) -> frozenset[str]:
        """All verbs the role has."""
        of_objects = {verb for one in objects().values() for verb in one.verbs.values()}
        known = self.shipped | of_objects | self.verbs.keys()
        return frozenset(verb for verb in known if self.may(verb))

    def _has(self, verb: str) -> bool:
        return self.verbs.get(verb, verb in self.shipped)


NOTHING = Rights("")


def of_row(role: str, row: RoleRights | None, shipped: Verbs) -> Rights:
    """What a role may, with its row where it has one. Administrators may everything, whatever was said."""
    if role == Role.ADMINISTRATOR:
        return Rights(role, shipped[role], lambda: "all")
    base = row.base if row else role
    if base not in shipped:
        return NOTHING
    sees = row.sees if row else ""
    sight = (lambda: sees) if sees else (lambda: _sight_of(base))
    return Rights(base, shipped[base], sight, *((row.verbs, row.reaches, row.fields) if row else ()))


def held(user: User, shipped: Verbs) -> Rights:
    """The rights of a user, kept with the object in memory until a role changes."""

    def load() -> Rights:
        role = user.role_now
        if not role or role == Role.ADMINISTRATOR:
            return of_row(role, None, shipped)
        return of_row(role, RoleRights.objects.filter(key=role).first(), shipped)

    return kept_with(user, "rights", load)


def kept_with(user: User, name: str, load: Callable[[], Any]) -> Any:  # noqa: ANN401 - what `load` gives
    """Something that follows from roles and who stands beside whom, read once for one object in memory."""
    # Asked some hundred times a page: the clock of the process, which Django keeps in the zone of the installation.
    today = date.today()  # noqa: DTZ011
    stamp = (_generation, user.pk, user.role, user.team_id, user.role_until, today)
    kept = user.__dict__.setdefault("_kept_rights", {})
    if kept.get("stamp") != stamp:
        kept.clear()
        kept["stamp"] = stamp
    if name not in kept:
        kept[name] = load()
    return kept[name]


def forget(**_signal: Any) -> None:  # noqa: ANN401 - a signal's
    """Let everybody's rights be read anew."""
    global _generation  # noqa: PLW0603 - one number for this process
    _generation = next(_numbers)


def watch(*models: Any) -> None:  # noqa: ANN401 - models
    """Rights follow from rows of these models; called when the app is ready."""
    for model in (*models, RoleRights):
        post_save.connect(forget, sender=model, dispatch_uid=f"rights {model.__name__}")
        post_delete.connect(forget, sender=model, dispatch_uid=f"no rights {model.__name__}")
    post_save.connect(_forget_sight, sender=Setting, dispatch_uid="rights setting")
    post_delete.connect(_forget_sight, sender=Setting, dispatch_uid="no rights setting")


def _forget_sight(instance: Setting, **_signal: Any) -> None:  # noqa: ANN401 - a signal's
    if instance.name.startswith("visibility."):
        forget()


def _sight_of(role: str) -> str:
    return "all" if role in _ALWAYS_ALL else str(setting(f"visibility.{role}"))


def of_records(verb: str) -> bool:
    """Whether a verb is one of some kind of record."""
    return bool(_places(verb))


def _places(verb: str) -> list[tuple[str, str]]:
    return [(one.name, what) for one in objects().values() for what, named in one.verbs.items() if named == verb]
