"""What lists of records can be filtered by that quality knows: an issue's code or class."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zolal.activities.models import OF_LIFE
from zolal.people.fields import Shape
from zolal.people.queries.filterable import Filterable, add_filter
from zolal.people.queries.typed import number
from zolal.people.queries.wish import BadWish
from zolal.quality.models import Issue
from zolal.quality.queries.issues import TROUBLING
from zolal.quality.silence_figures import NEVER, heard_last_by, silent_for

ERROR = "error"
MOST_DAYS = 36_500
FEW = 10_000


def by_issue(record_type: str, operator: str, values: Sequence[str]) -> Q:
    """Records that have an issue of one of these codes or classes ("invalid", "old", "incomplete").

    "error" are those with a value that cannot be right.
    """
    groups = [value for value in values if value in Issue.Group.values]
    codes = [value for value in values if value not in groups]  # a code called like a class is one of that class
    named = Q(group__in=groups) if groups else Q()
    named |= Q(code__in=codes) if codes else Q()
    if ERROR in codes:
        named |= Q(group=Issue.Group.INVALID, severity="error")
    issues = Issue.objects.filter(named, record_type=record_type, severity__in=TROUBLING)
    # Where few have one, those are fetched; where many have, the list is walked and each record looked up.
    many = issues.order_by()[: FEW + 1].count() > FEW
    found = Q(Exists(issues.filter(record_id=OuterRef("pk")))) if many else Q(pk__in=issues.values("record_id"))
    return ~found if operator == "is not" else found


def by_importer(record_type: str, operator: str, values: Sequence[str]) -> Q:
    """Records with a wrong value that one of these users (by id) entered or imported."""
    try:
        users = [UUID(value) for value in values]
    except ValueError as error:
        sentence = gettext("“%(value)s” is the id of no user.")
        raise BadWish("importer", sentence % {"value": ", ".join(values)}) from error
    wrong = Issue.objects.filter(record_type=record_type, group=Issue.Group.INVALID, severity__in=TROUBLING)
    found = Q(pk__in=wrong.filter(importer__uid__in=users).values("record_id"))
    return ~found if operator == "is not" else found


def by_silence(record_type: str, _operator: str, values: Sequence[str]) -> Q:
    """People of whom nothing was heard for more than so many days."""
    if record_type != "person":
        return Q(pk__in=[])
    return silent_for(timezone.localdate(), min(max(number("silent", text) for text in values), MOST_DAYS))


def by_last_signal(record_type: str, _operator: str, values: Sequence[str]) -> Q:
    """People whose last sign of life was of one of these kinds, or "never"."""
    if unknown := [value for value in values if value not in {*OF_LIFE, NEVER}]:
        sentence = gettext("“%(value)s” is no choice here; there are: %(known)s.")
        known = ", ".join([*map(str, OF_LIFE), NEVER])
        raise BadWish("last_signal", sentence % {"value": unknown[0], "known": known})
    if record_type != "person":
        return Q(pk__in=[])
    return reduce(or_, (heard_last_by(value) for value in values))


def offer() -> None:
    """Let lists be filtered so."""
    add_filter(Filterable("silent", _("Silent for days"), Shape.NUMBER, ("at least",), by_silence))
    add_filter(Filterable("last_signal", _("Last sign of life"), None, ("is",), by_last_signal))
    add_filter(Filterable("importer", _("Wrong value by"), None, ("is", "is not"), by_importer))
    add_filter(Filterable("issue", _("Issue"), None, ("is", "is not"), by_issue))
