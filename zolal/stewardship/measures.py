"""What everybody did for the data, as `zolal.stewardship.daily` counts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zolal.accounts.measures import Measure, Source, Tally, offer
from zolal.accounts.models import User
from zolal.core.models import Action
from zolal.stewardship.daily import days_of

_COUNTED = {"records_edited": "edited", "decisions_made": "decided", "files_imported": "imported"}


def count(day: date) -> Iterator[Tally]:
    """Of a day."""
    teams = dict(User.objects.values_list("pk", "team"))
    for row in days_of(list(teams), day, day):
        for name, column in _COUNTED.items():
            if many := getattr(row, column):
                yield Tally(name, row.user_id, teams[row.user_id], many)


def since() -> date | None:
    """The day of the first action."""
    at = Action.objects.order_by("at").values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None


def tell() -> None:
    """Offer what is counted here."""
    measures = (
        Measure("records_edited", _("Records mended or completed"), "quality"),
        Measure("decisions_made", _("Decisions about issues and duplicates"), "quality"),
        Measure("files_imported", _("Files imported"), "quality"),
    )
    offer(Source("stewardship", measures, count, since, record_types=("person", "company")))
