"""What a row of a file tells of a deal that is known: which of it is other than it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.engine.persian.letters import key
from zolal.people.fields import is_own
from zolal.people.models import Company, Person
from zolal.people.own.entry import Entries
from zolal.sales.deal_facts import facts_of
from zolal.sales.demands import Demands, refuse
from zolal.sales.models import Deal, DealLine
from zolal.sales.portions import portions
from zolal.sales.queries.deals import visible_deals

if TYPE_CHECKING:
    from zolal.sales.deal_sheets import Row

_CUSTOMERS = ("person", "company")
_PLAIN = ("title", "value", "probability", "owner", "channel", "touch_point", "note", "lost_reason", "lost_note")
"""What is taken over as it is told; the rest has rules of its own."""


class Titled:
    """The deals of some customers by their titles, as far as the user sees them."""

    def __init__(self, records: Iterable[tuple[str, int]], user: User) -> None:
        self.by: dict[tuple[str, int, str], list[Deal]] = defaultdict(list)
        ids: dict[str, list[int]] = defaultdict(list)
        for kind, pk in records:
            ids[kind].append(pk)
        for kind, some in ids.items():
            for part in portions(some):
                for deal in _whole(user).filter(Q(**{f"{kind}__in": part}), state=Deal.State.ACTIVE):
                    self.by[kind, getattr(deal, f"{kind}_id"), key(deal.title)].append(deal)

    def of(self, customers: Mapping[str, Person | Company], title: str, opened_on: date | None) -> list[Deal]:
        """Those of all these customers with this title, opened on this day where one is told."""
        if not customers:
            return []
        each = [{deal.pk: deal for deal in self.by[kind, one.pk, key(title)]} for kind, one in customers.items()]
        fit = [deal for pk, deal in each[0].items() if all(pk in one for one in each[1:])]
        return [deal for deal in fit if opened_on is None or _day_of(deal.opened_at) in {None, opened_on}]


class Judging(Protocol):
    """What comparing needs of whoever judges the rows."""

    user: User
    now: datetime
    demands: Demands
    own: Entries

    def moment(self, day: date | None) -> datetime: ...


def compare(rows: Sequence[Row], judge: Judging) -> None:
    """Find what these rows, which name a known deal and are right so far, would change; in a handful of queries."""
    ids = [row.deal.pk for row in rows if row.deal]
    if not ids:
        return
    facts: dict[int, Facts] = {}
    changeable: set[int] = set()
    lined: set[int] = set()
    for part in portions(ids):
        facts |= ledger.record_type("deal").facts(part)
        changeable |= set(
            visible(Deal.objects.filter(pk__in=part), judge.user, what="change").values_list("pk", flat=True)
        )
        lined |= set(DealLine.objects.filter(deal__in=part).values_list("deal_id", flat=True))
    for row in rows:
        deal = row.deal
        assert deal is not None
        try:
            _compare(row, deal, facts[deal.pk], judge)
            _demand_changeable(row.changes, may=deal.pk in changeable, lined=deal.pk in lined)
        except ValidationError as refused:
            row.errors |= refused.message_dict
        else:
            row.part = "update" if row.changes else "known"


def _compare(row: Row, deal: Deal, now: Facts, judge: Judging) -> None:
    told = row.told
    new: Facts = facts_of({name: told[name] for name in _PLAIN if told.get(name) not in {None, ""}}, by=judge.user)
    if deal.probability is None and new.get("probability") == deal.likely:
        del new["probability"]  # as its stage says
    new |= {name: told[name].pk for name in _CUSTOMERS if name in told}
    if "expected_on" in told:
        new["expected_on"] = told["expected_on"].isoformat()
    if "opened_on" in told and _day_of(deal.opened_at) != told["opened_on"]:
        new["opened_at"] = judge.moment(told["opened_on"])
    if "stage" in told:
        new["stage"] = told["stage"].pk
    status = told.get("status") or ("lost" if told.get("lost_reason") else deal.status)
    new["status"] = status
    if status == Deal.Status.LOST and not (told.get("lost_reason") or now.get("lost_reason")):
        raise ValidationError({"lost_reason": _("Say why the deal was lost; the next ones gain by it.")})
    if status != Deal.Status.LOST and (told.get("lost_reason") or told.get("lost_note")):
        raise ValidationError({"status": _("A reason of the loss belongs only to a lost deal.")})
    if "closed_on" in told:
        _demand_end(deal, told, status)
        if _day_of(deal.closed_at) != told["closed_on"]:
            new["closed_at"] = judge.moment(told["closed_on"])
    own = {name: text for name, text in told.items() if is_own(name)}
    new |= judge.own.facts(own, now=now, beside=new, record_id=deal.pk) if own else {}
    found = ledger.record_type("deal").canonical(new)
    row.changes = {name: value for name, value in found.items() if now.get(name) != value}
    row.follows = _following(row, deal, told, judge)
    _demand_whole(row, deal, {**now, **row.changes}, now, judge)


def _demand_changeable(changes: Facts, *, may: bool, lined: bool) -> None:
    if changes and not may:
        raise ValidationError({"title": _("This deal is known already, but you may not change it.")})
    if "value" in changes and lined:
        raise ValidationError({"value": _("The value is the sum of the lines; change these.")})


def _demand_end(deal: Deal, told: Mapping[str, Any], status: str) -> None:
    if status == Deal.Status.OPEN:
        raise ValidationError({"closed_on": _("An open deal has no day of closing. Tell the status: won or lost.")})
    opened = told.get("opened_on") or _day_of(deal.opened_at)
    if opened and told["closed_on"] < opened:
        raise ValidationError({"closed_on": _("It cannot be closed before it was opened.")})
    if told["closed_on"] > timezone.localdate():
        raise ValidationError({"closed_on": _("It is a day from 1990 until today.")})


def _following(row: Row, deal: Deal, told: Mapping[str, Any], judge: Judging) -> Mapping[str, Facts]:
    """What goes with another stage or status, and is no question of its own."""
    found: dict[str, Facts] = {}
    if "stage" in row.changes:
        found["stage"] = {"pipeline": told["stage"].pipeline_id, "entered_at": judge.now}
    if "status" in row.changes:
        if row.changes["status"] == Deal.Status.OPEN:
            found["status"] = {"closed_at": None, "lost_reason": None, "lost_note": "", "entered_at": judge.now}
        elif "closed_at" not in row.changes:
            found["status"] = {"closed_at": deal.closed_at or judge.now}
    return found


def _demand_whole(row: Row, deal: Deal, facts: Facts, now: Facts, judge: Judging) -> None:
    """A stage demands of a file what it demands of people; what was missing before is not asked of a row that moves
    nothing."""
    if facts["status"] == Deal.Status.LOST or not row.changes:
        return
    stage = judge.demands.stages.get(facts["stage"])
    pipeline = stage.pipeline_id if stage else deal.pipeline_id
    due = deal.next_activity_at
    wanted = stage if facts["status"] == Deal.Status.OPEN else None
    missing = judge.demands.missing(facts, pipeline, wanted, next_activity=due)
    if facts["status"] == Deal.Status.WON:
        missing.pop("next_activity", None)
    if not {"stage", "status"} & row.changes.keys():
        before = judge.demands.missing(now, pipeline, wanted, next_activity=due)
        missing = {need: one for need, one in missing.items() if need not in before}
    refuse(missing)


def _whole(user: User) -> Any:  # noqa: ANN401 - a queryset
    return visible_deals(user).select_related("pipeline", "stage").order_by("pk")


def _day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
