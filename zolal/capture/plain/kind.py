"""What a kind of record that comes in by plain files knows: its columns, and what becomes of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.capture.models import ImportRow
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.people.fields import Text
from zolal.sales.marks import Marks

Texts = Mapping[str, str]
"""{field: text} of a row."""


@dataclass(frozen=True, slots=True)
class PlainField:
    """A column that a file may have: `headers` are what it is called, parted by "|"; `money` may have a unit."""

    label: Text
    headers: str
    money: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A row to be judged: what it tells, and what somebody answered.

    `is_new`: it is not the record that it was recognised as; `without_customer`: it goes in though nobody knows whose
    it is.
    """

    number: int
    texts: Texts
    is_new: bool = False
    without_customer: bool = False


@dataclass(slots=True)
class Judged:
    """What becomes of a row: its verdict, and why it is wrong by field.

    `facts` are those of a new record, or what a known one (`match_id`) would be told; `follows` goes along with a fact
    that is taken. `mark` is what no other row of the file may have. `beside` is what the kind needs when it writes.
    """

    number: int
    verdict: str
    facts: Facts = field(default_factory=dict)
    wrong: Mapping[str, Sequence[str]] = field(default_factory=dict)
    match_id: int | None = None
    sure: bool = True
    follows: Mapping[str, Facts] = field(default_factory=dict)
    mark: str = ""
    beside: Any = None

    @property
    def is_error(self) -> bool:
        return self.verdict == ImportRow.Verdict.ERROR


@dataclass(frozen=True, slots=True)
class Going:
    """A row that goes in: into a new record, or with `facts` into the known one. `raw` is {header: cell}."""

    judged: Judged
    facts: Facts
    raw: Mapping[str, str]


class PlainKind(Protocol):
    """One kind of record. Its functions make as many queries for ten rows as for a thousand."""

    record_type: str
    label: Text
    needed: Sequence[str]

    @property
    def fields(self) -> Mapping[str, PlainField]:
        """Its columns as they are now."""

    def demand(self, by: User) -> None:
        """Raise `NotAllowed` unless the user may take such a file in."""

    def seen(self, user: User) -> QuerySet[Any]:
        """The records that the user sees."""

    def judge(self, rows: Sequence[Asked], *, units: Mapping[str, str], user: User, seen: Marks) -> list[Judged]:
        """What becomes of each row now; the marks of the rows join those of the others of the file."""

    def hold(self) -> None:
        """Let a second file wait until this chunk is in."""

    def write(self, action: Action, rows: Sequence[Going], *, filename: str) -> dict[int, int]:
        """Write what goes in, under an action; the record's id by the number of the row."""

    def undone(self, action: Action) -> None:
        """Forget what was kept beside the records of an import, as it is taken back."""
