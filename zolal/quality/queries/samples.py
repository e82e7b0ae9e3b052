"""Accuracy by samples: how many values hold, with the interval, and what is still to be checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.accounts.visibility import scope_of
from zolal.engine.match.audit import Estimate
from zolal.people.fields import Text
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.people.queries.titles import called
from zolal.quality.estimates import MARGINS, of_records, of_values, size_for
from zolal.quality.models import Sample, SampledValue
from zolal.quality.queries.issues import label_of

Outcome = SampledValue.Outcome
ANSWERED = (Outcome.RIGHT, Outcome.WRONG)


@dataclass(frozen=True, slots=True)
class Line:
    """How far a sample is, and what it says: both estimates are None for who may not see all it was drawn from."""

    sample: Sample
    records: int
    done: int
    mine: int  # records that await the user
    of_values: Estimate | None
    of_records: Estimate | None


@dataclass(frozen=True, slots=True)
class Told:
    """A line with the estimates by field and by source, worst first, where the user may see them."""

    line: Line
    fields: Sequence[tuple[Text, Estimate]]
    sources: Sequence[tuple[str, Estimate]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A value to be checked, as a person reads it."""

    row: SampledValue
    label: Text
    shown: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record with its values that await somebody; `done` once each has an outcome."""

    number: int
    record: Person | Company
    dealt_to: str
    values: Sequence[Asked]
    done: bool


def samples(*, user: User, record_type: str) -> list[Line]:
    """Those the user drew, has a part in, or may see all of, newest first. Raises `NotAllowed`."""
    demand(user, "quality.read")
    found = list(_visible(user).filter(record_type=record_type).select_related("by").order_by("-at", "-pk")[:100])
    values = SampledValue.objects.filter(sample__in=found).order_by()
    told = values.values_list("sample", "number", "dealt_to", "outcome").annotate(many=Count("id"))
    by_sample: dict[int, list[tuple[int, int, str, int]]] = defaultdict(list)
    for pk, *rest in told:
        by_sample[pk].append(tuple(rest))  # type: ignore[arg-type]
    return [_line(user, sample, by_sample.get(sample.pk, [])) for sample in found]


def sample_by_uid(*, user: User, uid: UUID) -> Sample:
    """Raises `NotAllowed`, `Sample.DoesNotExist`."""
    demand(user, "quality.read")
    return _visible(user).select_related("by").get(uid=uid)


def sample_told(*, user: User, sample: Sample) -> Told:
    """What a sample says, for a user who was given it by `sample_by_uid`."""
    values = sample.values.order_by()
    rows = list(values.values_list("number", "dealt_to", "outcome", "field", "source__name"))
    line = _line(user, sample, [(number, to, outcome, 1) for number, to, outcome, _, _ in rows])
    if line.of_values is None:
        return Told(line, [], [])
    fields = _grouped((field, number, outcome) for number, _, outcome, field, _ in rows)
    sources = _grouped((source or "—", number, outcome) for number, _, outcome, _, source in rows)
    return Told(
        line,
        [(label_of(sample.record_type, field), one) for field, one in fields],
        [(str(name), one) for name, one in sources],
    )


def sheets(*, user: User, sample: Sample, everybody: bool = False, open_only: bool = False) -> list[Sheet]:
    """The records dealt to the user, or to everybody where the user may run samples; those the user sees."""
    rows = sample.values.select_related("dealt_to").order_by("number", "id")
    if not (everybody and may(user, "samples.run")):
        rows = rows.filter(dealt_to=user)
    by_number: dict[int, list[SampledValue]] = defaultdict(list)
    for row in rows:
        by_number[row.number].append(row)
    records = visible_records(user, sample.record_type).in_bulk({of[0].record_id for of in by_number.values()})
    names = _company_names(user, by_number.values())
    return [
        Sheet(
            number,
            records[of[0].record_id],
            of[0].dealt_to.name,
            [Asked(row, label_of(sample.record_type, row.field), _shown(row, names)) for row in of],
            done,
        )
        for number, of in by_number.items()
        if of[0].record_id in records and not ((done := all(row.outcome for row in of)) and open_only)
    ]


def proposals(*, user: User, record_type: str) -> list[tuple[float, int]]:
    """(margin, how many records have to be drawn for it), of the records the user sees."""
    population = visible_records(user, record_type).filter(state="active").count()
    return [(margin, size_for(margin, population)) for margin in MARGINS]


def _visible(user: User) -> QuerySet[Sample]:
    found = Sample.objects.all()
    if scope_of(user) == "all":
        return found
    return found.filter(Q(by=user) | Q(pk__in=SampledValue.objects.filter(dealt_to=user).values("sample")))


def _line(user: User, sample: Sample, rows: Sequence[tuple[int, int, str, int]]) -> Line:
    waiting = {number for number, _, outcome, _ in rows if not outcome}
    mine = {number for number, to, outcome, _ in rows if not outcome and to == user.pk}
    records = {number for number, _, _, _ in rows}
    counted = _counted((number, outcome, many) for number, _, outcome, many in rows)
    sees = scope_of(user) == "all" or sample.by_id == user.pk
    estimates = (of_values(counted), of_records(counted)) if sees else (None, None)
    return Line(sample, len(records), len(records - waiting), len(mine), *estimates)


def _counted(rows: Iterable[tuple[int, str, int]]) -> list[tuple[int, int]]:
    """(right, checked) of each record."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for number, outcome, many in rows:
        if outcome in ANSWERED:
            found[number][0] += many * (outcome == Outcome.RIGHT)
            found[number][1] += many
    return [(right, checked) for right, checked in found.values()]


def _grouped(rows: Iterable[tuple[str, int, str]]) -> list[tuple[str, Estimate]]:
    of: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for name, number, outcome in rows:
        of[name].append((number, outcome, 1))
    found = [(name, of_values(_counted(some))) for name, some in of.items()]
    return sorted((one for one in found if one[1].answers), key=lambda one: (one[1].value or 0, one[0]))


def _company_names(user: User, rows: Iterable[Sequence[SampledValue]]) -> dict[str, str]:
    ids = {row.value for of in rows for row in of if row.field == "company"}
    found = visible_records(user, "company").filter(pk__in=[int(pk) for pk in ids if pk.isdecimal()])
    return {str(pk): name for pk, name in called(user, "company", found).items()}


def _shown(row: SampledValue, companies: dict[str, str]) -> str:
    return companies.get(row.value, "—") if row.field == "company" else row.value
