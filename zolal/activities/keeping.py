"""What follows from activities, kept true in the transaction that writes them: last activity, and signals of calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from zolal.activities import last
from zolal.activities.belonging import Touched
from zolal.activities.kinds import ANSWERED, CANCELLED, CONTACT, IN_VAIN
from zolal.activities.models import Activity, Signal
from zolal.core import bulk
from zolal.core.ledger import Written, write
from zolal.core.models import Action, Record, Source
from zolal.core.models.source import ITSELF
from zolal.core.sources import source_named
from zolal.core.uid import uuid7
from zolal.people.queries.records import MODELS

FACT = "last_activity_on"
_OTHERS_WORK = ("merge", "person.", "company.")
"""Under these actions customers are united or leave; what they have of each other is carried by those."""


def keep_last_activity(action: Action, touched: Touched) -> None:
    """Write the day of the last contact of customers whose activities changed (R6).

    An earlier day takes the place of a later one only where that came from an activity: what a file told stays.
    """
    if action.kind.startswith(_OTHERS_WORK):
        return
    for record_type, model in MODELS.items():
        ids = touched.get(record_type)
        if not ids:
            continue
        newest = _newest(record_type, ids)
        rows = model._base_manager.filter(pk__in=ids, state=Record.State.ACTIVE).values_list("pk", FACT, "provenance")
        changes: dict[int, dict[str, Any]] = {}
        doubtful: dict[int, tuple[date | None, int]] = {}
        for pk, known, provenance in rows:
            found = newest.get(pk)
            if found and (known is None or found > known):
                changes[pk] = {FACT: found.isoformat()}
            elif known and found != known:
                doubtful[pk] = (found, provenance.get(FACT, provenance.get("", 0)))
        ours = _of_activities({origin for _found, origin in doubtful.values()})
        for pk, (found, origin) in doubtful.items():
            if origin in ours:
                changes[pk] = {FACT: found.isoformat() if found else None}
        write(action, record_type, changes)


def _newest(record_type: str, ids: Iterable[int]) -> dict[int, date]:
    done = Activity.objects.filter(
        **{f"{record_type}__in": list(ids)}, done_at__isnull=False, kind__in=CONTACT, state=Record.State.ACTIVE
    )
    rows = done.exclude(outcome__in=IN_VAIN).order_by().values_list(f"{record_type}_id").annotate(at=Max("at"))
    return {record_id: timezone.localdate(at) for record_id, at in rows if at}


def _of_activities(origins: Iterable[int]) -> set[int]:
    actions = Action.objects.filter(pk__in=list(origins))
    return {action.pk for action in actions if str(action.about.get("kind") or action.kind).startswith("activity.")}


def keep_signals(written: Written) -> None:
    """A call that was answered is a sign of life, one in vain is none; each call stands for one signal or none."""
    if written.record_type != "activity" or written.action.kind.startswith(_OTHERS_WORK):
        return
    calls = {pk: facts for pk, facts in written.facts.items() if facts.get("kind") == Activity.Kind.CALL}
    if written.facts and not calls:
        return
    source = source_named(ITSELF, Source.Method.HAND)
    wanted = {f"activity:{pk}": told for pk, facts in calls.items() if (told := _signal(facts))}
    told_of = [f"activity:{pk}" for pk in written.ids]
    standing = {signal.key: signal for signal in Signal.objects.filter(source=source, key__in=told_of)}
    leaving = [signal for key, signal in standing.items() if _said(signal) != wanted.get(key)]
    coming = {key: told for key, told in wanted.items() if key not in standing or _said(standing[key]) != told}
    if not leaving and not coming:
        return
    Signal.objects.filter(pk__in=[signal.pk for signal in leaving]).delete()
    bulk.insert(
        Signal,
        ("uid", "person_id", "company_id", "kind", "at", "source_id", "by_id", "key", "detail"),
        [
            (uuid7(), person, company, kind, at, source.pk, written.action.actor_id, key, {})
            for key, (person, company, kind, at) in coming.items()
        ],
    )
    _recount(leaving, coming)


Said = tuple[int | None, int | None, str, datetime]


def _signal(facts: Mapping[str, Any]) -> Said | None:
    outcome, done, at = facts.get("outcome", ""), facts.get("done_at"), facts.get("at")
    person, company = facts.get("person"), facts.get("company")
    if not done or not at or not outcome or outcome == CANCELLED or not (person or company):
        return None
    kind = Signal.Kind.CALL_ANSWERED if outcome == ANSWERED else Signal.Kind.CALL_UNANSWERED
    return (person, None if person else company, kind.value, datetime.fromisoformat(at))


def _said(signal: Signal) -> Said:
    return (signal.person_id, signal.company_id, signal.kind, signal.at)


def _recount(leaving: Iterable[Signal], coming: Mapping[str, Said]) -> None:
    touched: dict[str, set[int]] = defaultdict(set)
    days: dict[str, list[date]] = defaultdict(list)
    for person, company in [(one.person_id, one.company_id) for one in leaving] + [one[:2] for one in coming.values()]:
        touched["person" if person else "company"].add(person or company or 0)
    for _person, _company, kind, at in coming.values():
        days[kind].append(timezone.localdate(at))
    last.hear({kind: (min(found), max(found)) for kind, found in days.items()})
    for record_type, ids in touched.items():
        last.recount(record_type, sorted(ids))
