"""An action that a job does bit by bit, and that somebody may take back before it is done."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zolal.core.jobs.task import Failed
from zolal.core.models import Action


def standing(pk: int) -> Action:
    """The action, to go on with in this transaction: whoever takes it back waits for the end of that.

    Raises `Failed` where it was taken back; else the job would go on with what nobody wants any more.
    """
    action = Action.objects.select_for_update().get(pk=pk)
    if action.undone_at:
        raise Failed(_("This was taken back before it was done; nothing more is changed."))
    return action
