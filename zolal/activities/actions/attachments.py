"""Files of activities."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.activities.models import Activity, Attachment
from zolal.activities.queries.activities import changeable
from zolal.core import files
from zolal.core.files import Upload
from zolal.core.ledger import act, rows
from zolal.core.models import Action

MOST = 20
"""So many files one activity has."""


def attach(*, activity: Activity, uploads: Sequence[Upload], by: User) -> tuple[list[Attachment], Action]:
    """Add files to an activity. Raises `NotAllowed`, `Activity.DoesNotExist`; `ValidationError` for "file"."""
    demand(by, "activities.write")
    if not uploads:
        raise ValidationError({"file": _("Choose a file.")})
    with transaction.atomic():
        current = changeable(by).select_for_update(of=("self",)).get(pk=activity.pk)
        action = act(kind="activity.attach", by=by, about={"what": current.kind, "name": uploads[0].name[:200]})
        return keep(action, current, uploads, by), action


def keep(action: Action, activity: Activity, uploads: Sequence[Upload], by: User) -> list[Attachment]:
    """The same under an action. To be called in a transaction."""
    names = [files.demand_fit(one.name, one.size) for one in uploads]
    if activity.attachments.count() + len(uploads) > MOST:
        raise ValidationError({"file": _("At most %(most)s files belong to one activity.") % {"most": MOST}})
    found = []
    for name, one in zip(names, uploads, strict=True):
        attachment = Attachment(
            activity=activity, name=name, size=one.size, sha256=files.keep(one.file), by=by, at=timezone.now()
        )
        rows.add(action, attachment)
        found.append(attachment)
    return found


def detach(*, attachment: Attachment, by: User) -> Action:
    """Take a file away, until it is undone. Raises `NotAllowed`, `Activity.DoesNotExist`."""
    demand(by, "activities.write")
    with transaction.atomic():
        changeable(by).get(pk=attachment.activity_id)
        action = act(kind="activity.detach", by=by, about={"name": attachment.name})
        rows.take(action, attachment)
        return action
