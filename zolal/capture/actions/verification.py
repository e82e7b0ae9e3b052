"""What somebody found who checked the values of a drawn record: ratings follow from it, and edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, demand, may
from zolal.capture.actions.entries import edit
from zolal.core.ledger import record_type as kind_of
from zolal.engine.records import SEPARATOR
from zolal.people.queries.records import visible_records
from zolal.quality.actions.ratings import rate
from zolal.quality.models import Sample, SampledValue
from zolal.quality.ratings import Method, values_of

Outcome = SampledValue.Outcome


class Finding(NamedTuple):
    """What was found of a value: an outcome, and the right value of a wrong one where it is known."""

    outcome: str
    right: str = ""


def verify(*, sample: Sample, number: int, method: str, found: Mapping[int, Finding], by: User) -> int:
    """Write down what was found of the values (by id) of one record of the sample; how many those were.

    A value that holds is confirmed, a wrong one marked, or replaced by the right one, which then counts as confirmed.
    All or nothing. Raises `NotAllowed`, also where the record was dealt to somebody else; `ValidationError` by the id
    of the value, or "method"; the record's `DoesNotExist`.
    """
    with transaction.atomic():
        demand(by, "values.rate")
        rows = list(sample.values.select_for_update().filter(number=number, pk__in=list(found)).order_by("pk"))
        if any(row.dealt_to_id != by.pk for row in rows) and not may(by, "samples.run"):
            raise NotAllowed
        if method not in Method.values:
            sentence = _("Say how you found out. Choose one of: %(choices)s.")
            raise ValidationError({"method": sentence % {"choices": ", ".join(Method.values)}})
        errors: dict[str, list[str]] = {}
        for row in rows:
            try:
                _follow(sample.record_type, row, found[row.pk], method, by)
            except ValidationError as wrong:
                errors[str(row.pk)] = wrong.messages
        if errors:
            raise ValidationError(errors)  # type: ignore[arg-type]
        return len(rows)


def _follow(record_type: str, row: SampledValue, found: Finding, method: str, by: User) -> None:
    right = found.right.strip()
    if found.outcome not in Outcome.values:
        raise ValidationError(_("Choose one of: %(choices)s.") % {"choices": ", ".join(Outcome.values)})
    which = {"record_type": record_type, "record_id": row.record_id, "field": row.field, "method": method, "by": by}
    if found.outcome == Outcome.RIGHT:
        rate(**which, value=row.value, verdict="confirmed")  # type: ignore[arg-type]
    elif found.outcome == Outcome.WRONG and right:
        rate(**which, value=_replaced(record_type, row, right, by), verdict="confirmed")  # type: ignore[arg-type]
    elif found.outcome == Outcome.WRONG:
        rate(**which, value=row.value, verdict="wrong")  # type: ignore[arg-type]
    row.outcome, row.right, row.method = found.outcome, right, method
    row.checked_by, row.checked_at = by, timezone.now()
    row.save(update_fields=["outcome", "right", "method", "checked_by", "checked_at"])


def _replaced(record_type: str, row: SampledValue, right: str, by: User) -> str:
    """Put the right value where the wrong one stands; how it stands there, in its normal form."""
    record = visible_records(by, record_type).get(pk=row.record_id)
    before = values_of(kind_of(record_type).facts([record.pk])[record.pk], row.field)
    if row.value not in before:
        raise ValidationError(_("The value was changed meanwhile. Load the page again and look at what is there now."))
    single = before[row.value] == row.field
    text = right if single else SEPARATOR.join(right if value == row.value else value for value in before)
    entered = edit(
        record_type=record_type, record_id=record.pk, version=record.version, fields={row.field: text}, by=by
    )
    if entered.blocking:
        raise ValidationError([trouble.message for trouble in entered.troubles])
    after = values_of(kind_of(record_type).facts([record.pk])[record.pk], row.field)
    fresh = [value for value in after if value not in before]
    if not fresh and row.value not in after:
        return next(iter(after), "")
    if not fresh:
        raise ValidationError(_("That is the value that is there already. Say that it is right, or type another one."))
    return fresh[0]
