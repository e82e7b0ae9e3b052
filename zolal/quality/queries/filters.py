"""What lists of records can be filtered by that quality knows: an issue's code or class."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zolal.people.queries.filterable import Filterable, add_filter
from zolal.quality.models import Issue
from zolal.quality.queries.sorts import TROUBLING


def by_issue(record_type: str, operator: str, values: Sequence[str]) -> Q:
    """Records that have an issue of one of these codes or classes ("invalid", "old", "incomplete")."""
    issues = Issue.objects.filter(record_type=record_type, severity__in=TROUBLING)
    issues = issues.filter(Q(group__in=values) | Q(code__in=values))
    found = Q(pk__in=issues.values("record_id"))
    return ~found if operator == "is not" else found


def offer() -> None:
    """Let lists be filtered so."""
    add_filter(Filterable("issue", _("Issue"), None, ("is", "is not"), by_issue))
