"""What is decided about issues, whatever it does: to the record, or to the issue alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_on
from zolal.capture.issue_mends import planned, write_mends
from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.people.actions.bulk import WHATS, about, work_of
from zolal.people.queries.permitted import demand_writable, field_of, fixed
from zolal.quality.actions.handling import (
    Target,
    Wish,
    demand_possible,
    standing_targets,
    within_sight,
    write_down,
)
from zolal.quality.models import Handling, Issue
from zolal.quality.standard_rules import OLD

ACCEPT = "accept"
"""Take the proposed mend; of an old record: what is known of it still holds."""

VERBS: Mapping[str, str] = {ACCEPT: "records.edit", "archive": "records.archive", "delete": "records.delete"}
"""What changes records needs this permission too; several to be archived or deleted, that for bulk changes."""


class Decided(NamedTuple):
    """`done` of the issues were decided; others are gone, or cannot be done so."""

    action: Action
    done: int


def decide(*, record_type: str, targets: Sequence[Target], wish: Wish, by: User) -> Decided:
    """Carry out one decision about these issues as one action.

    Raises `NotAllowed`, `ValidationError` with what was expected, `Issue.DoesNotExist` where none is there any more.
    """
    with transaction.atomic():
        demand_allowed(wish, by, several=len({target.record_id for target in targets}) > 1)
        there = standing_targets(record_type, targets, by, reopened=wish.verdict == Handling.Verdict.REOPENED)
        if not there:
            raise Issue.DoesNotExist
        if wish.verdict in VERBS:
            demand_on(by, WHATS.get(wish.verdict, "change"), record_type, {target.record_id for target in there})
        if wish.verdict == ACCEPT:
            demand_writable(by, record_type, {target.fact for target in there})
        action = begin(record_type, wish, by, count=len(there))
        done = carry_out(action, record_type, there, wish)
        if not done:
            raise _impossible(wish)
        return Decided(action, done)


def mend(*, record_type: str, target: Target, text: str, by: User) -> Decided:
    """Give the field what somebody typed, instead of what is wrong with it or where it is missing.

    Raises `ValidationError` under "text" where that is wrong too, otherwise as `decide`.
    """
    with transaction.atomic():
        demand(by, "issues.decide")
        demand(by, "records.edit")
        if not standing_targets(record_type, [target], by):
            raise Issue.DoesNotExist
        demand_on(by, "change", record_type, [target.record_id])
        demand_writable(by, record_type, [target.fact])
        found = planned(record_type, {target: text})
        if not text.strip() or found[0].troubles:
            said = [trouble.message for trouble in found[0].troubles] if text.strip() else [_("Type the right value.")]
            raise ValidationError({"text": said})
        action = begin(record_type, Wish(ACCEPT), by, count=1)
        write_mends(action, record_type, found)
        return Decided(action, 1)


def demand_allowed(wish: Wish, by: User, *, several: bool) -> None:
    """Raise `NotAllowed` where the user may not, `ValidationError` where nobody can."""
    demand(by, "issues.decide")
    if wish.verdict not in VERBS:
        demand_possible(wish)
        return
    demand(by, VERBS[wish.verdict])
    if several and wish.verdict != ACCEPT:
        demand(by, "records.bulk")


def within_reach(record_type: str, targets: Sequence[Target], wish: Wish, by: User) -> list[Target]:
    """Those of the issues that are there and that the user may decide so; locked until the transaction ends.

    For a whole queue, of which the rest is left as it is; where somebody picked, `decide` refuses instead.
    """
    if wish.verdict not in VERBS:
        return standing_targets(record_type, targets, by)
    there = standing_targets(record_type, targets, by, what=WHATS.get(wish.verdict, "change"))
    out = fixed(by, record_type) if wish.verdict == ACCEPT else frozenset()
    return [target for target in there if field_of(record_type, target.fact) not in out]


def begin(record_type: str, wish: Wish, by: User, *, count: int) -> Action:
    """The action of a decision. To be called inside the transaction that does its first part."""
    if wish.verdict not in VERBS:
        return ledger.act(kind=wish.kind, by=by, about=wish.about(record_type, count))
    source = source_named(by.name or by.email, "hand")
    if wish.verdict == ACCEPT:
        told = {"record_type": record_type, "count": count}
        return ledger.act(kind="issue.accepted", by=by, source=source, about=told)
    deed = wish.verdict
    told = about(deed, record_type, {}) | {"count": count}
    return ledger.act(kind=f"{record_type}.{deed}", by=by, source=source, about=told)


def carry_out(action: Action, record_type: str, targets: Sequence[Target], wish: Wish) -> int:
    """Do it to issues that are there; how many could be decided so. To be called in a transaction."""
    if wish.verdict == ACCEPT:
        return write_mends(action, record_type, planned(record_type, proposals(record_type, targets)))
    if wish.verdict in VERBS:
        work_of(wish.verdict, record_type, {})(action, sorted({target.record_id for target in targets}))
        return len(targets)
    reached = within_sight(record_type, targets, wish.to)
    if reached:
        write_down(action, record_type, reached, wish)
    return len(reached)


def proposals(record_type: str, targets: Sequence[Target]) -> dict[Target, str | None]:
    """The proposed mend of each issue that has one; None for what nothing was heard of: it still holds."""
    ids = {target.record_id for target in targets}
    rows = Issue.objects.filter(record_type=record_type, record_id__in=ids)
    known = {Target(*row[:4]): row[4:] for row in rows.values_list(*Target._fields, "group", "proposal")}
    found: dict[Target, str | None] = {}
    for target in targets:
        group, proposal = known[target]
        holds = group == Issue.Group.OLD and target.code == OLD
        if holds or proposal:
            found[target] = None if holds else proposal
    return found


def _impossible(wish: Wish) -> ValidationError:
    if wish.verdict == ACCEPT:
        return ValidationError(
            {"verdict": _("Nothing is proposed that could be taken as it is. Type the right value.")}
        )
    return ValidationError({"to": _("This colleague does not see these records. Choose somebody who does.")})
