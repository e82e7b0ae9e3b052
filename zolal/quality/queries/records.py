"""How good one record is, and why, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.quality.models import Issue
from zolal.quality.queries.issues import TROUBLING, label_of
from zolal.quality.queries.pairs import Seen, open_pairs, with_sides
from zolal.quality.rules import meaning


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that would raise the quality: by how many points of 100, and what to do."""

    text: str
    code: str
    field: str
    gain: float


@dataclass(frozen=True, slots=True)
class RecordQuality:
    """`quality` is 0 to 100, None before it was judged; `parts` 0 to 1, without those nobody can know."""

    quality: int | None
    parts: Mapping[str, float]
    reasons: Sequence[Reason]
    issues: Sequence[tuple[Issue, str]]  # with its sentence
    pairs: Sequence[Seen]


def record_quality(*, user: User, record: Person | Company) -> RecordQuality:
    """Of a record the user sees. Duplicates only as far as the user sees the other side too."""
    record_type = record.record_type
    issues = Issue.objects.filter(record_type=record_type, record_id=record.pk, severity__in=TROUBLING).order_by("id")
    return RecordQuality(
        record.quality,
        parts(record),
        reasons(record),
        [(issue, meaning(issue.code).message) for issue in issues],
        pairs(user=user, record=record),
    )


def parts(record: Person | Company) -> dict[str, float]:
    """0 to 1, without those nobody can know."""
    return {name: value for name, value in record.scores.get("parts", {}).items() if value is not None}


def pairs(*, user: User, record: Person | Company) -> Sequence[Seen]:
    """Of a record the user sees, those it may be the same as, the likeliest first, as far as the user sees them."""
    found = open_pairs(user, record.record_type)
    mine = [*found.filter(first_id=record.pk)[:20], *found.filter(second_id=record.pk)[:20]]
    return with_sides(user, sorted(mine, key=lambda pair: -pair.probability))


def reasons(record: Person | Company) -> list[Reason]:
    """What would raise the quality most, best first, as sentences."""
    record_type = record.record_type
    sentences = {
        "missing": _("Fill in: %(field)s"),
        "wrong": _("Mend what is wrong: %(field)s"),
        "duplicate": _("Merge it with the record that is surely the same."),
        "doubted": _("Replace what was found wrong, or confirm it."),
        "old": _("Get in touch; nothing was heard for more than a year."),
    }
    return [
        Reason(
            sentences[reason["code"]] % {"field": label_of(record_type, reason["field"])},
            reason["code"],
            reason["field"],
            reason["gain"],
        )
        for reason in record.scores.get("reasons", [])
        if reason["code"] in sentences
    ]
