"""What a role may do. Which records somebody sees is in `zolal.accounts.visibility`.

Here stands what the roles are shipped with; an administrator makes more of them and says where one differs.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied

from zolal.accounts.beside import stood_in_for
from zolal.accounts.models import Role, RoleRights, User
from zolal.accounts.rights import Rights, held, of_records, of_row

_READER = frozenset({"records.read", "quality.read", "views.save", "deals.read", "invoices.read", "goals.read"})
_MEMBER = _READER | {
    "records.create",
    "records.edit",
    "pairs.decide",
    "issues.decide",
    "records.merge",
    "imports.run",
    "records.archive",
    "problems.report",
    "signals.write",
    "activities.write",
    "fields.propose",
    "values.rate",
    "records.share",
    "deputies.choose",
    "invoices.write",
    "deals.write",
    "goals.report",
}
_MANAGER = _MEMBER | {
    "records.export",
    "records.delete",
    "records.bulk",
    "ledger.read",
    "ledger.undo",
    "maintenance.run",
    "samples.run",
    "products.edit",
    "invoices.issue",
    "payments.write",
    "channels.write",
    "deals.bulk",
    "deals.delete",
    "deals.export",
    "goals.write",
}
_STRATEGIST = _MANAGER | {
    "settings.read",
    "stewardship.plan",
    "fields.decide",
    "fields.manage",
    "pipelines.edit",
    "goals.plan",
}
_ADMINISTRATOR = _STRATEGIST | {"settings.write", "users.manage", "records.erase", "webhooks.manage"}

VERBS: Mapping[str, frozenset[str]] = {
    Role.READER: _READER,
    Role.MEMBER: _MEMBER,
    Role.MANAGER: _MANAGER,
    Role.STRATEGIST: _STRATEGIST,
    Role.ADMINISTRATOR: _ADMINISTRATOR,
}
"""The verbs that each role is shipped with. What somebody did themselves (an import, a bulk edit, a merge) they may
also undo."""


class NotAllowed(PermissionDenied):
    """The user's role does not let them do this."""


class Withheld(NotAllowed):
    """What is asked for says nothing without what the user's role does not show, or not let them write; told by a
    sentence."""


def rights_of(user: User) -> Rights:
    """What the user may by their role; read once for one user in memory, and again when roles were changed."""
    return held(user, VERBS)


def roles_with(verb: str) -> list[str]:
    """The keys of the roles that have a verb."""
    rows = {row.key: row for row in RoleRights.objects.all()}
    every = [*VERBS, *(key for key in rows if key not in VERBS)]
    return [key for key in every if of_row(key, rows.get(key), VERBS).may(verb)]


def may(user: User, verb: str) -> bool:
    """Whether the role of an active user allows the verb, or that of whom they stand in for with a verb of records."""
    return user.is_active and (rights_of(user).may(verb) or _as_deputy(user, verb))


def _as_deputy(user: User, verb: str) -> bool:
    """Whether somebody the user stands in for may; that holds for records only, and only for theirs."""
    return of_records(verb) and any(rights_of(one).may(verb) for one in stood_in_for(user))


def demand(user: User, verb: str) -> None:
    """Raise `NotAllowed` unless the user may. To be asked before the first write, in its transaction."""
    if not may(user, verb):
        raise NotAllowed(verb)
