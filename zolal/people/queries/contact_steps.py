"""The written steps, and how far somebody has come on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.people.models import Company, ContactStep, Person


@dataclass(frozen=True, slots=True)
class StepOf:
    """A step of one record: `due` counts from when it was created; `done_on` and `done_by` where it is done."""

    step: ContactStep
    due: date
    done_on: date | None
    done_by: str

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.due < timezone.localdate()


def steps(*, user: User) -> Sequence[ContactStep]:
    """All of them, by touch-point and in their order. Raises `NotAllowed`."""
    demand(user, "records.read")
    return list(ContactStep.objects.order_by("touch_point", "position", "id"))


def step_by_uid(uid: UUID, *, user: User) -> ContactStep:
    """Raises `NotAllowed`, `ContactStep.DoesNotExist`."""
    demand(user, "records.read")
    return ContactStep.objects.get(uid=uid)


def steps_of(record: Person | Company) -> list[StepOf]:
    """Those a record the user was given takes, by how it was reached."""
    wanted = ContactStep.objects.filter(Q(touch_point="") | Q(touch_point=record.own.get("touch_point") or ""))
    began = timezone.localdate(record.created_at)
    found = []
    for step in wanted:
        said = record.own.get(step.fact.removeprefix("own:")) or {}
        on = date.fromisoformat(said["on"]) if said.get("on") else None
        found.append(StepOf(step, began + timedelta(days=step.days), on, str(said.get("by", ""))))
    return found
