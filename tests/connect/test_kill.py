"""Whatever is killed between a change and its telling, other programs hear of every change, each under one id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from tests.connect.conftest import Listener
from tests.core.jobs.conftest import Start, kill, start_worker, wait_until
from zolal.accounts.models import User
from zolal.connect.actions.endpoints import create_endpoint
from zolal.connect.models import Delivery, Event, Heard
from zolal.people.models import Person

__all__ = ["start_worker"]

PEOPLE, KILLS = 6, 3


def _has_arrived(listener: Listener, many: int) -> bool:
    return len(listener.requests) >= many


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_again_and_again_loses_no_event(
    start_worker: Start, allowed: Listener, administrator: User, enter: Callable[..., int]
) -> None:
    create_endpoint(url=allowed.url, patterns=["person.*"], by=administrator)
    for number in range(PEOPLE):
        enter(given_name="سارا", family_name=f"نفر {number}")
    # It is written that they are to be told of before anybody lives who could tell.
    assert Heard.objects.exists()
    assert not Event.objects.exists()

    allowed.pause = 1.0
    for again in range(KILLS):
        worker = start_worker()
        wait_until(partial(_has_arrived, allowed, again + 1))
        kill(worker)  # while the other program has the message and nobody has noted that it arrived
        Delivery.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    allowed.pause = 0.0
    start_worker()
    wait_until(lambda: Delivery.objects.filter(state="arrived").count() == PEOPLE)

    told = defaultdict(set)
    for (_path, headers, _body), message in zip(allowed.requests, allowed.messages, strict=True):
        told[headers["webhook-id"]].add(message["data"]["id"])
    assert set(told) == {str(uid) for uid in Event.objects.values_list("uid", flat=True)}
    assert {uid for uids in told.values() for uid in uids} == {str(person.uid) for person in Person.objects.all()}
    assert all(len(uids) == 1 for uids in told.values())
    # Something was sent twice, or nothing was killed in between: the other program knows it by its id.
    assert len(allowed.requests) > PEOPLE
