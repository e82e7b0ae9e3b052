"""Reports by record type, and which fields they need."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.people.uses import Use
from zolal.stewardship.models import Report


def reports_for(*, user: User, record_type: str = "") -> QuerySet[Report]:
    """Everybody who reads the quality knows the reports: whoever fills a field shall see what for.

    Raises `NotAllowed`.
    """
    demand(user, "quality.read")
    reports = Report.objects.all()
    return reports.filter(record_type=record_type) if record_type else reports


def report_by_uid(uid: UUID, *, user: User) -> Report:
    """Raises `NotAllowed`, `Report.DoesNotExist`."""
    return reports_for(user=user).get(uid=uid)


def used_by_reports(user: User, record_type: str) -> Iterator[tuple[str, Use]]:
    for report in reports_for(user=user, record_type=record_type):
        for field in report.fields:
            yield field, Use("report", report.name, str(report.uid))
