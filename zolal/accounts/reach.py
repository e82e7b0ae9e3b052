"""How far somebody's sight goes over what an action touched."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max, QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of, visible
from zolal.core.ledger import record_types
from zolal.core.models import Action, Change, Record


def sees_all_of(action: Action, by: User) -> bool:
    """Whether the user sees every record that the action touched, those that are gone as they were."""
    if _sees_everything(by):
        return by.is_active
    return not any(hidden.exists() for _name, hidden in _hidden(action, by)) and not _hides_gone(action, by)


def has_passed_on(action: Action, by: User) -> bool:
    """Whether something that the action touched is out of the user's sight, and others have worked on it since.

    What one has just given away can be taken back; what has become the work of others cannot.
    """
    if _sees_everything(by):
        return False
    last = action.changes.aggregate(last=Max("pk"))["last"] or 0
    later = Change.objects.filter(pk__gt=last).exclude(action=action)
    return any(
        later.filter(record_type=name, record_id__in=hidden.values("pk")).exists()
        for name, hidden in _hidden(action, by)
    )


def _sees_everything(by: User) -> bool:
    return all(scope_of(by, name) == "all" for name in record_types())


def _hidden(action: Action, by: User) -> Iterator[tuple[str, QuerySet[Record]]]:
    for name, kind in record_types().items():
        records = kind.model._base_manager.all()
        touched = records.filter(pk__in=action.changes.filter(record_type=name).values("record_id"))
        yield name, touched.exclude(pk__in=visible(records, by).values("pk"))


def _hides_gone(action: Action, by: User) -> bool:
    for name, kind in record_types().items():
        scope = scope_of(by, name)
        if scope == "all":
            continue
        team = by.team_id if scope == "team" else None
        if getattr(kind.model, "seen_by_all", False):
            continue
        changes = action.changes.filter(record_type=name)
        gone = changes.exclude(record_id__in=kind.model._base_manager.values("pk"))
        for before, after in gone.values_list("before", "after").iterator():
            facts = {**(after or {}), **(before or {})}
            if facts.get("owner") != by.pk and (team is None or facts.get("team") != team):
                return True
    return False
