"""Whose maintenance somebody runs: of those whose customers they see."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, demand, may
from zolal.accounts.queries.users import active_users
from zolal.accounts.visibility import scope_of
from zolal.core.listed import listed
from zolal.stewardship.models import Schedule

VERB = "maintenance.run"


def led_by(user: User, people: str = "people") -> Q:
    """What the user leads of schedules and plans, or of what names one's `people`: all who take part are in their
    sight. Nothing for who runs no maintenance."""
    nothing = Q(pk__in=())
    if not may(user, VERB):
        return nothing
    out = _out_of_sight(user)
    # Not an empty condition: beside another one with "or" that would say nothing at all.
    return ~nothing if out is None else ~Q(**{f"{people}__in": out})


def leads(user: User, schedule: Schedule) -> bool:
    """Whether the user may start, sign and cancel the runs of a schedule, and change it."""
    return Schedule.objects.filter(led_by(user), pk=schedule.pk).exists()


def demand_leads(user: User, schedule: Schedule) -> None:
    """Raise `NotAllowed` unless the user does."""
    demand(user, VERB)
    if not leads(user, schedule):
        raise NotAllowed(VERB)


def demand_in_sight(user: User, people: Sequence[User]) -> None:
    """Raise `ValidationError` for "people" where somebody takes part whose customers the user does not see."""
    out = _out_of_sight(user)
    strangers = out.filter(pk__in=[one.pk for one in people]) if out is not None else ()
    if names := [one.name for one in strangers]:
        sentence = _("You do not see the customers of these: %(names)s.")
        raise ValidationError({"people": sentence % {"names": listed(names)}})


def could_take_part(user: User) -> QuerySet[User]:
    """Those whom the user may let take part."""
    out = _out_of_sight(user)
    return active_users() if out is None else active_users().exclude(pk__in=out.values("pk"))


def _out_of_sight(user: User) -> QuerySet[User] | None:
    """Whose customers the user does not see; None where there is nobody."""
    scope = scope_of(user)
    if scope == "all":
        return None
    others = User.objects.exclude(pk=user.pk)
    return others.exclude(team=user.team_id) if scope == "team" and user.team_id else others
