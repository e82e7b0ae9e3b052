"""What there is to be dealt: the open issues and pairs of the classes of a run, by who owns and who may see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.people.queries.records import MODELS
from zolal.quality.models import Issue, Pair
from zolal.quality.queries.issues import TROUBLING
from zolal.quality.queries.pairs import visible_pairs
from zolal.stewardship.dealing import Dealt, Pool, deal

DUPLICATE = "duplicate"
CLASSES = (DUPLICATE, *Issue.Group.values)


class Item(NamedTuple):
    """One thing to be done, as `stewardship.Assignment` keeps it."""

    record_type: str
    record_id: int
    other_id: int
    group: str
    fact: str
    code: str


def dealt_to(people: Sequence[User], classes: Collection[str], at_most: int) -> Dealt[Item]:
    """What each gets: first of their own records, then of those that belong to nobody who takes part.

    What an owner has no room for waits for the next run. Nobody gets what they may not see.
    """
    room = {user.pk: at_most for user in people}
    kept = {user.pk: _mixed((_own(user, name, at_most) for name in classes), at_most) for user in people}
    free = {user.pk: at_most - len(kept[user.pk]) for user in people}
    return deal(kept, list(_pools(people, classes, free)), room)


def waiting_issues(record_type: str) -> QuerySet[Issue]:
    """Issues that are there; those put off until a day too, which are not dealt, but not done either."""
    return Issue.objects.filter(record_type=record_type, severity__in=TROUBLING)


def waiting_pairs(record_type: str) -> QuerySet[Pair]:
    """Pairs that wait for somebody."""
    return Pair.objects.filter(record_type=record_type, decision=Pair.Decision.OPEN, sampled=False)


def _own(user: User, name: str, limit: int) -> Iterator[Item]:
    for record_type in MODELS:
        own = _ids(record_type, Q(owner=user))
        if name == DUPLICATE:
            pairs = visible_pairs(user, record_type).filter(decision=Pair.Decision.OPEN, sampled=False)
            yield from _pairs(record_type, pairs.filter(first_id__in=own), limit)
        else:
            yield from _issues(record_type, name, Q(record_id__in=own), limit)


def _pools(people: Sequence[User], classes: Collection[str], free: Mapping[int, int]) -> Iterator[Pool[Item]]:
    """What belongs to none of the people: of each team that somebody is confined to, and all the rest."""
    narrow: dict[int, list[int]] = {}
    for user in people:
        if scope_of(user) == "team" and user.team_id:
            narrow.setdefault(user.team_id, []).append(user.pk)
    wide = [user.pk for user in people if scope_of(user) == "all"]
    foreign = Q(owner=None) | ~Q(owner__in=[user.pk for user in people])
    for team, members in narrow.items():
        takers = [*wide, *members]
        limit = sum(free[who] for who in takers)
        yield takers, _mixed((_of_team(team, foreign, name, limit) for name in classes), limit)
    if wide:
        limit = sum(free[who] for who in wide)
        yield wide, _mixed((_of_rest(list(narrow), foreign, name, limit) for name in classes), limit)


def _of_team(team: int, foreign: Q, name: str, limit: int) -> Iterator[Item]:
    """What those who see this team see: of a pair both sides."""
    for record_type in MODELS:
        if name == DUPLICATE:
            pairs = waiting_pairs(record_type).filter(second_id__in=_ids(record_type, Q(team=team)))
            yield from _pairs(record_type, pairs.filter(first_id__in=_ids(record_type, foreign, Q(team=team))), limit)
        else:
            yield from _issues(record_type, name, foreign & Q(team=team), limit)


def _of_rest(narrow: Sequence[int], foreign: Q, name: str, limit: int) -> Iterator[Item]:
    """What is in no pool of a team, such as pairs that cross the border of one."""
    for record_type in MODELS:
        if name == DUPLICATE:
            pairs = waiting_pairs(record_type).filter(first_id__in=_ids(record_type, foreign))
            for team in narrow:
                inside = Q(first_id__in=_ids(record_type, Q(team=team)), second_id__in=_ids(record_type, Q(team=team)))
                pairs = pairs.filter(~inside)
            yield from _pairs(record_type, pairs, limit)
        else:
            yield from _issues(record_type, name, foreign & (Q(team=None) | ~Q(team__in=narrow)), limit)


def _ids(record_type: str, *where: Q) -> Any:  # noqa: ANN401 - a query within a query
    return MODELS[record_type].objects.filter(*where).order_by().values("id")


def _issues(record_type: str, group: str, where: Q, limit: int) -> Iterator[Item]:
    # By record: what is one's own is found by the records; `owner` and `team` of an issue are those of its record.
    rows = waiting_issues(record_type).filter(where, group=group, until=None).order_by("record_id", "id")
    for record_id, fact, code in rows.values_list("record_id", "fact", "code")[:limit]:
        yield Item(record_type, record_id, 0, group, fact, code)


def _pairs(record_type: str, pairs: QuerySet[Pair], limit: int) -> Iterator[Item]:
    for first, second in pairs.order_by("-probability", "id").values_list("first_id", "second_id")[:limit]:
        yield Item(record_type, first, second, DUPLICATE, "", "")


def _mixed(classes: Iterable[Iterable[Item]], most: int) -> list[Item]:
    """Of every class as many, as far as there are; what concerns one record side by side."""
    turns = zip_longest(*classes)
    # A field may be wrong twice in the same way: that is one thing to be done.
    found = list(dict.fromkeys(one for one in chain.from_iterable(turns) if one is not None))[:most]
    return sorted(found, key=lambda one: (one.record_type, one.record_id))
