"""Activities as lists: narrowed, searched, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.activities.kinds import OUTCOMES
from zolal.activities.models import Activity
from zolal.activities.queries.activities import visible_activities
from zolal.activities.queries.own_order import in_order_of_own
from zolal.activities.queries.shown import Shown, shown
from zolal.activities.search import search_condition
from zolal.core.models import Record
from zolal.people.queries.own_wish import OwnWish, demand_seen, in_own_order, sorts_by
from zolal.people.queries.typed import beginning, day, next_day, uid
from zolal.people.queries.wish import BadWish

STATES = ("open", "late", "done", "all")
SIZE = 50
WALKED = 500
"""So many of the order are looked at one by one before an index is asked."""
MOST_WALKED = 4_000
"""And so many where some were found among the first."""

Row = TypeVar("Row")
_NO_OWN = OwnWish("activity")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; "" is everything. `owner` is a uid, `team` an id, days are moments; `sort` is a field
    of one's own, with "-" before it downwards, "" the usual order."""

    state: str = "open"
    kind: str = ""
    outcome: str = ""
    owner: UUID | None = None
    team: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    search: str = ""
    sort: str = ""
    own: OwnWish = _NO_OWN

    @classmethod
    def read(cls, given: Mapping[str, Any], user: User) -> Wanted:
        """From ?state=&kind=&outcome=&owner=&team=&from=&to=&q=&sort=; owner "me" is the user. What is asked of fields
        of one's own may be lists, see `OwnWish`. Raises `BadWish` by field."""
        owner, team = given.get("owner", ""), given.get("team", "")
        found = cls(
            state=_one_of("state", given.get("state", "") or "open", STATES),
            kind=_one_of("kind", given.get("kind", ""), ("", *Activity.Kind.values)),
            outcome=_one_of("outcome", given.get("outcome", ""), ("", *OUTCOMES)),
            owner=user.uid if owner == "me" else uid(owner) if owner else None,
            team=int(team) if team.isascii() and team.isdigit() and len(team) < 10 else None,
            since=beginning(day("from", given["from"])) if given.get("from") else None,
            until=next_day("to", given["to"]) if given.get("to") else None,
            search=given.get("q", "")[:200],
            sort=_sort(given.get("sort", "")),
            own=OwnWish.read("activity", given),
        )
        if owner and found.owner is None:
            raise BadWish("owner", _("Choose somebody who works here."))
        return found

    @property
    def asks_little(self) -> bool:
        """Whether nearly all there are may fit."""
        asked = (self.kind, self.outcome, self.owner, self.team, self.since, self.until, self.search.strip())
        return self.state in {"all", "done"} and not any(asked) and not self.own.filters


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """`next` is a cursor, "" at the end."""

    activities: Sequence[Shown]
    next: str


def matching(user: User, wanted: Wanted) -> QuerySet[Activity]:
    """All that match, in the list's order: open ones soonest first, done ones newest first, all as they were entered;
    or by a field of one's own.

    Raises `NotAllowed`, `BadWish`.
    """
    found = _narrowed(user, wanted)
    if wanted.sort:
        return in_own_order(found, "activity", wanted.sort)
    if wanted.state in {"open", "late"}:
        return found.order_by(F("at").asc(nulls_last=True), "id")
    return found.order_by("-at", "-id") if wanted.state == "done" else found.order_by("-id")


def _narrowed(user: User, wanted: Wanted) -> QuerySet[Activity]:
    """In no order."""
    if wanted.sort:
        demand_seen(user, "activity", wanted.sort.removeprefix("-"))
    found = wanted.own.narrow(visible_activities(user).filter(state=Record.State.ACTIVE), user)
    match wanted.state:
        case "open":
            found = found.filter(done_at__isnull=True)
        case "late":
            found = found.filter(done_at__isnull=True).filter(_late())
        case "done":
            found = found.filter(done_at__isnull=False, at__isnull=False)
    narrowed = {
        "kind": wanted.kind, "outcome": wanted.outcome, "owner__uid": wanted.owner, "team": wanted.team,
        "at__gte": wanted.since, "at__lt": wanted.until,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in narrowed.items() if value})
    if wanted.search.strip():
        found = found.filter(search_condition(wanted.search))
    return found.order_by()


def activity_page(user: User, wanted: Wanted, *, after: str = "", size: int = SIZE) -> ActivityPage:
    """A page; a cursor that makes no sense begins at the beginning. Raises `NotAllowed`, `BadWish`."""
    if wanted.sort:
        found = _narrowed(user, wanted)
        ids, following = in_order_of_own(found, wanted.sort, after=after, size=size, plain=wanted.asks_little)
        held = visible_activities(user).in_bulk(ids)
        return ActivityPage(shown(user, [held[pk] for pk in ids if pk in held]), following)
    rows = _near_by(user, wanted, after, size) if wanted.search.strip() or wanted.own.filters else []
    if len(rows) <= size:
        rows = _in_order(_behind(matching(user, wanted), wanted.state, after), wanted.state, size + 1)
    cursor = ""
    if len(rows) > size:
        last = rows[size - 1]
        cursor = f"{last.at.isoformat() if last.at and wanted.state != 'all' else ''}~{last.pk}"
    return ActivityPage(shown(user, rows[:size]), cursor)


def picked(user: User, uids: Sequence[UUID]) -> list[Activity]:
    """Those of the activities that the user sees. Raises `NotAllowed`."""
    return list(visible_activities(user).filter(uid__in=list(uids)))


def _near_by(user: User, wanted: Wanted, after: str, size: int) -> list[Activity]:
    """Of the next ones of the order those that are searched for: where many are, a page is full of them long before an
    index has told them all."""
    order = _behind(matching(user, replace(wanted, search="", own=_NO_OWN)), wanted.state, after)

    def walked(many: int) -> list[Activity]:
        next_ones: list[int] = _in_order(order.values_list("pk", flat=True), wanted.state, many)
        found = wanted.own.narrow(order.filter(pk__in=next_ones), user, row_by_row=True)
        if wanted.search.strip():
            found = found.filter(search_condition(wanted.search, row_by_row=True))
        return _in_order(found, wanted.state, size + 1)

    rows = walked(WALKED)
    if rows and len(rows) <= size and not wanted.search.strip():
        # Some were there: further on there may be enough of them.
        rows = walked(min(MOST_WALKED, 2 * WALKED * (size + 1) // len(rows)))
    return rows


def _in_order(found: QuerySet[Activity, Row], state: str, limit: int) -> list[Row]:
    return _dated_first(found, limit) if state in {"open", "late"} else list(found[:limit])


def _dated_first(found: QuerySet[Activity, Row], limit: int) -> list[Row]:
    """The same order as two stretches of an index: those with a day, then those without."""
    rows = list(found.filter(at__isnull=False).order_by("at", "id")[:limit])
    if len(rows) < limit:
        rows += found.filter(at__isnull=True).order_by("id")[: limit - len(rows)]
    return rows


def _late() -> Q:
    """Something of a whole day is late on the next one."""
    now = timezone.now()
    return Q(at__lt=beginning(timezone.localdate())) | (Q(at__lt=now) & (Q(all_day__isnull=True) | Q(all_day=False)))


def _behind(found: QuerySet[Activity], state: str, cursor: str) -> QuerySet[Activity]:
    text, _tilde, pk = cursor.partition("~")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return found
    last = int(pk)
    try:
        at = parse_datetime(text) if text else None
    except ValueError:
        return found
    if state == "all":
        return found.filter(pk__lt=last)
    if state == "done":
        return found.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=last))) if at else found
    if at is None:
        return found.filter(at__isnull=True, pk__gt=last)
    return found.filter(Q(at__isnull=True) | (Q(at__gte=at) & (Q(at__gt=at) | Q(pk__gt=last))))


def _sort(text: str) -> str:
    if text and not sorts_by("activity", text):
        raise BadWish(
            "sort", _("Activities are sorted by texts, choices, numbers and days of your own: “own:…” or “-own:…”.")
        )
    return text


def _one_of(field: str, value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise BadWish(field, _("Choose one of: %(choices)s.") % {"choices": ", ".join(filter(None, choices))})
    return value
