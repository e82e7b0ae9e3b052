"""The written steps from a contact to a lead, and which of whom are done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.engine.persian.letters import store
from zolal.people.fields import fields_of
from zolal.people.models import ContactStep
from zolal.people.queries.records import visible_records

TOUCH_POINT = "own:touch_point"
VERB = "stewardship.plan"
MOST_DAYS = 365


def write_step(
    *,
    by: User,
    step: ContactStep | None = None,
    seen: Mapping[str, Any] | None = None,
    **given: Any,  # noqa: ANN401 - of the row's fields
) -> ContactStep:
    """A further step, or another text, touch-point, who, days or position of one; `seen` is what `by` had before their
    eyes. Raises `NotAllowed`; `Overtaken`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, VERB)
        values = _checked(given)
        if step is not None:
            current = ContactStep.objects.select_for_update().get(pk=step.pk)
            changed = wanted_in(current, values, seen=seen, kinds="contact_step.")
            if changed:
                action = ledger.act(kind="contact_step.change", by=by, about={"name": current.text})
                rows.change(action, current, **changed)
            return current
        if not values.get("text"):
            raise ValidationError({"text": _("Say what is to be done in this step.")})
        last = ContactStep.objects.aggregate(last=Max("position"))["last"] or 0
        fresh = ContactStep(**{"position": last + 10, **values})
        rows.add(ledger.act(kind="contact_step.write", by=by, about={"name": fresh.text}), fresh)
        return fresh


def drop_step(*, step: ContactStep, by: User) -> Action:
    """Away from all checklists; undo brings it back, with what was done. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, VERB)
        action = ledger.act(kind="contact_step.drop", by=by, about={"name": step.text})
        rows.take(action, ContactStep.objects.get(pk=step.pk))
    return action


def tick_step(*, record_type: str, record_id: int, step: ContactStep, done: bool, by: User) -> Action:
    """Done today by this user, or not done after all. Raises `NotAllowed`, the model's `DoesNotExist`."""
    with transaction.atomic():
        demand(by, "records.edit")
        record = visible_records(by, record_type, what="change").get(pk=record_id)
        source = source_named("hand", "hand")
        action = ledger.act(kind=f"{record_type}.edit", by=by, source=source, about={"step": step.text})
        said = {"on": timezone.localdate().isoformat(), "by": by.name} if done else None
        ledger.write(action, record_type, {record.pk: {step.fact: said}})
    return action


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in given.items() if value is not None}
    if "text" in found:
        found["text"] = store(str(found["text"]))[:200]
        if not found["text"]:
            raise ValidationError({"text": _("Say what is to be done in this step.")})
    if found.get("who") and found["who"] not in ContactStep.Who.values:
        raise ValidationError({"who": _("Choose who does it.")})
    if "days" in found and not 0 <= int(found["days"]) <= MOST_DAYS:
        raise ValidationError({"days": _("It is a number of days from 0 to %(most)s.") % {"most": MOST_DAYS}})
    if found.get("touch_point") and found["touch_point"] not in {one for one, _label in touch_points()}:
        raise ValidationError({"touch_point": _("There is no such touch-point.")})
    return found


def touch_points() -> list[tuple[str, str]]:
    """The touch-points there are, with their labels."""
    field = fields_of("person").get(TOUCH_POINT)
    return [(one.value, str(one.label)) for one in field.own.choices] if field and field.own else []
