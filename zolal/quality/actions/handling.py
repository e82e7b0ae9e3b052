"""What somebody decides about issues: right as they are, not now, a colleague's. None of it touches the record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.core import bulk
from zolal.core.ledger import act
from zolal.core.models import Action
from zolal.people.queries.records import visible_records
from zolal.quality.assess import judge
from zolal.quality.handled import Key
from zolal.quality.models import Handling, Issue

LONGEST_SNOOZE = timedelta(days=2 * 366)
LONGEST_NOTE = 500
_COLUMNS = ("action", "record_type", "record_id", "fact", "code", "raw", "verdict", "until", "to", "stands")
Verdict = Handling.Verdict


class Target(NamedTuple):
    """An issue as those who decide about it saw it. Where the text has changed meanwhile it is another one."""

    record_id: int
    fact: str
    code: str
    raw: str

    @property
    def key(self) -> Key:
        return self.fact, self.code, self.raw


class Wish(NamedTuple):
    """A decision: `until` a day for "snoozed", `to` somebody for "handed"."""

    verdict: str
    until: date | None = None
    to: User | None = None
    note: str = ""

    def about(self, record_type: str, count: int) -> dict[str, Any]:
        """What the ledger's sentence needs."""
        told = {"record_type": record_type, "count": count, "note": self.note[:LONGEST_NOTE]}
        told |= {"until": self.until.isoformat()} if self.until else {}
        return told | ({"to": self.to.name} if self.to else {})

    @property
    def kind(self) -> str:
        return f"issue.{self.verdict}"


def handle(*, record_type: str, targets: Sequence[Target], wish: Wish, by: User) -> Action:
    """Dismiss, snooze, hand over or reopen issues of records the user sees; those that are gone are left out.

    Raises `NotAllowed`, `ValidationError` for a day or a colleague that cannot be, `Issue.DoesNotExist` where none of
    the issues is there any more.
    """
    with transaction.atomic():
        demand(by, "issues.decide")
        demand_possible(wish)
        there = standing_targets(record_type, targets, by, reopened=wish.verdict == Verdict.REOPENED)
        if not there:
            raise Issue.DoesNotExist
        reached = within_sight(record_type, there, wish.to)
        if not reached:
            raise ValidationError({"to": _("This colleague does not see these records. Choose somebody who does.")})
        action = act(kind=wish.kind, by=by, about=wish.about(record_type, len(reached)))
        write_down(action, record_type, reached, wish)
        return action


def demand_possible(wish: Wish) -> None:
    """Raise `ValidationError` for a day that is no day to come, and for somebody who decides nothing."""
    if wish.verdict not in Verdict.values:
        raise ValidationError({"verdict": _("Choose what to do.")})
    if wish.verdict == Verdict.SNOOZED:
        today = timezone.localdate()
        if wish.until is None or not today < wish.until <= today + LONGEST_SNOOZE:
            raise ValidationError({"until": _("Choose a day after today and within two years.")})
    if wish.verdict == Verdict.HANDED and (wish.to is None or not may(wish.to, "issues.decide")):
        raise ValidationError({"to": _("Choose a colleague who may decide about issues.")})


def standing_targets(
    record_type: str, targets: Sequence[Target], by: User, *, what: str = "see", reopened: bool = False
) -> list[Target]:
    """Those of the issues that are there, of records the user sees (or may "change", "delete"); locked until the
    transaction ends.

    Where they are to be `reopened`, those about which something was decided.
    """
    ids = {target.record_id for target in targets}
    records = visible_records(by, record_type, what=what).filter(pk__in=ids, state="active").order_by("pk")
    seen = set(records.select_for_update(of=("self",)).values_list("pk", flat=True))
    rows = Handling.objects.filter(stands=True) if reopened else Issue.objects.all()
    known = set(rows.filter(record_type=record_type, record_id__in=seen).values_list(*Target._fields))
    return [target for target in dict.fromkeys(targets) if tuple(target) in known]


def within_sight(record_type: str, targets: Sequence[Target], to: User | None) -> list[Target]:
    """Those of the issues whose records a colleague sees; all where they are handed to nobody."""
    if to is None:
        return list(targets)
    ids = {target.record_id for target in targets}
    seen: Collection[int] = set(visible_records(to, record_type).filter(pk__in=ids).values_list("pk", flat=True))
    return [target for target in targets if target.record_id in seen]


def write_down(action: Action, record_type: str, targets: Sequence[Target], wish: Wish) -> None:
    """Remember the decision and judge the records by it."""
    to = wish.to.pk if wish.to else None
    rows = [(action.pk, record_type, *target, wish.verdict, wish.until, to, True) for target in targets]
    bulk.insert(Handling, _COLUMNS, rows)
    judge(record_type, sorted({target.record_id for target in targets}))
