"""Goals and measures in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.accounts.measures import kept_from, measures
from zolal.accounts.models import User
from zolal.strategy.models import Goal

Text = str | Promise

STATUSES: Mapping[str, tuple[Text, str]] = {
    "reached": (pgettext_lazy("goal", "reached"), "good"),
    "ahead": (pgettext_lazy("goal", "ahead"), "good"),
    "on_track": (pgettext_lazy("goal", "on track"), "info"),
    "behind": (pgettext_lazy("goal", "behind"), "warn"),
    "missed": (pgettext_lazy("goal", "missed"), "bad"),
    "waiting": (pgettext_lazy("goal", "not begun"), "neutral"),
    "unknown": (pgettext_lazy("goal", "not known"), "neutral"),
}
"""What a standing is called, and its tone."""

SECTIONS: Mapping[str, Text] = {
    "sales": _("Sales"),
    "marketing": _("Marketing"),
    "service": _("Support"),
    "finance": _("Finance"),
    "work": _("Work with customers"),
    "quality": _("Quality of the data"),
}

OUTLOOK_TONES = {"good": "good", "unsure": "warn", "bad": "bad"}

OTHER_MEASURES: Mapping[str, Text] = {
    Goal.REPORTED: _("a number that we report ourselves"),
    Goal.BENEATH: _("how far the goals beneath it are"),
}


def measure_label(goal: Goal) -> str:
    """What a goal is measured by."""
    if goal.measure == Goal.REPORTED:
        return goal.counts
    if goal.measure == Goal.BENEATH:
        return str(OTHER_MEASURES[Goal.BENEATH])
    known = measures().get(goal.measure)
    return str(known.label) if known else goal.measure


def measure_choices(user: User) -> list[tuple[str, list[tuple[str, Text]]] | tuple[str, Text]]:
    """For a select, by section: what is not kept from the user."""
    kept = kept_from(user)
    found: list[tuple[str, list[tuple[str, Text]]] | tuple[str, Text]] = [("", "—")]
    for name, label in SECTIONS.items():
        mine = [(one.name, one.label) for one in measures().values() if one.section == name and one.name not in kept]
        if mine:
            found.append((str(label), mine))
    return [*found, *((name, label) for name, label in OTHER_MEASURES.items())]


def units() -> dict[str, str]:
    """The unit of each measure, for the form."""
    return {one.name: one.unit for one in measures().values() if one.section}
