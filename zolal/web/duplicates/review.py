"""What the page of two records shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.quality.actions.merge_plan import BOTH, Plan, plan, suggest_keep
from zolal.quality.queries.evidence import waterfall
from zolal.quality.queries.pairs import Seen
from zolal.web.duplicates.drawn import Drawn, drawn
from zolal.web.ledger.reading import FactReader

Customer = Person | Company


@dataclass(frozen=True, slots=True)
class Row:
    """A field of both records; `choice` as in `zolal.quality.actions.merge_plan.Line`."""

    label: str
    fact: str
    keep: str
    absorb: str
    choice: str
    reason: str
    differs: bool
    fixed: str = ""

    @property
    def chosen(self) -> bool:
        """Whether one of the two has to give way."""
        return self.differs and self.choice != BOTH and not self.fixed


@dataclass(frozen=True, slots=True)
class Review:
    plan: Plan
    keep: Customer
    absorb: Customer
    other: str
    rows: Sequence[Row]
    because: str
    drawn: Drawn

    @property
    def rule(self) -> str:
        """The name of the rule that preselected."""
        return gettext(self.plan.rule)


def review(*, user: User, seen: Seen, keep: str = "") -> Review:
    """The plan of a merge in the reader's words; `keep` is the uid of the record that stays, where the reader chose."""
    first, second = seen.first, seen.second
    chosen = {str(first.uid): first, str(second.uid): second}.get(keep)
    kept = chosen if chosen is not None else suggest_keep(first, second)
    other = second if kept.pk == first.pk else first
    name = seen.pair.record_type
    merge = plan(record_type=name, keep_id=kept.pk, absorb_id=other.pk, by=user)
    reader = FactReader(user, [(name, line.fact, value) for line in merge.lines for value in (line.keep, line.absorb)])
    rows = [
        Row(
            label=reader.label(name, line.fact, line.keep or line.absorb),
            fact=line.fact,
            keep=reader.text(name, line.fact, line.keep),
            absorb=reader.text(name, line.fact, line.absorb),
            choice=line.choice,
            reason=line.reason,
            differs=line.differs,
            fixed=line.fixed if line.differs and line.choice != BOTH else "",
        )
        for line in merge.lines
    ]
    found = waterfall(name, seen.pair.evidence, seen.pair.probability)
    return Review(merge, kept, other, str(other.uid), rows, found.sentence, drawn(found))
