"""The places of the quality centre, in the groups its navigation shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.quality.queries.matching import sees_matching
from zolal.stewardship.queries.reviews import overdue
from zolal.stewardship.queries.runs import waiting_count


@dataclass(frozen=True, slots=True)
class Room:
    """One place: the name of its address, the verb somebody needs to see it, what else must hold for them.

    `count` is how much waits there for them.
    """

    name: str
    label: str | Promise
    verb: str
    only: Callable[[User], bool] = bool
    count: Callable[[User], int] | None = None

    def is_open_to(self, user: User) -> bool:
        return may(user, self.verb) and self.only(user)


GROUPS: Sequence[tuple[str | Promise, Sequence[Room]]] = (
    (
        _("Measured"),
        (
            Room("quality", _("Overview"), "quality.read"),
            Room("catalogue", _("Catalogue"), "quality.read"),
            Room("matching", _("How right matching is"), "quality.read", sees_matching),
            Room("cost", _("Cost"), "quality.read"),
            Room("samples", _("Accuracy samples"), "quality.read"),
        ),
    ),
    (
        _("To be done"),
        (
            Room("queue", _("My queue"), "quality.read"),
            Room("duplicates", _("Duplicates"), "pairs.decide"),
            Room("inactive", _("Inactive"), "quality.read"),
            Room("suppression", _("Suppression"), "quality.read"),
        ),
    ),
    (
        _("Agreed"),
        (
            Room("rules", _("Rules"), "quality.read"),
            Room("score-weights", _("Score weights"), "settings.read"),
            Room("fields", _("Fields"), "quality.read"),
            Room("defaults", _("Defaults"), "quality.read"),
            Room("fit", _("Fit"), "quality.read"),
        ),
    ),
    (
        _("Upkeep"),
        (
            Room("maintenance", _("Maintenance"), "records.edit", count=waiting_count),
            Room("plans", _("Migration plan"), "records.create"),
            Room("reviews", _("Reviews of methods"), "quality.read", count=overdue),
            Room("problems", _("Problem log"), "problems.report"),
            Room("adoption", _("Adoption"), "records.read"),
        ),
    ),
)


Shown = tuple[str | Promise, str, bool, int]


def rooms(user: User, path: str) -> list[tuple[str | Promise, list[Shown]]]:
    """(group, [(label, address, whether one is there, how much waits)]) of what the user may see."""
    found = [
        (group, [(room, reverse(room.name)) for room in there if room.is_open_to(user)]) for group, there in GROUPS
    ]
    around = [href for _group, there in found for _room, href in there if path.startswith(href)]
    here = max(around, key=len, default="")
    return [
        (group, [(room.label, href, href == here, room.count(user) if room.count else 0) for room, href in there])
        for group, there in found
        if there
    ]
