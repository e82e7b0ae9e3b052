"""Reports that somebody decides by, planned before the fields they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.core.said import demand_row
from zolal.stewardship.actions.known import known_fields, known_type
from zolal.stewardship.models import Report


def plan_report(
    *,
    record_type: str,
    name: str,
    decision: str,
    fields: Sequence[str],
    by: User,
    readers: str = "",
    rhythm: str = Report.Rhythm.MONTHLY,
) -> Report:
    """A report, what is decided by it, and the fields it needs. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "stewardship.plan")
        report = Report(
            record_type=known_type(record_type), name=name, decision=decision, readers=readers, rhythm=rhythm,
            fields=known_fields(record_type, fields),
        )  # fmt: skip
        demand_row(report)
        rows.add(ledger.act(kind="report.plan", by=by, about={"name": report.name}), report)
    return report


def change_report(
    *,
    report: Report,
    by: User,
    seen: Mapping[str, Any] | None = None,
    **values: Any,  # noqa: ANN401 - of the row's fields
) -> Action:
    """Other values of name, decision, readers, rhythm or fields; `seen` is what `by` had before their eyes.

    Raises `NotAllowed`, `Overtaken`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "stewardship.plan")
        report = Report.objects.select_for_update().get(pk=report.pk)
        values = wanted_in(report, values, seen=seen, kinds="report.")
        if "fields" in values:
            values["fields"] = known_fields(report.record_type, values["fields"])
        wanted = Report.objects.get(pk=report.pk)
        for name, value in values.items():
            setattr(wanted, name, value)
        demand_row(wanted)
        action = ledger.act(kind="report.change", by=by, about={"name": report.name})
        rows.change(action, report, **{name: getattr(wanted, name) for name in values})
    return action


def drop_report(*, report: Report, by: User) -> Action:
    """Away with a report that nobody decides by; undo brings it back. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "stewardship.plan")
        action = ledger.act(kind="report.drop", by=by, about={"name": report.name})
        for proposal in report.proposals.all():
            rows.change(action, proposal, report=None)
        rows.take(action, report)
    return action
