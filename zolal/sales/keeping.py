"""What follows from the writes of deals and activities, kept in their transactions: the next activity of a deal, since
when it is idle, and its visits to stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, Min, Q

from zolal.activities.models import Activity
from zolal.core import bulk
from zolal.core.ledger import Written
from zolal.core.models import Change
from zolal.sales.models import Deal, Stage, StageVisit

_LEADS = frozenset({"about_type", "about_id"})
_DAYS = frozenset({"at", "done_at", "state"})
_STEPS = frozenset({"stage", "status", "entered_at", "closed_at"})


def on_write(written: Written) -> None:
    """Hear of a write of any kind of record."""
    if written.record_type == "activity":
        if ids := _deals_of(written):
            renew(ids)
    elif written.record_type == "deal" and written.facts:
        moved = [one for one in written.ids if not _STEPS.isdisjoint(written.changed.get(one, ()))]
        if moved:
            _visit(written, moved)
            renew(moved)


def renew(ids: Iterable[int]) -> None:
    """Read anew when the next activity of deals is due and when something happened last."""
    found = sorted(set(ids))
    about = Activity.objects.filter(about_type="deal", about_id__in=found, state=Activity.State.ACTIVE).order_by()
    days = {
        row["about_id"]: row
        for row in about.values("about_id").annotate(
            next=Min("at", filter=Q(done_at__isnull=True)), last=Max("done_at")
        )
    }
    rows = []
    for pk, entered_at in Deal.objects.filter(pk__in=found).values_list("pk", "entered_at"):
        row = days.get(pk, {})
        since = max(filter(None, (entered_at, row.get("last"))), default=None)
        rows.append([pk, row.get("next"), since])
    bulk.update(Deal, ["next_activity_at", "idle_since"], rows)


def visits_anew(ids: Sequence[int]) -> None:
    """Write the visits of deals as the ledger tells them. What was undone never happened."""
    changes = Change.objects.filter(
        record_type="deal", record_id__in=list(ids), action__undone_at=None, action__undoes=None
    ).order_by("id")
    told: dict[int, list[tuple[Mapping[str, Any], datetime]]] = defaultdict(list)
    for record_id, after, at in changes.values_list("record_id", "after", "action__at"):
        if after and not _STEPS.isdisjoint(after):
            told[record_id].append((after, at))
    places = {pk: (pipeline, position) for pk, pipeline, position in Stage.objects.values_list(
        "pk", "pipeline_id", "position")}  # fmt: skip
    StageVisit.objects.filter(deal__in=list(ids)).delete()
    there = set(Deal.objects.filter(pk__in=list(ids)).values_list("pk", flat=True))
    StageVisit.objects.bulk_create(
        visit for record_id, steps in told.items() if record_id in there for visit in _walk(record_id, steps, places)
    )


def _visit(written: Written, ids: Sequence[int]) -> None:
    fresh = [one for one in ids if written.columns[one]["version"] == 1]
    rows = []
    for one in fresh:
        facts = written.facts[one]
        rows += _walk(one, [(facts, written.action.at)], {})
    StageVisit.objects.bulk_create(rows)
    if older := [one for one in ids if one not in set(fresh)]:
        visits_anew(older)


def _walk(
    deal_id: int, steps: Sequence[tuple[Mapping[str, Any], datetime]], places: Mapping[int, tuple[int, int]]
) -> list[StageVisit]:
    """The visits that follow from what was written, oldest first."""
    found: list[StageVisit] = []
    stage, status = None, Deal.Status.OPEN.value
    for after, at in steps:
        new_stage = after.get("stage") or stage
        new_status = (after.get("status") or Deal.Status.OPEN.value) if "status" in after else status
        entered, closed = _moment(after.get("entered_at")) or at, _moment(after.get("closed_at")) or at
        here = found[-1] if found and found[-1].left_at is None else None
        if here and (new_stage != stage or new_status != Deal.Status.OPEN):
            _leave(here, closed if new_status != Deal.Status.OPEN else entered)
            here.went_on = _goes_on(stage, new_stage, new_status, places)
            here = None
        if here is None and new_stage and (new_status == Deal.Status.OPEN or new_stage != stage):
            here = StageVisit(deal_id=deal_id, stage_id=new_stage, entered_at=entered)
            found.append(here)
            if new_status != Deal.Status.OPEN:
                _leave(here, closed)
                here.went_on = new_status == Deal.Status.WON
        stage, status = new_stage, new_status
    return found


def _leave(visit: StageVisit, at: datetime) -> None:
    visit.left_at = max(at, visit.entered_at)
    visit.seconds = round((visit.left_at - visit.entered_at).total_seconds())


def _goes_on(old: int | None, new: int | None, status: str, places: Mapping[int, tuple[int, int]]) -> bool:
    if status != Deal.Status.OPEN:
        return status == Deal.Status.WON
    before, after = places.get(old or 0), places.get(new or 0)
    return bool(before and after and before[0] == after[0] and after[1] > before[1])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _deals_of(written: Written) -> set[int]:
    """The deals that the written activities belong to, or did before."""
    found = {
        facts["about_id"]
        for one, facts in written.facts.items()
        if facts.get("about_type") == "deal"
        and facts.get("about_id")
        and not (_LEADS | _DAYS).isdisjoint(written.changed.get(one, ()))
    }
    led_away = [one for one in written.ids if one not in written.facts or _LEADS & set(written.changed.get(one, ()))]
    if led_away:
        changes = Change.objects.filter(action=written.action, record_type="activity", record_id__in=led_away)
        for before in changes.values_list("before", flat=True):
            if before and before.get("about_id"):
                found.add(before["about_id"])
    return found
