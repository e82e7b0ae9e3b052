"""What is asked of a big database's queues and quality centre: whole pages, by a member with a twentieth of the records
and by others.

To be imported once Django is set up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from django.conf import settings
from django.test import Client
from django.urls import reverse

from bench.asked import Ask
from zolal.accounts.models import User
from zolal.core.models import Setting
from zolal.quality.queries.queue import Queue, counts, queue_page

ROOMS = ("quality", "catalogue", "fields", "cost", "inactive", "matching", "samples", "rules", "fit", "plans")
"""Rooms of the quality centre, by the names of their addresses."""
GROUPS = ("invalid", "old", "incomplete", "inactive", "duplicate")


def cases() -> Iterator[tuple[str, Ask]]:
    """Name and call, in the order they are told."""
    member, administrator = User.objects.get(email="user1@example.com"), User.objects.get(email="admin@example.com")
    for scope in ("all", "team", "own"):
        Setting.objects.update_or_create(name="visibility.member", defaults={"value": scope})
        yield f"my queue, seeing {scope}", _page(member, "whose=mine")
        yield f"one class of it, seeing {scope}", _page(member, "whose=mine&group={group}")
        yield f"one sort of it, seeing {scope}", _page(member, "whose=mine&code=missing_essential&fact=email")
        yield f"its duplicates, seeing {scope}", _page(member, "whose=mine&group=duplicate")
    Setting.objects.filter(name="visibility.member").delete()
    yield "everything, for who sees all", _page(administrator, "whose=all")
    yield "one class of everything", _page(administrator, "whose=all&group={group}")
    yield "a team's queue", _page(administrator, f"whose=team:{member.team_id}")
    yield "a colleague's queue", _page(administrator, f"whose={member.uid}")
    yield "nobody's queue, which is empty", _page(administrator, "whose=nobody")
    yield "what was put off", _page(administrator, "whose=all&put_off=1")
    yield "a page far inside my queue, query alone", _deep(member)
    yield "what waits, on the home page", _fetched(member, reverse("home-queue"), "", part=True)
    for name in ROOMS:
        yield f"{name}, for who sees all", _fetched(administrator, reverse(name), "")
    Setting.objects.update_or_create(name="visibility.member", defaults={"value": "own"})
    for name in ROOMS:
        if name != "matching":  # tells of all records, so that only who sees all is shown it
            yield f"{name}, seeing own", _fetched(member, reverse(name), "")
    Setting.objects.filter(name="visibility.member").delete()


def _page(user: User, query: str) -> Ask:
    return _fetched(user, reverse("queue"), query)


def _fetched(user: User, path: str, query: str, *, part: bool = False) -> Ask:
    """Asks for a whole page, or for the part of one that it asks for itself."""
    client = Client(SERVER_NAME="localhost", HTTP_ACCEPT_LANGUAGE="fa")
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])

    headers = {"HX-Request": "true"} if part else {}

    def ask(dice: random.Random) -> object:
        answer = client.get(f"{path}?{query.format(group=dice.choice(GROUPS))}", headers=headers)
        assert answer.status_code == 200
        return answer.content

    return ask


def _deep(user: User) -> Ask:
    queue = Queue("person", of=user.pk)
    found = counts(queue=queue, user=user)
    page = queue_page(queue=queue, user=user, found=found, size=5_000)

    def ask(_dice: random.Random) -> object:
        return queue_page(queue=queue, user=user, found=found, after=page.next)

    return ask
