"""Which fields quality needs: those that rules look at, that count for the score, that tell who is the same."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.people.uses import Use
from zolal.quality.demands import rules_of
from zolal.quality.keys import SIGNIFICANT
from zolal.quality.scoring import SCORED
from zolal.quality.sentences import demand_or_none
from zolal.quality.standard_rules import MISSING

ESSENTIAL = Use("essential", _("Essential at entry"))
SCORE = Use("score", _("Counts for the score"))
MATCHING = Use("matching", _("Tells who is the same"))


def used_by_quality(_user: User, record_type: str) -> Iterator[tuple[str, Use]]:
    for rule in rules_of(record_type):
        demand = demand_or_none(rule) if rule.active else None
        use = ESSENTIAL if rule.standard == MISSING else Use("rule", rule.name, str(rule.uid))
        for field in demand.fields if demand else ():
            yield field, use
    for field in SCORED[record_type]:
        yield field, SCORE
    for field in sorted(SIGNIFICANT[record_type]):
        yield field, MATCHING
