"""How good the records are, day by day and by whose they are: as levels, counted each night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zolal.accounts.measures import Measure, Source, Tally, offer
from zolal.core.models import Record
from zolal.people.queries.records import MODELS
from zolal.quality.models import Issue, Measurement
from zolal.quality.queries.issues import TROUBLING

_GROUPS = {Issue.Group.INVALID: "faulty", Issue.Group.INCOMPLETE: "gaps"}


def count(day: date) -> Iterator[Tally]:
    """Today by owner; of an earlier day the score of all, where it was measured then."""
    if day != timezone.localdate():
        yield from _measured(day)
        return
    for name, model in MODELS.items():
        records = model.objects.filter(state=Record.State.ACTIVE, score__isnull=False).order_by()
        for owner, team, many, points in records.values_list("owner", "team").annotate(
            n=Count("id"), p=Sum("score__quality")
        ):
            yield Tally("records_judged", owner, team, many, name)
            yield Tally("quality_points", owner, team, 100 * points, name)
        issues = Issue.objects.filter(record_type=name, group__in=list(_GROUPS), severity__in=TROUBLING).order_by()
        for group, owner, team, many in issues.values_list("group", "owner", "team").annotate(
            n=Count("record_id", distinct=True)
        ):
            yield Tally(_GROUPS[group], owner, team, many, name)


def since() -> date | None:
    """The first day that was measured; at least today."""
    first = Measurement.objects.filter(user=None).order_by("day").values_list("day", flat=True).first()
    return first or timezone.localdate()


def _measured(day: date) -> Iterator[Tally]:
    for name, figures in Measurement.objects.filter(user=None, day=day).values_list("record_type", "figures"):
        if records := figures.get("records"):
            yield Tally("records_judged", None, None, records, name)
            yield Tally("quality_points", None, None, round(100 * figures["quality"] * records), name)
            for group, measure in _GROUPS.items():
                yield Tally(measure, None, None, figures["classes"][group]["records"], name)


def tell() -> None:
    """Offer what is counted here."""
    judged, gaps, faulty = "records_judged", _("Records with something missing"), _("Records with something invalid")
    down: Any = {"section": "quality", "unit": "share", "better": "down", "level": True}
    measures = (
        Measure("quality", _("Quality score"), "quality", "share", level=True, of=("quality_points", judged), times=1),
        Measure("gaps_share", gaps, of=("gaps", judged), **down),
        Measure("faulty_share", faulty, of=("faulty", judged), **down),
        Measure(judged, _("Records"), "", level=True),
        Measure("quality_points", _("Points of quality"), "", level=True),
        Measure("gaps", gaps, "", level=True),
        Measure("faulty", faulty, "", level=True),
    )
    offer(Source("quality", measures, count, since, levels=True))
