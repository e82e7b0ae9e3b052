"""How well records fit us: the points of all indicators they have, kept true by every write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.core import bulk
from zolal.core.bulk import among
from zolal.core.ledger import Written
from zolal.core.models import Record
from zolal.engine.persian.letters import digits
from zolal.people.fields import Shape
from zolal.people.models import Company, Person
from zolal.people.queries.filterable import Filterable, add_filter
from zolal.people.queries.lists import BadWish, Wish, fulfilling
from zolal.people.queries.records import MODELS
from zolal.quality.snapshots import parts
from zolal.stewardship.models import Fit, FitIndicator

CHUNK = 5_000


def on_write(written: Written) -> None:
    """The ledger's listener. Costs nothing where nobody has named an indicator."""
    if written.record_type in MODELS and FitIndicator.objects.filter(record_type=written.record_type).exists():
        for ids in parts(sorted(written.ids)):
            renew(written.record_type, ids)


def renew(record_type: str, ids: Sequence[int]) -> None:
    """Write the points of these records anew, in the caller's transaction."""
    _renew(record_type, among("pk", ids), among("record_id", ids))


def renew_between(record_type: str, first: int, last: int) -> None:
    """The same of all from an id to another: asked so, thousands cost the database no more than their rows."""
    _renew(record_type, Q(pk__gte=first, pk__lte=last), Q(record_id__gte=first, record_id__lte=last))


def _renew(record_type: str, of_records: Q, of_fits: Q) -> None:
    points: dict[int, int] = defaultdict(int)
    these = live(record_type).filter(of_records)
    for indicator in FitIndicator.objects.filter(record_type=record_type).select_related("by"):
        for record_id in having(these, indicator).values_list("pk", flat=True):
            points[record_id] += indicator.points
    Fit.objects.filter(of_fits, record_type=record_type).delete()
    rows = [(record_type, record_id, many) for record_id, many in sorted(points.items()) if many]
    bulk.insert(Fit, ("record_type", "record_id", "points"), rows)


def having(records: QuerySet[Any], indicator: FitIndicator) -> QuerySet[Any]:
    """Those of the records that have what the indicator asks for; nobody, where its list makes no sense any more."""
    try:
        wish = Wish.read(indicator.record_type, indicator.query)
        return fulfilling(records, wish=wish, user=indicator.by)
    except BadWish:
        return records.none()


def live(record_type: str) -> QuerySet[Person] | QuerySet[Company]:
    return MODELS[record_type].objects.filter(state=Record.State.ACTIVE).order_by("pk")


def some_after(record_type: str, after: int) -> list[int]:
    """Ids of the next active records."""
    return list(live(record_type).filter(pk__gt=after).values_list("pk", flat=True)[:CHUNK])


def by_points(record_type: str, operator: str, values: Sequence[str]) -> Q:
    """Records with at least or at most so many points; those without a row have none. Raises `BadWish`."""
    number, fits = _whole(values[0]), Fit.objects.filter(record_type=record_type)
    beyond, within, none_counts = {
        "at least": (Q(points__lt=number), Q(points__gte=number), number <= 0),
        "at most": (Q(points__gt=number), Q(points__lte=number), number >= 0),
    }[operator]
    if none_counts:
        return ~Q(pk__in=fits.filter(beyond).values("record_id"))
    return Q(pk__in=fits.filter(within).values("record_id"))


def _whole(text: str) -> int:
    folded = digits(text).strip().replace("−", "-")
    try:
        return max(min(int(folded), 10**6), -(10**6))
    except ValueError:
        raise BadWish("fit", _("“%(text)s” is no whole number.") % {"text": text}) from None


def offer() -> None:
    """Let lists be filtered by it."""
    add_filter(Filterable("fit", gettext_lazy("Fit"), Shape.NUMBER, ("at least", "at most"), by_points))
