"""How good a record is, and what would make it better."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.quality.queries.records import record_quality


def quality_of(record: Person | Company, user: User) -> dict[str, Any]:
    """Score, its parts in per cent, what would raise it most, and records that may be the same one."""
    found = record_quality(user=user, record=record)
    labels = {
        "completeness": _("Complete"),
        "validity": _("Valid"),
        "uniqueness": _("Unique"),
        "freshness": _("Fresh"),
        "accuracy": _("Confirmed"),
    }
    return {
        "score": found.quality,
        "parts": [(labels.get(name, name), round(value * 100)) for name, value in found.parts.items()],
        "reasons": [(reason.text, round(reason.gain)) for reason in found.reasons],
        "pairs": [
            (seen.pair, seen.second if seen.first.pk == record.pk else seen.first, seen.because) for seen in found.pairs
        ],
    }
