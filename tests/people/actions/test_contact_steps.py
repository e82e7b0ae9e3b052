"""The steps from a contact to a lead are written once and ticked on each contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core import ledger
from zolal.people.actions.contact_steps import drop_step, tick_step, write_step
from zolal.people.models import ContactStep, Person
from zolal.people.queries.contact_steps import steps_of

Enter = Callable[..., Person]


def test_a_contact_takes_the_steps_of_how_they_found_us(strategist: User, enter: Enter) -> None:
    write_step(text="تماس تشکر", days=1, by=strategist)
    write_step(text="کاتالوگ نمایشگاه", touch_point="fair", days=3, by=strategist)
    write_step(text="پاسخ دایرکت", touch_point="social", by=strategist)
    record = enter(given_name="سارا", **{"own:touch_point": "fair"})

    found = steps_of(record)
    assert [one.step.text for one in found] == ["تماس تشکر", "کاتالوگ نمایشگاه"]
    assert found[1].due == timezone.localdate() + timedelta(days=3)


def test_a_tick_says_who_and_when_and_can_be_undone(strategist: User, member: User, enter: Enter) -> None:
    step = write_step(text="تماس تشکر", by=strategist)
    record = enter(given_name="سارا", owner=member.pk, team=member.team_id)
    action = tick_step(record_type="person", record_id=record.pk, step=step, done=True, by=member)
    done = steps_of(Person.objects.get(pk=record.pk))[0]
    assert (done.done_on, done.done_by) == (timezone.localdate(), member.name)

    ledger.undo(action=action, by=member)
    assert steps_of(Person.objects.get(pk=record.pk))[0].done_on is None


def test_a_dropped_step_comes_back_with_what_was_done(strategist: User, enter: Enter) -> None:
    step = write_step(text="تماس تشکر", by=strategist)
    record = enter(given_name="سارا")
    tick_step(record_type="person", record_id=record.pk, step=step, done=True, by=strategist)
    action = drop_step(step=step, by=strategist)
    assert steps_of(Person.objects.get(pk=record.pk)) == []
    ledger.undo(action=action, by=strategist)
    assert steps_of(Person.objects.get(pk=record.pk))[0].done_on is not None


def test_refusals(strategist: User, reader: User, member: User, enter: Enter) -> None:
    with pytest.raises(NotAllowed):
        write_step(text="تماس تشکر", by=member)
    for wrong in ({"text": " "}, {"text": "الف", "days": 999}, {"text": "الف", "who": "x"}, {"touch_point": "moon"}):
        with pytest.raises(ValidationError):
            write_step(by=strategist, **wrong)  # type: ignore[arg-type]
    step = write_step(text="تماس تشکر", by=strategist)
    record = enter(given_name="سارا")
    with pytest.raises(NotAllowed):
        tick_step(record_type="person", record_id=record.pk, step=step, done=True, by=reader)
    with pytest.raises(ObjectDoesNotExist):
        tick_step(record_type="person", record_id=record.pk + 1, step=step, done=True, by=strategist)
    assert ContactStep.objects.count() == 1
