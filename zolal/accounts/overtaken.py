"""Who changes something does it to what they saw: what somebody else has changed since is told, not overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class Overtaken(ValidationError):
    """Somebody else has changed what is to be changed; `now` is {name: its value today}."""

    def __init__(self, now: Mapping[str, Any]) -> None:
        sentence = _("Somebody has changed this meanwhile: it is “%(now)s” now.")
        super().__init__({name: [sentence % {"now": value}] for name, value in now.items()})
        self.now = now


def wanted(values: Mapping[str, Any], *, seen: Mapping[str, Any] | None, now: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody changes of what they saw; what they left as it was is left as it is now.

    Without `seen` all values. Raises `Overtaken` where what they change is neither what they saw nor what they want.
    """
    seen = seen or {}
    changed = {name: value for name, value in values.items() if name not in seen or value != seen[name]}
    overtaken = {name: now[name] for name in changed if name in seen and now[name] not in (seen[name], changed[name])}
    if overtaken:
        raise Overtaken(overtaken)
    return changed
