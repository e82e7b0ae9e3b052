"""What other apps add to the timeline of a customer: each app tells its own strand, such as what became of deals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from zolal.accounts.models import User
from zolal.people.models import Company, Person


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened with another record of a customer, at a moment; or on a day, then `at` is its noon.

    `what` says it in one word that the edge puts into the reader's language, `title` and `uid` name the record, and
    `told` holds what belongs to it: texts, rials, users' names.
    """

    at: datetime
    strand: str
    what: str
    record_type: str
    uid: UUID
    title: str
    whole_day: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)


Strand = Callable[[User, Person | Company, str, datetime | None, int], Sequence[Step]]
"""From user, customer, what is searched for ("": nothing), the moment up to which, and how many at most: newest first.

Only what the user may see, in a constant number of queries.
"""

_strands: dict[str, Strand] = {}


def offer_strand(name: str, strand: Strand) -> None:
    """Let an app tell; called when it is ready."""
    _strands[name] = strand


def strands() -> Mapping[str, Strand]:
    """All of them by name, in the order they were offered."""
    return _strands
