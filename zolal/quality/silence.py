"""Who is silent: nobody has heard of them for a while, by any of the four signals, a purchase or an activity.

Silence is counted from the latest of: the last sign of life, the record's creation, and the day since which signs of
life are told of at all, for nobody is silent while nobody listens. Somebody without any way to be reached is not
silent but unreachable. A company is as alive as its people: it is silent when neither it nor anybody who works there
was heard of, and unreachable when nobody can be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from zolal.activities.last import heard_since
from zolal.activities.models import LastSignals
from zolal.core.bulk import among
from zolal.core.jobs import enqueue
from zolal.core.ledger import Written
from zolal.core.models import Record, Setting
from zolal.core.settings import setting
from zolal.people.models import ContactPoint
from zolal.people.queries.records import MODELS
from zolal.quality.assess import assess
from zolal.quality.criteria import Criteria
from zolal.quality.issues import Found
from zolal.quality.models import Handling, Issue
from zolal.quality.rules import INACTIVE, UNREACHABLE
from zolal.quality.silent_companies import (
    CHANNELS,
    DAYS,
    companies_of,
    heard_through_people,
    quiet_people_only,
    reachable,
    reached_through_people,
)
from zolal.quality.snapshots import Snapshot, parts

NAME = "silence"
CODES = (INACTIVE, UNREACHABLE)
LEAST_DAYS = 7
"""The shortest period that can be chosen: records younger than it need no look."""

CHUNK = 1_000


class Quiet(NamedTuple):
    """Since when nothing was heard of a record, and what makes that silence: so many days, and since when we listen.

    `reached`: a company can be asked by way of its people.
    """

    since: date
    days: int
    heard_since: date | None
    reached: bool = False


def known_of(record_type: str, ids: Sequence[int]) -> Mapping[int, Quiet]:
    """What snapshots carry; nothing of records that were created just now."""
    created = _records(record_type).filter(among("id", ids), created_at__lt=timezone.now() - timedelta(days=LEAST_DAYS))
    days = {record_id: timezone.localdate(at) for record_id, at in created.values_list("id", "created_at")}
    if not days:
        return {}
    told = LastSignals.objects.filter(record_type=record_type, record_id__in=list(days), alive_on__isnull=False)
    for record_id, alive_on in told.values_list("record_id", "alive_on"):
        days[record_id] = max(days[record_id], alive_on)
    reached: set[int] = set()
    if record_type == "company":
        for company, day in heard_through_people(list(days)).items():
            days[company] = max(days[company], day)
        reached = reached_through_people(list(days))
    period, since = setting("inactive.days"), heard_since()
    return {record_id: Quiet(day, period, since, record_id in reached) for record_id, day in days.items()}


def find(snapshot: Snapshot, criteria: Criteria) -> Iterator[Found]:
    """Whether an active record is silent, or cannot be reached at all."""
    quiet: Quiet | None = snapshot.known.get(NAME)
    if quiet is None:
        return
    before = criteria.today - timedelta(days=quiet.days)
    last = max(quiet.since, snapshot.last_on or quiet.since)
    if last >= before:
        return
    if not quiet.reached and not any(channel in snapshot.values for channel in CHANNELS):
        yield Found("mobile", UNREACHABLE, Issue.Group.INCOMPLETE.value, "warning")
    elif quiet.heard_since and quiet.heard_since < before:
        yield Found("last_activity_on", INACTIVE, Issue.Group.INACTIVE.value, "warning", raw=last.isoformat())


def silent(today: date, record_type: str = "person") -> QuerySet[Any]:
    """The records of whom `find` says the one or the other, as a condition for the whole table."""
    before = today - timedelta(days=setting("inactive.days"))
    beginning = timezone.make_aware(datetime.combine(before, time()))
    last = {"record_type": record_type, "record_id": OuterRef("pk"), "alive_on__gte": before}
    quiet = _records(record_type).filter(
        Q(last_activity_on__isnull=True) | Q(last_activity_on__lt=before),
        Q(last_purchase_on__isnull=True) | Q(last_purchase_on__lt=before),
        ~Exists(LastSignals.objects.filter(**last)),
        state=Record.State.ACTIVE,
        created_at__lt=beginning,
    )
    if record_type == "company":
        quiet = quiet.filter(quiet_people_only(before))
    listening = heard_since()
    if listening and listening < before:
        return quiet
    if record_type == "company":
        return quiet.exclude(reachable())
    return quiet.exclude(Exists(ContactPoint.objects.filter(person=OuterRef("pk"), kind__in=CHANNELS)))


def renew(record_type: str, ids: Sequence[int]) -> None:
    """Judge those of these records anew of which a signal has changed whether they are silent, or since when; and where
    they work."""
    if record_type not in MODELS:
        return
    now = silent(timezone.localdate(), record_type)
    for part in parts(ids):
        wanted = set(now.filter(among("id", part)).values_list("id", flat=True))
        known = _known(record_type, part)
        if changed := sorted((wanted ^ known) | _moved(record_type, wanted & known)):
            assess(record_type, changed)
        if record_type == "person" and (companies := companies_of(part)):
            renew("company", companies)


def on_write(written: Written) -> None:
    """Whoever is written may end the silence of where they work, at once; that one begins is found by the night."""
    if written.record_type != "person":
        return
    companies = {facts["company"] for facts in written.facts.values() if facts.get("company")}
    if companies and (quiet := sorted(_known("company", sorted(companies)))):
        renew("company", quiet)


def on_setting(*, instance: Setting, **_: Any) -> None:  # noqa: ANN401 - of a signal
    """Another period: who is silent by it is looked for at once."""
    if instance.name == "inactive.days":
        enqueue("quality.silence")


def misjudged(record_type: str = "person") -> Iterator[list[int]]:
    """The records that have crossed the day without an issue that says so, or bear one no more, some at a time."""
    now = silent(timezone.localdate(), record_type)
    issues = Issue.objects.filter(record_type=record_type, code__in=CODES)
    told = Handling.objects.filter(record_type=record_type, code__in=CODES, stands=True)
    fallen = now.exclude(Exists(issues.filter(record_id=OuterRef("pk")))).exclude(
        Exists(told.filter(record_id=OuterRef("pk")))
    )
    risen = issues.exclude(Exists(now.filter(pk=OuterRef("record_id")))).values_list("record_id", flat=True)
    yield from _some(fallen.values_list("id", flat=True), "id")
    yield from _some(risen, "record_id")


def _some(ids: QuerySet[Any, int], column: str) -> Iterator[list[int]]:
    after = 0
    while part := list(ids.filter(**{f"{column}__gt": after}).order_by(column)[:CHUNK]):
        after = part[-1]
        yield part


def _known(record_type: str, ids: Sequence[int]) -> set[int]:
    issues = Issue.objects.filter(among("record_id", ids), record_type=record_type, code__in=CODES)
    return set(issues.values_list("record_id", flat=True))


def _moved(record_type: str, ids: Collection[int]) -> set[int]:
    """Those of silent records of which something later was heard than their issue says, if long ago as well."""
    told = Issue.objects.filter(among("record_id", sorted(ids)), record_type=record_type, code=INACTIVE)
    raw = dict(told.values_list("record_id", "raw"))
    if not raw:
        return set()
    quiet = known_of(record_type, sorted(raw))
    own = _records(record_type).filter(among("id", sorted(raw)))
    days = {pk: [day for day in rest if day] for pk, *rest in own.values_list("id", *DAYS)}
    return {pk for pk, one in quiet.items() if max([one.since, *days[pk]]).isoformat() != raw[pk]}


def _records(record_type: str) -> QuerySet[Any]:
    return MODELS[record_type]._default_manager.all()
