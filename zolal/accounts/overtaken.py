"""Who changes something does it to what they saw: what somebody else has changed since is told, not overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from zolal.core.ledger import doer, rows
from zolal.core.listed import listed


class Overtaken(ValidationError):
    """Somebody or something else has changed what is to be changed.

    `who` did, "" where that is not known; `now` is {name: its value today}.
    """

    def __init__(self, now: Mapping[str, Any], who: str = "") -> None:
        sentence = _("Somebody has changed this meanwhile: it is “%(now)s” now.")
        if who:
            sentence = _("%(who)s has changed this meanwhile: it is “%(now)s” now.")
        whole = _("Somebody has changed this meanwhile. Load the page again, and look at it.")
        told = {
            name: whole if isinstance(value, dict | list) else sentence % {"now": value, "who": who}
            for name, value in now.items()
        }
        super().__init__({name: [said] for name, said in told.items()})
        self.now, self.who = now, who


def wanted(values: Mapping[str, Any], *, seen: Mapping[str, Any] | None, now: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody changes of what they saw; what they left as it was is left as it is now.

    Without `seen` all values. Raises `Overtaken` where what they change is neither what they saw nor what they want.
    """
    seen = seen or {}
    changed = {name: value for name, value in values.items() if name not in seen or not _same(value, seen[name])}
    overtaken = {
        name: now[name]
        for name in changed
        if name in seen and not _same(now[name], seen[name]) and not _same(now[name], changed[name])
    }
    if overtaken:
        raise Overtaken(overtaken)
    return changed


def wanted_in(
    row: Model,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, Any] | None,
    kinds: str,
    named: Mapping[str, str] | None = None,
    beside: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Of the columns in `values`, those that somebody changes in a row that is held; what stays as it is, is left out.

    `seen` are the columns as they were before their eyes, `named` what a column is called where they typed it, `beside`
    what holds now of values that are no columns, and `kinds` how the actions that change such a row begin. Raises
    `Overtaken`.
    """
    beside = beside or {}
    now = {name: beside[name] if name in beside else getattr(row, name) for name in values}
    try:
        changed = wanted(values, seen=seen, now=now)
    except Overtaken as overtaken:
        told: dict[str, Any] = {}
        for name, value in overtaken.now.items():
            typed = (named or {}).get(name, name)
            told.setdefault(typed, _told(typed, value))
        last = rows.last_change(row, kinds)
        raise Overtaken(told, doer(last)) from overtaken
    return {name: value for name, value in changed.items() if not _same(value, now[name])}


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - of any column
    """A browser ends lines in its own way."""
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
    return bool(one == other)


def _told(typed: str, value: Any) -> Any:  # noqa: ANN401 - of any column
    """A percentage is kept in hundredths; lists of rows are told by their number, for ids say nothing."""
    if typed.endswith("_percent") and isinstance(value, int):
        return f"{value / 100:g}"
    if isinstance(value, list):
        ids = any(isinstance(one, int) for one in value)
        return _("%(count)s chosen") % {"count": len(value)} if ids else listed(value)
    return "" if value is None else str(value)
