"""How good a record is, and what would make it better."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.quality.queries.records import pairs, parts, reasons
from zolal.quality.queries.trend import trends
from zolal.web.templatetags.reading import day


def quality_of(record: Person | Company, user: User) -> dict[str, Any]:
    """Score, its parts in per cent, what would raise it most, and records that may be the same one."""
    labels = {
        "completeness": _("Complete"),
        "validity": _("Valid"),
        "uniqueness": _("Unique"),
        "freshness": _("Fresh"),
        "accuracy": _("Confirmed"),
    }
    return {
        "score": record.quality,
        "parts": [(labels.get(name, name), round(value * 100)) for name, value in parts(record).items()],
        "reasons": [(reason.text, round(reason.gain)) for reason in reasons(record)],
        "pairs": [
            (seen.pair, seen.second if seen.first.pk == record.pk else seen.first, seen.because)
            for seen in pairs(user=user, record=record)
        ],
    }


def trend_of(record: Person | Company, user: User) -> dict[str, Any]:
    """The score day by day until today, for a chart and the table that says the same; empty where it never changed."""
    found = trends(user=user, record=record)
    days = {since for one in found for since, _quality in one.points} | {one.until for one in found if one.until}
    ordered = sorted({*days, timezone.localdate()})
    if len(ordered) < 2 or all(len(one.points) < 2 for one in found):
        return {}
    names = [one.record.name or "—" for one in found]
    lines = [[one.on(when) for when in ordered] for one in found]
    return {
        "names": names,
        "rows": list(zip(ordered, zip(*lines, strict=True), strict=True)),
        "chart": {
            "labels": [day(when) for when in ordered],
            "series": [{"name": name, "values": line} for name, line in zip(names, lines, strict=True)],
        },
    }
