"""One record is shared with a colleague or a team, and the sharing withdrawn."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import SharedRecord, Team, User
from zolal.accounts.permissions import NotAllowed, demand, may
from zolal.accounts.visibility import demand_on, may_on, visible
from zolal.core.ledger import act, record_types, rows


def share_record(
    *,
    record_type: str,
    record_id: int,
    by: User,
    user: User | None = None,
    team: Team | None = None,
    level: str = "read",
) -> SharedRecord:
    """Let one user or one team see a record, or change it too; told again, the level is another.

    Whoever may change a record decides. Raises `NotAllowed`, the model's `DoesNotExist`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "records.share")
        record = visible(record_types()[record_type].model._base_manager.all(), by).get(pk=record_id)
        demand_on(by, "change", record_type, [record_id])
        if level not in SharedRecord.Level.values:
            raise ValidationError({"level": _("Choose one of: %(choices)s.") % {"choices": "read, edit"}})
        if (user is None) == (team is None):
            raise ValidationError({"user": _("Choose a colleague or a team.")})
        if user is not None and (not user.is_active or user.pk == by.pk):
            raise ValidationError({"user": _("Choose a colleague who may log in.")})
        of = {"record_type": record_type, "record_id": record_id, "user": user, "team": team}
        told = {"record_type": record_type, "record": str(record.uid), "with": str(user or team), "level": level}
        there = SharedRecord.objects.filter(**of).first()
        if there is not None and there.level == level:
            return there
        action = act(kind="share.add", by=by, about=told)
        if there is not None:
            rows.change(action, there, level=level)
            return there
        shared = SharedRecord(**of, level=level, by=by)
        rows.add(action, shared)
    return shared


def withdraw_share(*, shared: SharedRecord, by: User) -> None:
    """End a sharing: whoever shared it, or may change the record. Raises `NotAllowed`."""
    with transaction.atomic():
        if not may_withdraw(shared, by):
            raise NotAllowed("records.share")
        record = record_types()[shared.record_type].model._base_manager.filter(pk=shared.record_id).first()
        told = {"record_type": shared.record_type, "record": str(record.uid) if record else ""}
        rows.take(act(kind="share.remove", by=by, about={**told, "with": str(shared.user or shared.team)}), shared)


def may_withdraw(shared: SharedRecord, by: User) -> bool:
    """Whether `withdraw_share` would let the user."""
    if not may(by, "records.share"):
        return False
    return shared.by_id == by.pk or may_on(by, "change", shared.record_type, shared.record_id)
