"""Events of a calendar file become activities of whoever takes them in."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.activities.models import Activity
from zolal.activities.own_fields import SameOfMany, own_of_kinds
from zolal.activities.wanted import facts_of
from zolal.calendar import clock
from zolal.calendar.ics import Event, Refused, read
from zolal.calendar.models import TakenEvent
from zolal.calendar.repeating import next_day
from zolal.core import locks
from zolal.core.ledger import Facts, act, create, rows
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.people.fields import Field, fields_of
from zolal.people.models import ContactPoint
from zolal.people.own.entry import lacking
from zolal.people.own.known import own_fields
from zolal.people.queries.records import visible_records


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why an event stayed out: the name of the field, and a sentence."""

    title: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many came in without something that each needs of its own: it is written beside them."""

    field: Field
    count: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file. `repeats` counts those that repeat in a way of which only the first was taken; `refused`
    those that stayed out, of which `wrong` tells what could be read; `lacking` tells what is still to be written, the
    most frequent first."""

    action: Action | None
    added: int
    known: int
    over: int
    refused: int
    repeats: int = 0
    unknown_zones: Sequence[str] = ()
    wrong: Sequence[Wrong] = ()
    lacking: Sequence[Lacking] = ()


def take_events(
    *, data: bytes, filename: str, kind: str = Activity.Kind.MEETING, own: Mapping[str, str] | None = None, by: User
) -> Taken:
    """Plan what a file holds and is not over yet, for oneself; what was taken before is left as it is.

    The customer is who is the only one of the guests with an address that the user sees. `own` are texts of fields of
    one's own for all of them. What each needs of its own, a file or what no other has, nobody can give to all: they
    come in without it, like what was there before it was needed. Raises `NotAllowed`; `ValidationError` for "file" or
    "kind", and by field for what else `own` lacks for the kind.
    """
    demand(by, "activities.write")
    if kind not in {Activity.Kind.MEETING, Activity.Kind.VISIT, Activity.Kind.CALL, Activity.Kind.TASK}:
        raise ValidationError({"kind": _("Choose what the events are: meetings, visits, calls or tasks.")})
    try:
        found = read(data, zone=timezone.get_default_timezone())
    except Refused as refused:
        raise ValidationError({"file": _(str(refused))}) from refused
    now = timezone.now()
    events = [_brought_on(one) for one in found.events if not one.is_cancelled and not one.is_done]
    coming = [one for one in events if _ends(one) >= now]
    over = len(found.events) - len(coming)
    with transaction.atomic():
        locks.hold([f"events of {by.pk}"])
        fresh = _fresh(coming, by)
        known = len(coming) - len(fresh)
        people = _guests([email for one in fresh.values() for email in one.emails], by)
        facts, wrong = _facts(fresh, kind, people, own or {}, by)
        refused = len(fresh) - len(facts) + found.unreadable
        if not facts:
            return Taken(None, 0, known, over, refused, 0, sorted(found.zones), wrong)
        action = act(
            kind="calendar.import", by=by, source=source_named(filename[:200] or "calendar.ics", "import"),
            about={"file": filename[:200], "count": len(facts)},
        )  # fmt: skip
        numbers = create(action, "activity", list(facts.values()))
        for digest, number in zip(facts, numbers, strict=True):
            TakenEvent.objects.filter(user=by, digest=digest).delete()
            rows.add(action, TakenEvent(user=by, digest=digest, activity_number=number))
    repeats = sum(fresh[digest].repeats_otherwise for digest in facts)
    return Taken(
        action, len(facts), known, over, refused, repeats, sorted(found.zones), wrong, _lacking(facts.values(), by)
    )


def _lacking(events: Iterable[Facts], by: User) -> list[Lacking]:
    counts = Counter(field.name for facts in events for field in lacking("activity", facts, by))
    return [Lacking(own_fields("activity")[name], count) for name, count in counts.most_common()]


def _fresh(events: Iterable[Event], by: User) -> dict[str, Event]:
    """Those that were not taken before, or whose activity is gone since; each once."""
    told = {hashlib.sha256(one.uid.encode()).hexdigest(): one for one in events}
    taken = dict(TakenEvent.objects.filter(user=by).values_list("digest", "activity_number"))
    numbers = [taken[digest] for digest in told if digest in taken]
    there: set[int] = set()
    for start in range(0, len(numbers), 900):
        there.update(Activity.objects.filter(pk__in=numbers[start : start + 900]).values_list("pk", flat=True))
    return {digest: one for digest, one in told.items() if taken.get(digest) not in there}


def _guests(emails: Sequence[str], by: User) -> Mapping[str, int]:
    """The people whom the user sees, by e-mail address."""
    wanted = sorted(set(emails) - {by.email})
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 400):
        points = ContactPoint.objects.filter(kind="email", key__in=wanted[start : start + 400], person__isnull=False)
        seen = visible_records(by, "person").filter(state="active").values("pk")
        found.update(points.filter(person__in=seen).values_list("key", "person_id"))
    return found


def _facts(
    events: Mapping[str, Event], kind: str, people: Mapping[str, int], own: Mapping[str, str], by: User
) -> tuple[dict[str, Facts], list[Wrong]]:
    """The facts of each, and why others stay out."""
    same = SameOfMany(own, count=len(events), by=by, each_later=True)
    if any(not one.is_task for one in events.values()):
        same.facts({"kind": str(kind)})  # what all of them lack is asked for before any is taken
    found: dict[str, Facts] = {}
    wrong: list[Wrong] = []
    tasks = SameOfMany(_of_tasks(own), count=len(events), by=by, each_later=True)
    for digest, one in events.items():
        guests = {people[email] for email in one.emails if email in people}
        facts: Facts = {
            "kind": Activity.Kind.TASK.value if one.is_task else str(kind), "owner": by.pk, "team": by.team_id,
            **({"person": guests.pop()} if len(guests) == 1 else {}),
        }  # fmt: skip
        try:
            facts |= facts_of(facts["kind"], _given(one), by)
            found[digest] = facts | (tasks if one.is_task else same).facts(facts)
        except ValidationError as refused:
            for name, sentences in refused.message_dict.items():
                wrong.append(Wrong(one.summary, _label(name), " ".join(sentences)))
    return found, wrong


def _of_tasks(own: Mapping[str, str]) -> dict[str, str]:
    """What of the texts for another kind is asked of tasks too."""
    known, asked = own_fields("activity"), own_of_kinds([Activity.Kind.TASK])
    return {name: text for name, text in own.items() if name in asked or name not in known}


def _label(name: str) -> str:
    return str(fields_of("activity")[name].label) if name in fields_of("activity") else name


def _given(one: Event) -> dict[str, Any]:
    is_whole_day = not isinstance(one.start, datetime)
    start = _moment(one.start)
    given: dict[str, Any] = {"title": one.summary, "body": one.description, "place": one.location, "at": start}
    end = _moment(one.end) if one.end is not None else None
    # The whole of one day needs no end.
    if end is not None and not (is_whole_day and end <= start + timedelta(days=1, hours=1)):
        given["until"] = end
    return given | {"all_day": is_whole_day, "repeat": one.repeat, "repeat_every": one.repeat_every}


def _moment(value: datetime | date) -> datetime:
    return value if isinstance(value, datetime) else clock.begin_of(value)


def _ends(one: Event) -> datetime:
    if one.end is not None:
        return _moment(one.end)
    return one.start if isinstance(one.start, datetime) else clock.end_of(one.start)


def _brought_on(one: Event) -> Event:
    """Of what repeats and began in the past the next time."""
    today = timezone.localdate()
    local = timezone.localtime(one.start) if isinstance(one.start, datetime) else one.start
    day = local.date() if isinstance(local, datetime) else local
    if not one.repeat or day >= today:
        return one
    step = next_day(day, one.repeat, today - timedelta(days=1), one.repeat_every or 1) - day
    return replace(one, start=one.start + step, end=one.end + step if one.end is not None else None)
