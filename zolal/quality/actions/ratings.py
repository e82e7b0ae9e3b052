"""Saying of a value that it holds or is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.models import Action
from zolal.people.queries.permitted import withheld
from zolal.people.queries.records import visible_records
from zolal.quality.ratings import LONGEST_NOTE, Method, Verdict, can_be_rated, fact_of, values_of


def rate(
    *, record_type: str, record_id: int, field: str, value: str, verdict: str, method: str, by: User, note: str = ""
) -> Action:
    """Mark a value as wrong or confirm it, and how that was found; what was said of it before is replaced.

    `value` is what the user saw, as `ratings.values_of` names it. Raises `NotAllowed`, the model's `DoesNotExist`,
    `ValidationError` by name, also where the value was changed meanwhile.
    """
    with transaction.atomic():
        demand(by, "values.rate")
        record = visible_records(by, record_type).select_for_update(of=("self",)).get(pk=record_id)
        facts = ledger.record_type(record_type).facts([record.pk])[record.pk]
        today = timezone.localdate().isoformat()
        said = {"of": value, "verdict": verdict, "method": method, "note": note.strip(), "on": today}
        if field in withheld(by, record_type):
            raise ValidationError(
                {"field": _("Values of this field cannot be checked. Choose a field about the customer.")}
            )
        if errors := _errors(record_type, field, said, there=values_of(facts, field)):
            raise ValidationError(errors)
        action = ledger.act(kind=f"{record_type}.rate", by=by, about={"field": field, "verdict": verdict})
        ledger.write(action, record_type, {record.pk: {fact_of(field, value): said}})
        return action


def withdraw(*, record_type: str, record_id: int, field: str, value: str, by: User) -> Action | None:
    """Take back what was said of a value; None where nothing was. Raises `NotAllowed`, `DoesNotExist`."""
    with transaction.atomic():
        demand(by, "values.rate")
        record = visible_records(by, record_type).select_for_update(of=("self",)).get(pk=record_id)
        action = ledger.act(kind=f"{record_type}.rate", by=by, about={"field": field, "verdict": ""})
        if ledger.write(action, record_type, {record.pk: {fact_of(field, value): None}}):
            return action
        action.delete()
        return None


def _errors(record_type: str, field: str, said: Mapping[str, str], *, there: Collection[str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not can_be_rated(record_type, field):
        errors["field"] = _("Values of this field cannot be checked. Choose a field about the customer.")
    elif said["of"] not in there:
        errors["value"] = _("The value was changed meanwhile. Load the page again and look at what is there now.")
    if said["verdict"] not in Verdict.values:
        errors["verdict"] = _("Choose one of: %(choices)s.") % {"choices": ", ".join(Verdict.values)}
    if said["method"] not in Method.values:
        sentence = _("Say how you found out. Choose one of: %(choices)s.")
        errors["method"] = sentence % {"choices": ", ".join(Method.values)}
    if len(said["note"]) > LONGEST_NOTE:
        errors["note"] = _("A note has at most %(most)s characters.") % {"most": LONGEST_NOTE}
    return errors
