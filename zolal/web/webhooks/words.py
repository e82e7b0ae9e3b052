"""Kinds of events in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zolal.core.ledger import record_types

OBJECTS: dict[str, str | Promise] = {
    "person": _("People"),
    "company": _("Companies"),
    "activity": _("Activities"),
}
CHANGES: dict[str, str | Promise] = {
    "created": pgettext_lazy("of a record", "created"),
    "changed": pgettext_lazy("of a record", "changed"),
    "removed": pgettext_lazy("of a record", "removed"),
}
STATES = {"arrived": "good", "failed": "bad", "waiting": "warn"}


def object_label(name: str) -> str:
    """What records of a kind are called."""
    known = record_types()
    if name in OBJECTS or name not in known:
        return str(OBJECTS.get(name, name))
    return str(known[name].model._meta.verbose_name_plural)


def kind_label(kind: str) -> str:
    """A kind of event, or a pattern of kinds."""
    name, _dot, change = kind.partition(".")
    if kind == "*":
        return gettext("Everything")
    if kind == "webhook.test":
        return gettext("A test")
    if kind == "records.changed":
        return gettext("Many records at once")
    whom = gettext("All records") if name == "*" else object_label(name)
    return whom if change == "*" else f"{whom}: {CHANGES.get(change, change)}"


def kinds_told(patterns: Iterable[str]) -> str:
    """What an endpoint hears."""
    return "، ".join(kind_label(one) for one in patterns) if patterns else ""
