"""How kinds of activities look, and what can be chosen with one click."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.activities.kinds import IN_VAIN, OUTCOMES, OUTCOMES_OF
from zolal.activities.models import Activity
from zolal.activities.queries.stream import CHANGES, DEALS

Kind = Activity.Kind
Text = str | Promise

ICONS: Mapping[str, str] = {
    Kind.CALL: "phone",
    Kind.MEETING: "people",
    Kind.VISIT: "visit",
    Kind.INTERVIEW: "interview",
    Kind.TASK: "task",
    Kind.NOTE: "note",
    Kind.OBSERVATION: "eye",
    Kind.MESSAGE: "email",
    Kind.CHAT: "chat",
    Kind.FILE: "file",
}
TONES: Mapping[str, str] = {
    Kind.CALL: "teal",
    Kind.MEETING: "blue",
    Kind.VISIT: "green",
    Kind.INTERVIEW: "violet",
    Kind.TASK: "amber",
    Kind.NOTE: "slate",
    Kind.OBSERVATION: "pink",
    Kind.MESSAGE: "orange",
    Kind.CHAT: "orange",
    Kind.FILE: "slate",
}
QUICK = (Kind.CALL, Kind.NOTE, Kind.TASK, Kind.MEETING, Kind.VISIT)
"""The kinds that stand in the composer; the others are behind "more"."""

FILTERS: Mapping[str, Text] = {
    "": pgettext_lazy("of the timeline", "All"),
    Kind.CALL: _("Calls"),
    Kind.MEETING: _("Meetings and visits"),
    Kind.NOTE: _("Notes"),
    Kind.TASK: _("Tasks"),
    Kind.MESSAGE: _("Messages"),
    Kind.FILE: _("Files"),
    DEALS: _("Deals and invoices"),
    CHANGES: _("Changes"),
}

STEPS: Mapping[str, tuple[Text, str, str]] = {
    "opened": (_("Deal opened"), "columns", "slate"),
    "moved": (_("Deal moved"), "next", "blue"),
    "won": (_("Deal won"), "check", "good"),
    "lost": (_("Deal lost"), "close", "bad"),
    "issued": (_("Invoice issued"), "file", "violet"),
    "returned": (_("Return issued"), "undo", "amber"),
    "paid": (_("Payment received"), "check", "good"),
    "paid_back": (_("Money given back"), "undo", "amber"),
}
"""What became of deals: label, icon, tone."""

_EVERY: Mapping[str, Text] = {
    Activity.Repeat.DAILY: _("every %(count)s days"),
    Activity.Repeat.WEEKLY: _("every %(count)s weeks"),
    Activity.Repeat.MONTHLY: _("every %(count)s months"),
    Activity.Repeat.LAST_DAY: _("every %(count)s months, on the last day"),
    Activity.Repeat.YEARLY: _("every %(count)s years"),
}

FOLLOWING: Mapping[str, Text] = {
    "": _("nothing"),
    "call:1": _("call tomorrow"),
    "call:2": _("call in 2 days"),
    "call:7": _("call in a week"),
    "visit:7": _("visit in a week"),
    "meeting:7": _("meeting in a week"),
    "task:1": _("task for tomorrow"),
}
"""What follows with one click, as "kind:days"."""

DUE: Mapping[str, Text] = {
    "bad": pgettext_lazy("an activity", "late"),
    "good": pgettext_lazy("an activity", "today"),
    "slate": pgettext_lazy("an activity", "to come"),
    "amber": pgettext_lazy("an activity", "without a day"),
}


def outcomes_of(kind: str) -> list[tuple[str, Text, str]]:
    """(value, label, tone) of the buttons that finish an activity of a kind, without cancelling."""
    return [
        (one, OUTCOMES[one], "bad" if one in IN_VAIN else "good") for one in OUTCOMES_OF[kind] if one != "cancelled"
    ]


def outcome_label(outcome: str) -> Text:
    return OUTCOMES.get(outcome, outcome)


def outcome_tone(outcome: str) -> str:
    return "warn" if outcome in IN_VAIN else "good"


def repeat_words(repeat: str, every: int | None, count: str) -> Text:
    """How something repeats; `count` is `every` in the reader's digits."""
    if repeat in _EVERY and every and every > 1:
        return str(_EVERY[repeat]) % {"count": count}
    return dict(Activity.Repeat.choices).get(repeat, "")
