"""What deals bring, day by day and pipeline by pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Min, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zolal.accounts.measures import Measure, Source, Tally, bounds, day_of, offer
from zolal.core.models import Record
from zolal.sales.models import Deal, Pipeline

_BY = ("owner", "team", "pipeline")


def count(day: date) -> Iterator[Tally]:
    """Of a day: what was opened, won and lost on it."""
    begin, end = bounds(day)
    deals = Deal.objects.exclude(state=Record.State.ABSORBED).order_by()
    opened = deals.filter(opened_at__gte=begin, opened_at__lt=end).values_list(*_BY).annotate(many=Count("id"))
    for owner, team, pipeline, many in opened:
        yield Tally("deals_opened", owner, team, many, _part(pipeline))
    closed = deals.filter(status__in=(Deal.Status.WON, Deal.Status.LOST), closed_at__gte=begin, closed_at__lt=end)
    for owner, team, pipeline, status, many, value in closed.values_list(*_BY, "status").annotate(
        many=Count("id"), sum=Sum("value")
    ):
        part = _part(pipeline)
        yield Tally("deals_closed", owner, team, many, part)
        if status == Deal.Status.WON:
            yield Tally("won_count", owner, team, many, part)
            yield Tally("won_value", owner, team, value or 0, part)
        else:
            yield Tally("lost_count", owner, team, many, part)


def count_open(day: date) -> Iterator[Tally]:
    """What is open today."""
    if day == timezone.localdate():
        deals = Deal.objects.filter(status=Deal.Status.OPEN, state=Record.State.ACTIVE).order_by()
        for owner, team, pipeline, many, value in deals.values_list(*_BY).annotate(many=Count("id"), sum=Sum("value")):
            yield Tally("open_deals", owner, team, many, _part(pipeline))
            yield Tally("open_value", owner, team, value or 0, _part(pipeline))


def since() -> date | None:
    """The day of the first deal."""
    first = Deal.objects.aggregate(opened=Min("opened_at"), closed=Min("closed_at"))
    found = [at for at in first.values() if at]
    return timezone.localdate(min(found)) if found else None


def days(facts: Mapping[str, Any]) -> Iterator[date]:
    """When a deal was opened and when it was closed."""
    for name in ("opened_at", "closed_at"):
        if found := day_of(facts.get(name)):
            yield found


def parts() -> dict[str, str]:
    """The pipelines."""
    return {_part(pk): name for pk, name in Pipeline.objects.values_list("pk", "name")}


def tell() -> None:
    """Offer what is counted here."""
    ours: Any = {"section": "sales", "verb": "deals.read", "seen_as": "deal"}
    measures = (
        Measure("won_value", _("Won, value"), unit="rial", field="value", **ours),
        Measure("won_count", _("Deals won"), **ours),
        Measure("deals_opened", _("New deals"), **ours),
        Measure("conversion", _("Won of all closed"), unit="share", of=("won_count", "deals_closed"), **ours),
        Measure("lost_count", _("Deals lost"), better="down", **ours),
        Measure("deals_closed", _("Deals closed"), "", seen_as="deal"),
    )
    offer(Source("deals", measures, count, since, record_types=("deal",), days=days, parts=parts))
    levels = (
        Measure("open_value", _("Open deals, value"), unit="rial", level=True, field="value", **ours),
        Measure("open_deals", _("Open deals"), level=True, **ours),
    )
    offer(Source("open_deals", levels, count_open, timezone.localdate, levels=True, parts=parts))


def _part(pipeline: int) -> str:
    return f"pipeline:{pipeline}"
