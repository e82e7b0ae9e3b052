"""What stewardship deals and counts, in the reader's words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zolal.quality.models import Issue
from zolal.stewardship.work import DUPLICATE

CLASS_LABELS: dict[str, str | Promise] = {DUPLICATE: _("duplicate"), **{one.value: one.label for one in Issue.Group}}
TONES = {"dealing": "neutral", "open": "warn", "signed": "good", "cancelled": "neutral"}
CLASS_TONES = {"duplicate": "violet", "invalid": "orange", "old": "amber", "incomplete": "blue", "inactive": "slate"}


def queue_of(record_type: str, name: str) -> str:
    """Where what waits in a class can be worked off."""
    return f"{reverse('queue')}?whose=all&type={record_type}&group={name}"


def class_label(name: str) -> str:
    """One of the classes of bad data."""
    return str(CLASS_LABELS.get(name, name))
