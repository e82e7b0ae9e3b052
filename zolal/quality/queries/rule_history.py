"""What a rule would have caught among the writes of a time that is past, by source and by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any

from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.core.ledger import Facts
from zolal.core.models import Action, Change
from zolal.engine.records import SEPARATOR
from zolal.engine.rules import AnyDemand, Essential, Freshness, Seen
from zolal.people.fields import Shape, fields_of
from zolal.people.models import Company
from zolal.people.queries.records import visible_records

DAYS = 365
MOST_DAYS = 3_650
SECONDS = 4.0
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Tried:
    """`caught` of the newest `looked_at` writes that touched a field of the rule; `exact`: of all since `since`.

    `sources` and `people` are (name, how many were caught), most first; "" is nobody known.
    """

    since: date
    caught: int
    looked_at: int
    exact: bool
    sources: Sequence[tuple[str, int]]
    people: Sequence[tuple[str, int]]


def tried(*, user: User, record_type: str, demand: AnyDemand, days: int = DAYS, seconds: float = SECONDS) -> Tried:
    """Try a demand on the ledger: each write of one of its fields is judged by what it wrote.

    Freshness catches nothing so: what is written is new. A later change that tells only some of the fields a rule
    compares cannot be judged and is left out.
    """
    since = timezone.localdate() - timedelta(days=min(max(days, 1), MOST_DAYS))
    until = monotonic() + seconds
    changes = _changes(user, record_type, since)
    by_action: Counter[int] = Counter()
    looked_at, before, exact = 0, 0, False
    companies = _Companies()
    while monotonic() < until and not isinstance(demand, Freshness):
        page = changes.filter(pk__lt=before) if before else changes
        rows = list(page.values_list("pk", "action", "action__at", "before", "after")[:_CHUNK])
        if not rows:
            exact = True
            break
        for _pk, action, at, was, now in rows:
            if (seen := _seen(record_type, demand, was, now, companies)) is None:
                continue
            looked_at += 1
            by_action[action] += bool(demand.broken(seen, timezone.localdate(at)))
        before = rows[-1][0]
    exact = exact or isinstance(demand, Freshness)
    return Tried(since, sum(by_action.values()), looked_at, exact, *_by_whom(by_action))


def _changes(user: User, record_type: str, since: date) -> Any:  # noqa: ANN401 - a queryset
    begin = timezone.make_aware(datetime.combine(since, time.min))
    first = Action.objects.filter(at__gte=begin).order_by("pk").values_list("pk", flat=True).first()
    changes = Change.objects.filter(record_type=record_type, after__isnull=False).order_by("-pk")
    changes = changes.filter(action__gte=first) if first else changes.none()
    if scope_of(user, record_type) == "all":
        return changes
    return changes.filter(record_id__in=visible_records(user, record_type).values("pk"))


def _seen(record_type: str, demand: AnyDemand, was: Facts | None, now: Facts, companies: _Companies) -> Seen | None:
    """The record as a write tells it; None where it touches nothing the demand looks at."""
    touched = {_field(fact, now[fact], (was or {}).get(fact)) for fact in now}
    if touched.isdisjoint(demand.fields):
        return None
    if was is not None and not {*demand.fields} <= touched and not isinstance(demand, Essential):
        return None
    values: dict[str, str] = {}
    for fact, value in now.items():
        if value is None or fact.startswith(("fault:", "tag:", "more:")):
            continue
        if fact.startswith("point:"):
            kind = value["kind"]
            values[kind] = f"{values[kind]}{SEPARATOR}{value['value']}" if kind in values else value["value"]
        else:
            values[fact] = companies.name(value) if _is_company(record_type, fact) else str(value)
    wrong = {fact[6:] for fact, value in now.items() if fact.startswith("fault:") and value}
    if was is not None and isinstance(demand, Essential):
        # Of what a write does not touch it cannot be said that it is missing.
        wrong |= {*demand.fields} - touched
    return Seen(values, wrong)


def _field(fact: str, value: Any, former: Any) -> str:  # noqa: ANN401 - JSON
    return str((value or former or {}).get("kind", "")) if fact.startswith("point:") else fact


def _is_company(record_type: str, fact: str) -> bool:
    field = fields_of(record_type).get(fact)
    return field is not None and field.shape is Shape.COMPANY


class _Companies:
    """Names of companies, each asked for once."""

    def __init__(self) -> None:
        self.known: dict[int, str] = {}

    def name(self, company: int) -> str:
        if company not in self.known:
            self.known[company] = Company.objects.filter(pk=company).values_list("name", flat=True).first() or ""
        return self.known[company]


def _by_whom(by_action: Mapping[int, int]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    sources: Counter[str] = Counter()
    people: Counter[str] = Counter()
    ids = [action for action, count in by_action.items() if count]
    for start in range(0, len(ids), _CHUNK):
        rows = Action.objects.filter(pk__in=ids[start : start + _CHUNK])
        for action, source, actor in rows.values_list("pk", "source__name", "actor__name"):
            sources[source or ""] += by_action[action]
            people[actor or ""] += by_action[action]
    return sources.most_common(), people.most_common()
