"""How far somebody's sight goes over what an action touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import Max, QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import may, rights_of
from zolal.accounts.visibility import scope_of, visible
from zolal.core.ledger import record_types
from zolal.core.models import Action, Change, Record

Guard = Callable[[Action, User], bool]

_guards: list[Guard] = []


def guard(function: Guard) -> None:
    """Let an app above say too whether somebody may take back what another did; called when the app is ready."""
    if function not in _guards:
        _guards.append(function)


def may_take_back(action: Action, by: User) -> bool:
    """Whether an action of somebody else touched only what the user sees and may change: records, and their fields.

    Of what is gone meanwhile it is enough that they saw it.
    """
    return sees_all_of(action, by) and _changes_all_of(action, by) and all(each(action, by) for each in _guards)


def sees_all_of(action: Action, by: User) -> bool:
    """Whether the user sees every record that the action touched, those that are gone as they were."""
    if sees_everything(by):
        return by.is_active
    return not any(hidden.exists() for _name, hidden in _hidden(action, by)) and not _hides_gone(action, by)


def _changes_all_of(action: Action, by: User) -> bool:
    rights = rights_of(by)
    narrow = {name: kind for name, kind in record_types().items() if rights.reach(name, "change") != "all"}
    if not narrow:
        return True
    for name in set(action.changes.filter(record_type__in=narrow).order_by().values_list("record_type", flat=True)):
        records = narrow[name].model._base_manager.all()
        touched = records.filter(pk__in=action.changes.filter(record_type=name).values("record_id"))
        if touched.exclude(pk__in=visible(records, by, what="change").values("pk")).exists():
            return False
    return True


def has_passed_on(action: Action, by: User) -> bool:
    """Whether something that the action touched is out of the user's sight, and others have worked on it since.

    What one has just given away can be taken back; what has become the work of others cannot.
    """
    if sees_everything(by):
        return False
    last = action.changes.aggregate(last=Max("pk"))["last"] or 0
    later = Change.objects.filter(pk__gt=last).exclude(action=action)
    return any(
        later.filter(record_type=name, record_id__in=hidden.values("pk")).exists()
        for name, hidden in _hidden(action, by)
    )


def sees_everything(by: User) -> bool:
    """Whether no record of any kind is out of the user's sight."""
    return all(scope_of(by, name) == "all" for name in record_types())


def sees_all_settings(user: User) -> bool:
    """Whether who reads the settings reads there what everybody did, too: files, jobs and names tell of records."""
    return may(user, "settings.write") or (may(user, "settings.read") and sees_everything(user))


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
