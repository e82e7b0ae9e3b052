"""The queue of what is wrong, by class and code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.people.fields import Text, fields_of
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_records
from zolal.quality.models import Issue
from zolal.quality.queries.measured import measured
from zolal.quality.queries.sorts import TROUBLING
from zolal.quality.rules import meaning


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many issues there are of one sort in one field."""

    group: str
    code: str
    fact: str
    label: Text
    severity: str
    fault: str
    message: str
    count: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """One issue with the record that has it, in words."""

    issue: Issue
    record: Person | Company
    label: Text
    message: str


@dataclass(frozen=True, slots=True)
class IssuePage:
    issues: Sequence[Trouble]
    next: str


def visible_issues(user: User, record_type: str) -> QuerySet[Issue]:
    """Issues of records the user sees."""
    return visible(Issue.objects.filter(record_type=record_type), user)


def issue_counts(*, user: User, record_type: str, group: str = "") -> list[CodeCount]:
    """What is wrong how often, most frequent first, by code and field; as the dashboard counts it."""
    found = []
    for of, code, fact, count in _counted(user, record_type):
        if group and of != group:
            continue
        says = meaning(code)
        found.append(
            CodeCount(of, code, fact, label_of(record_type, fact), says.severity, says.fault, says.message, count)
        )
    return sorted(found, key=lambda one: (-one.count, one.code, one.fact))


def _counted(user: User, record_type: str) -> Iterable[Sequence[Any]]:
    latest = measured(user, record_type)
    if latest and "issues" in latest.figures:
        return latest.figures["issues"]
    issues = visible_issues(user, record_type).filter(severity__in=TROUBLING).order_by()
    return issues.values_list("group", "code", "fact").annotate(count=Count("id"))


def issue_page(
    *, user: User, record_type: str, group: str = "", code: str = "", fact: str = "", after: str = "", size: int = 50
) -> IssuePage:
    """Issues in the order they were found. A cursor that makes no sense begins at the beginning."""
    issues = visible_issues(user, record_type).filter(severity__in=TROUBLING).order_by("id")
    wanted = {name: value for name, value in (("group", group), ("code", code), ("fact", fact)) if value}
    place = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    rows = list(issues.filter(**wanted, id__gt=place).select_related("source", "importer")[: size + 1])
    shown = rows[:size]
    records = visible_records(user, record_type).in_bulk([issue.record_id for issue in shown])
    troubles = [
        Trouble(issue, records[issue.record_id], label_of(record_type, issue.fact), meaning(issue.code).message)
        for issue in shown
        if issue.record_id in records
    ]
    return IssuePage(troubles, str(shown[-1].pk) if len(rows) > size else "")


def label_of(record_type: str, fact: str) -> Text:
    """A field as the user reads it."""
    field = fields_of(record_type).get(fact) or fields_of("company").get(fact)
    return field.label if field else fact
