"""Issues as far as somebody sees them, and their fields in words."""

from __future__ import annotations

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.people.fields import Text, fields_of
from zolal.people.queries.permitted import withheld
from zolal.quality.models import Issue

TROUBLING = ("error", "warning")
"""A note ("info") tells of a mend already made and waits for nobody."""


def visible_issues(user: User, record_type: str) -> QuerySet[Issue]:
    """Issues of records the user sees, of fields they see whole: an issue holds what was typed."""
    found = visible(Issue.objects.filter(record_type=record_type), user, record_type=record_type)
    return found.exclude(fact__in=out) if (out := withheld(user, record_type)) else found


def label_of(record_type: str, fact: str) -> Text:
    """A field as the user reads it."""
    field = fields_of(record_type).get(fact) or fields_of("company").get(fact)
    return field.label if field else fact
