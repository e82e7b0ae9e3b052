"""Who or what stands behind an action, for a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zolal.core.models import Action


def doer(action: Action | None) -> str:
    """Whoever did it; where nobody stands behind it the source it came from, such as a file, else Zolal itself. "" for
    no action. Reads `actor` and `source`."""
    if action is None:
        return ""
    if action.actor is not None:
        return str(action.actor)
    if action.source is None:
        return _("Zolal itself")
    return f"{action.source.title} ({action.source.get_method_display()})"
