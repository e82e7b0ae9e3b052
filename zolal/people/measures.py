"""How many people and companies come in, by who brought them: typed, imported or through the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zolal.accounts.measures import Measure, Source, Tally, bounds, offer
from zolal.core.models import Action, Change

_ADDED = {"person": "people_added", "company": "companies_added"}


def count(day: date) -> Iterator[Tally]:
    """Of a day; what was undone since was not added."""
    begin, end = bounds(day)
    actions = Action.objects.filter(at__gte=begin, at__lt=end, undone_at=None, undoes=None)
    changes = Change.objects.filter(action__in=actions, record_type__in=list(_ADDED), before__isnull=True)
    by = ("record_type", "action__actor", "action__actor__team")
    for record_type, actor, team, many in changes.order_by().values_list(*by).annotate(many=Count("id")):
        yield Tally(_ADDED[record_type], actor, team, many)


def since() -> date | None:
    """The day of the first action."""
    at = Action.objects.order_by("at").values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None


def tell() -> None:
    """Offer what is counted here."""
    measures = (
        Measure("people_added", _("People added"), "marketing"),
        Measure("companies_added", _("Companies added"), "marketing"),
    )
    offer(Source("people", measures, count, since, record_types=("person", "company")))
