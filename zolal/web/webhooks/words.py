"""Kinds of events in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zolal.accounts.objects import objects
from zolal.core.listed import listed

ROWS_TOLD: dict[str, str | Promise] = {
    "goal": _("Goals"),
    "tag": _("Tags"),
    "category": _("Categories"),
    "relation": _("Relations"),
    "relation_role": _("Kinds of relations"),
    "custom_field": _("Fields"),
    "pipeline": _("Pipelines"),
    "stage": _("Stages"),
    "lost_reason": _("Reasons of losses"),
    "product_category": _("Categories of products"),
}
CHANGES: dict[str, str | Promise] = {
    "created": pgettext_lazy("of a record", "created"),
    "changed": pgettext_lazy("of a record", "changed"),
    "removed": pgettext_lazy("of a record", "removed"),
}
STATES = {"arrived": "good", "failed": "bad", "waiting": "warn"}


def object_label(name: str) -> str:
    """What records of a kind, or rows beside them, are called."""
    known = objects().get(name)
    return str(known.label if known else ROWS_TOLD.get(name, name))


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
    return listed(kind_label(one) for one in patterns) if patterns else ""
