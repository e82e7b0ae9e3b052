"""What each kind of activity can come to, and which of it counts as having reached the customer."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

from zolal.activities.models import Activity

Kind = Activity.Kind
CANCELLED = "cancelled"
ANSWERED = "answered"
HELD = "held"
WRONG_NUMBER = "wrong_number"

OUTCOMES: Mapping[str, str | Promise] = dict(Activity.Outcome.choices)

_MEETING = (HELD, "not_held", "postponed", CANCELLED)
OUTCOMES_OF: Mapping[str, tuple[str, ...]] = {
    Kind.CALL: (ANSWERED, "not_answered", "busy", "switched_off", WRONG_NUMBER, "left_message", CANCELLED),
    Kind.MEETING: _MEETING,
    Kind.VISIT: (HELD, "absent", "not_held", "postponed", CANCELLED),
    Kind.INTERVIEW: _MEETING,
    Kind.TASK: ("done", "not_done", CANCELLED),
    Kind.MESSAGE: (ANSWERED, "not_answered", CANCELLED),
    Kind.CHAT: (ANSWERED, "not_answered", CANCELLED),
    Kind.NOTE: (),
    Kind.OBSERVATION: (),
    Kind.FILE: (),
}
"""The outcomes a kind offers, the usual one first."""

IN_VAIN = frozenset(OUTCOMES) - {ANSWERED, HELD, "done"}
"""What did not come about, or reached nobody."""

CONTACT = frozenset({Kind.CALL, Kind.MEETING, Kind.VISIT, Kind.INTERVIEW, Kind.MESSAGE, Kind.CHAT})
"""Kinds in which we have to do with the customer; the others are among us."""

PLANNED = (Kind.CALL, Kind.MEETING, Kind.VISIT, Kind.INTERVIEW, Kind.TASK, Kind.MESSAGE)
"""Kinds that can be planned; a note, an observation or a file is there at once."""

WITH_PEOPLE = frozenset({Kind.MEETING, Kind.VISIT, Kind.INTERVIEW, Kind.CALL})
"""Kinds that several people attend."""


def reached(kind: str, outcome: str) -> bool:
    """Whether an activity that is done counts as a contact with the customer (R6, last activity)."""
    return kind in CONTACT and outcome not in IN_VAIN
