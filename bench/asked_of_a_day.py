"""What is asked on a working day: whole pages, from the request to the last byte.

To be imported once Django is set up.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.asked import sound
from bench.happened import busiest
from bench.own_values import six
from bench.pages import Ask
from zolal.accounts.models import User

Address = Callable[[random.Random], str]


def cases() -> Iterator[tuple[str, Ask]]:
    """What is asked, by name, by somebody who sees everything and by a member."""

    def fetched(client: Client, address: Address, dice: random.Random) -> object:
        return sound(client.get(address(dice)))

    for email in ("admin@example.com", "user3@example.com"):
        user = User.objects.get(email=email)
        client = Client(SERVER_NAME="localhost", HTTP_ACCEPT_LANGUAGE="fa")
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
        for name, address in _addresses():
            yield f"{user.role}: {name}", partial(fetched, client, address)


def _addresses() -> Iterator[tuple[str, Address]]:
    today, calendar, people = timezone.localdate(), reverse("calendar"), reverse("people")
    busy = reverse("person", kwargs={"uid": busiest().uid})

    def always(address: str) -> Address:
        return lambda _dice: address

    def shown(view: str) -> Address:
        return lambda dice: f"{calendar}?view={view}&day={today - timedelta(days=dice.randrange(200))}"

    yield "home", always(reverse("home"))
    for name, label in (("deals", "board of deals"), ("deals-list", "list of deals"), ("deals-forecast", "forecast")):
        yield label, always(reverse(name))
    for view in ("day", "week", "month", "agenda"):
        yield f"calendar, {view}", shown(view)
    for name in ("tasks", "activities", "numbers", "goals"):
        yield name, always(reverse(name))
    yield "activities, found by words", always(f"{reverse('activities')}?q=تخفیف")
    yield "six filters over fields of one's own", lambda dice: f"{people}?{six(dice)}"
    yield "record with 2,000 entries", always(busy)
