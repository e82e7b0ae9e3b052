"""What somebody wants board, list and reports to show, as it stands in an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.engine.persian.letters import key
from zolal.people.fields import is_own
from zolal.people.models import Company, Person
from zolal.people.own.known import own_fields
from zolal.people.queries.own_wish import OwnWish, demand_seen, in_own_order, sorts_by
from zolal.people.queries.records import visible_records
from zolal.people.queries.typed import beginning, day, next_day, number, uid
from zolal.people.queries.wish import BadWish
from zolal.people.queries.withholding import sought_in
from zolal.sales.models import Deal, Stage

NEXT = ("none", "late", "today", "future")
STATES = ("open", "won", "lost", "closed", "all", "archived")
NO_REASON = "none"
_LONGEST = 200
_NO_OWN = OwnWish("deal")

COLUMNS = (
    "customer", "stage", "value", "expected", "next", "idle", "owner", "team", "pipeline", "weighted", "probability",
    "channel", "touch_point", "intermediary", "opened", "closed", "reason",
)  # fmt: skip
"""What a list can show beside the title."""
USUAL = COLUMNS[:7]
"""What it shows where nothing was chosen."""

_SORTS: Mapping[str, str] = {
    "value": "value",
    "expected": "expected_on",
    "idle": "idle_since",
    "next": "next_activity_at",
    "opened": "opened_at",
    "closed": "closed_at",
    "stage": "stage__position",
}


@dataclass(frozen=True, slots=True)
class DealWish:
    """Conditions as they were asked for: texts, as an address has them ("" asks nothing).

    `owner` is a user's uid or "me", `team` its number, `pipeline`, `stage`, `person`, `company`, `reason` are uids, a
    reason also `NO_REASON` for those of which none was told;
    `columns` are names of `COLUMNS`, parted by commas.
    """

    record_type: ClassVar[str] = "deal"

    q: str = ""
    pipeline: str = ""
    stage: str = ""
    state: str = "open"
    owner: str = ""
    team: str = ""
    channel: str = ""
    touch_point: str = ""
    reason: str = ""
    person: str = ""
    company: str = ""
    value_from: str = ""
    value_to: str = ""
    expected_from: str = ""
    expected_to: str = ""
    opened_from: str = ""
    opened_to: str = ""
    closed_from: str = ""
    closed_to: str = ""
    next: str = ""
    rotting: str = ""
    sort: str = "expected"
    columns: str = ""
    own: OwnWish = _NO_OWN

    @classmethod
    def parse(cls, query: str) -> DealWish:
        """From the text of a query string, as `query` writes it and a saved view keeps it. Raises `BadWish`."""
        asked = QueryDict(query)
        return cls.read({name: asked.getlist(name) if is_own(name) else asked[name] for name in asked})

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> DealWish:
        """From the parameters of an address; those of a span are "value.from", "value.to". Unknown ones are let be.

        Of fields of one's own a parameter may be a list. Raises `BadWish`.
        """
        found = {
            name.replace(".", "_"): text.strip()[:_LONGEST]
            for name, text in asked.items()
            if isinstance(text, str) and text.strip()
        }
        found["columns"] = ",".join(dict.fromkeys(filter(None, found.get("columns", "").replace(" ", "").split(","))))
        own = OwnWish.read("deal", {name: told for name, told in asked.items() if is_own(name)})
        wish = cls(**{name: found[name] for name in _names() & found.keys()}, own=own)
        if wish.state not in STATES:
            raise BadWish("state", _("Choose one of: %(choices)s.") % {"choices": ", ".join(STATES)})
        if wish.next and wish.next not in NEXT:
            raise BadWish("next", _("Choose one of: %(choices)s.") % {"choices": ", ".join(NEXT)})
        if wish.sort.removeprefix("-") not in _SORTS and not sorts_by("deal", wish.sort):
            raise BadWish("sort", _("Choose one of: %(choices)s.") % {"choices": ", ".join(_SORTS)})
        if unknown := [name for name in wish.chosen if name not in COLUMNS and name not in own_fields("deal")]:
            raise BadWish("columns", _("There is no column “%(column)s”.") % {"column": unknown[0]})
        return wish

    @property
    def chosen(self) -> tuple[str, ...]:
        """The columns to show."""
        return tuple(self.columns.split(",")) if self.columns else USUAL

    def kept(self) -> str:
        """What a saved view keeps."""
        return self.query()

    def query(self, **changed: str) -> str:
        """As an address has it, without what asks nothing."""
        other, blank = replace(self, **changed), DealWish()
        told = {field.name: getattr(other, field.name) for field in fields(self) if field.name in _names()}
        spans = ("_from", "_to")
        plain = {
            (f"{name.rpartition('_')[0]}.{name.rpartition('_')[2]}" if name.endswith(spans) else name): text
            for name, text in told.items()
            if text != getattr(blank, name)
        }
        return urlencode(plain | other.own.parameters(), doseq=True)

    @property
    def filters(self) -> dict[str, str]:
        """What narrows the board, besides pipeline and order."""
        besides = {"pipeline", "sort", "state", "columns"}
        plain = {name: text for name in _names() - besides if (text := getattr(self, name))}
        return plain | {one.field: one.operator for one in self.own.filters}


def _names() -> set[str]:
    """The parameters that are texts."""
    return {field.name for field in fields(DealWish)} - {"own"}


def matching(user: User, wish: DealWish, *, every_state: bool = False) -> QuerySet[Deal]:
    """The deals a user sees of those that were asked for, not sorted. Raises `BadWish`."""
    found = visible(Deal.objects.all(), user).order_by()
    if not every_state:
        found = found.filter(_state(wish.state))
    for condition in _conditions(user, wish):
        found = found.filter(condition)
    by_value = wish.value_from or wish.value_to or wish.sort.removeprefix("-") == "value"
    if by_value:
        demand_seen(user, "deal", "value")
    if sorts_by("deal", wish.sort):
        demand_seen(user, "deal", wish.sort.removeprefix("-"))
    return wish.own.narrow(found, user)


def in_order(found: QuerySet[Deal], wish: DealWish) -> QuerySet[Deal]:
    """In the order that was asked for; what has no such value comes last."""
    if sorts_by("deal", wish.sort):
        return in_own_order(found, "deal", wish.sort)
    down = wish.sort.startswith("-")
    column = F(_SORTS[wish.sort.removeprefix("-")])
    return found.order_by(OrderBy(column, descending=down, nulls_last=True), "-pk" if down else "pk")


def rotting(now: datetime, stages: Sequence[Stage] | None = None) -> Q:
    """Open deals in which nothing has happened for longer than their stage allows."""
    condition = Q(pk__in=())
    for stage in Stage.objects.filter(idle_days__isnull=False) if stages is None else stages:
        if stage.idle_days:
            condition |= Q(stage=stage.pk, idle_since__lt=now - timedelta(days=stage.idle_days))
    return Q(status=Deal.Status.OPEN) & condition


def next_is(which: str) -> Q:
    """By when the next activity is due, as days go here."""
    today = timezone.localdate()
    begin, end = beginning(today), beginning(today + timedelta(days=1))
    match which:
        case "late":
            return Q(next_activity_at__lt=begin)
        case "today":
            return Q(next_activity_at__gte=begin, next_activity_at__lt=end)
        case "future":
            return Q(next_activity_at__gte=end)
        case _:
            return Q(next_activity_at__isnull=True)


def _state(state: str) -> Q:
    active = Q(state=Deal.State.ACTIVE)
    match state:
        case "open" | "won" | "lost":
            return active & Q(status=state)
        case "closed":
            return active & ~Q(status=Deal.Status.OPEN)
        case "archived":
            return Q(state=Deal.State.ARCHIVED)
        case _:
            return active


def _conditions(user: User, wish: DealWish) -> list[Q]:
    found = [_search(user, wish.q)] if wish.q else []
    if wish.reason == NO_REASON:
        found.append(Q(lost_reason__isnull=True))
        wish = replace(wish, reason="")
    led = {"pipeline": "pipeline", "stage": "stage", "person": "person", "company": "company", "reason": "lost_reason"}
    found += [
        Q(**{f"{column}__uid": _uid(name, text)}) for name, column in led.items() if (text := getattr(wish, name))
    ]
    if wish.owner:
        found.append(Q(owner=user) if wish.owner == "me" else Q(owner__uid=_uid("owner", wish.owner)))
    if wish.team:
        found.append(Q(team=number("team", wish.team)))
    found += [Q(**{name: text}) for name in ("channel", "touch_point") if (text := getattr(wish, name))]
    for name in ("value", "expected", "opened", "closed"):
        found += _span(name, getattr(wish, f"{name}_from"), getattr(wish, f"{name}_to"))
    if wish.next:
        found.append(next_is(wish.next))
    if wish.rotting:
        found.append(rotting(timezone.now()))
    return found


def _span(name: str, least: str, most: str) -> list[Q]:
    found = []
    if name == "value":
        found += [Q(value__gte=_rials("value.from", least))] if least else []
        found += [Q(value__lte=_rials("value.to", most))] if most else []
    elif name == "expected":
        found += [Q(expected_on__gte=day("expected.from", least))] if least else []
        found += [Q(expected_on__lte=day("expected.to", most))] if most else []
    else:
        found += [Q(**{f"{name}_at__gte": beginning(day(f"{name}.from", least))})] if least else []
        found += [Q(**{f"{name}_at__lt": next_day(f"{name}.to", most)})] if most else []
    return found


def _search(user: User, text: str) -> Q:
    """In its own texts, or in the names of customers whom the user sees."""
    own = Q()
    for word in key(text).split():
        own &= Q(search__contains=word)
    people: QuerySet[Person] = visible_records(user, "person").filter(sought_in(user, "person", text))
    companies: QuerySet[Company] = visible_records(user, "company").filter(sought_in(user, "company", text))
    return own | Q(person__in=people.values("pk")) | Q(company__in=companies.values("pk"))


def _uid(name: str, text: str) -> object:
    found = uid(text)
    if found is None:
        raise BadWish(name, _("“%(text)s” is no identity of ours.") % {"text": text[:60]})
    return found


def _rials(name: str, text: str) -> int:
    folded = text.strip()
    if not (folded.isascii() and folded.isdigit() and len(folded) <= 16):
        raise BadWish(name, _("“%(text)s” is no whole number.") % {"text": text[:60]})
    return int(folded)


def days_between(first: datetime | None, last: datetime) -> int:
    """Whole days."""
    return max(0, (last - first).days) if first else 0
