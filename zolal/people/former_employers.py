"""Whoever goes to another company has worked for the one before: that is kept as a relation that is over."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from zolal.core.ledger import Written, rows
from zolal.core.models import Action, Change
from zolal.people.models import Company, Relation

KINDS = frozenset({"person.edit", "person.bulk", "import.commit", "issue.accepted"})
"""Actions by which somebody says where somebody works. A merge of companies and an undo say nothing of that."""
SETTLED = timedelta(days=1)
"""What stood for less was a slip of the pen."""


def on_write(written: Written) -> None:
    """Keep the employers that people had before this write; the action's undo takes that back."""
    if written.record_type != "person" or written.action.kind not in KINDS:
        return
    moved = [pk for pk, facts in written.changed.items() if "company" in facts and written.columns[pk]["version"] > 1]
    if not moved:
        return
    changes = Change.objects.filter(action=written.action, record_type="person", record_id__in=moved)
    left = {
        record_id: (before["company"], origins.get("company", 0))
        for record_id, before, origins in changes.values_list("record_id", "before", "origins")
        if before and before.get("company")
    }
    since = dict(Action.objects.filter(pk__in=[origin for _company, origin in left.values()]).values_list("pk", "at"))
    there = set(
        Company.objects.filter(pk__in=[company for company, _origin in left.values()]).values_list("pk", flat=True)
    )
    today = timezone.localdate(written.action.at)
    former = [
        Relation(person_id=pk, other_company_id=company, kind_id="employee", until=today)
        for pk, (company, origin) in left.items()
        if company in there
        and origin in since
        and written.action.at - since[origin] >= SETTLED
        and written.facts[pk].get("company") != company
    ]
    known = set(
        Relation.objects.filter(person__in=[one.person_id for one in former], kind="employee", since=None).values_list(
            "person", "other_company"
        )
    )
    rows.add_many(written.action, [one for one in former if (one.person_id, one.other_company_id) not in known])
