"""Where a rule refuses: what comes in by hand, by a program, by a file or for many records at once.

A merge and an undo are never refused: what they bring back was in before. There a rule that blocks finds an issue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils import timezone

from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.people.derived import points_of
from zolal.people.models import Company
from zolal.quality.criteria import Criteria
from zolal.quality.demands import ActiveRule, breaches, seen
from zolal.quality.issues import is_wrong
from zolal.quality.rules import meaning
from zolal.quality.snapshots import parts, snapshot_of

Breach = tuple[ActiveRule, str]
"""A rule and the field in which it is broken."""

_POINTS = "points"


def broken_by(criteria: Criteria, facts: Facts, rules: Iterable[ActiveRule], company: str = "") -> list[Breach]:
    """What a record with these facts breaks, as it comes in (`Normal`) or as it is on file; asks no database.

    `company` is the name of its company, where the facts only know its id.
    """
    asked = list(rules)
    if not asked:
        return []
    points = facts[_POINTS] if _POINTS in facts else points_of(facts)
    snapshot = snapshot_of(
        criteria.record_type,
        facts,
        points=points,
        company=company or facts.get("company_name", ""),
        provenance={},
        updated_at=timezone.now(),
    )
    wrong = [field for field in snapshot.faults if is_wrong(snapshot, field)]
    return list(breaches(seen(snapshot, wrong, asked), asked, criteria.today))


def newly_broken(
    criteria: Criteria, before: Facts, after: Facts, edited: Collection[str], rules: Iterable[ActiveRule]
) -> list[Breach]:
    """What a change of fields breaks: not what was broken before in a field that nobody touched."""
    asked = [rule for rule in rules if not {*rule.demand.fields}.isdisjoint(edited)]
    if not asked:
        return []
    companies = _companies((before, after)) if any("company" in rule.demand.fields for rule in asked) else {}
    was = broken_by(criteria, before, asked, companies.get(before.get("company"), ""))
    now = broken_by(criteria, after, asked, companies.get(after.get("company"), ""))
    return [(rule, field) for rule, field in now if field in edited or (rule, field) not in was]


def keep_out(record_type: str, ids: Sequence[int], facts: Facts) -> dict[int, str]:
    """The doorkeeper of `people.doors`: which of the records a rule does not let have these facts."""
    criteria = Criteria.now(record_type)
    edited = {*facts}
    blocking = [rule for rule in criteria.rules if rule.blocks and not {*rule.demand.fields}.isdisjoint(edited)]
    found: dict[int, str] = {}
    for some in parts(ids) if blocking else ():
        for record_id, before in ledger.record_type(record_type).facts(some).items():
            after = {fact: value for fact, value in {**before, **facts}.items() if value is not None}
            if broken := newly_broken(criteria, before, after, edited, blocking):
                found[record_id] = meaning(broken[0][0].code).message
    return found


def _companies(facts: Iterable[Facts]) -> Mapping[object, str]:
    ids = {one["company"] for one in facts if one.get("company")}
    return dict(Company.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
