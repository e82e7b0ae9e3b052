"""An administrator lets matching merge sure pairs by itself, or stops it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.jobs import enqueue
from zolal.core.ledger import act
from zolal.quality import automatic
from zolal.quality.audit import audit
from zolal.quality.models import Automatic


class NotProved(Exception):
    """Matching has not been shown to be right often enough; the message is for the user."""


def switch_on(*, record_type: str, by: User) -> None:
    """From now on sure pairs are merged by themselves, in the administrator's name.

    Raises `NotAllowed`, and `NotProved` while too few answers on pairs drawn by lot speak for it.
    """
    with transaction.atomic():
        demand(by, "settings.write")
        demand(by, "records.merge")
        found = audit(record_type)
        if not found.is_good:
            raise NotProved(_("Matching has not been shown to be right often enough to merge by itself."))
        Automatic.objects.update_or_create(record_type=record_type, defaults={"by": by})
        estimate = found.precision
        about = {"record_type": record_type, "precision": estimate.value, "low": estimate.low, "on": estimate.answers}
        act(kind="matching.automatic_on", by=by, about=about)
        enqueue("quality.merge_sure", record_type=record_type)


def switch_off(*, record_type: str, by: User) -> None:
    """Nothing more is merged by itself; what was merged stays, and can be undone. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "settings.write")
        automatic.switch_off(record_type, by=by)
