"""Server time of a working day's pages: a million people, five million activities, 5,000 open deals; on both databases.

    python -m bench.workday --data /var/tmp/zolal-bench --rows 1000000

The databases are those of `bench.pages`, with what happened besides. Every page is asked `--times` times after one
warm-up, from the request to the last byte, by an administrator and by a member who sees their own; columns are those of
`bench.pages`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from bench.database import on_each
from bench.pages import Ask, told

Address = Callable[[random.Random], str]


def main() -> None:
    on_each("bench.workday", __doc__, inside, times=20)


def inside(rows: int, times: int) -> None:
    """In the child process that has the database: fill it, then measure."""
    import django  # noqa: PLC0415 - not in the parent, which has no database

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("collectstatic", interactive=False, verbosity=0)
    from bench import happened, population  # noqa: PLC0415 - models need Django

    population.fill(rows)
    happened.fill()
    told(_cases(), times)


def _cases() -> Iterator[tuple[str, Ask]]:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from bench.asked import _sound  # noqa: PLC0415
    from zolal.accounts.models import User  # noqa: PLC0415

    def fetched(client: Client, address: Address, dice: random.Random) -> object:
        return _sound(client.get(address(dice)))

    for email in ("admin@example.com", "user3@example.com"):
        user = User.objects.get(email=email)
        client = Client(SERVER_NAME="localhost", HTTP_ACCEPT_LANGUAGE="fa")
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[-1])
        for name, address in _addresses():
            yield f"{user.role}: {name}", partial(fetched, client, address)


def _addresses() -> Iterator[tuple[str, Address]]:
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from bench.happened import busiest  # noqa: PLC0415

    today, calendar, people = timezone.localdate(), reverse("calendar"), reverse("people")
    busy = reverse("person", kwargs={"uid": busiest().uid})

    def always(address: str) -> Address:
        return lambda _dice: address

    def shown(view: str) -> Address:
        return lambda dice: f"{calendar}?view={view}&day={today - timedelta(days=dice.randrange(200))}"

    def filtered(dice: random.Random) -> str:
        return (
            f"{people}?own:grade={dice.choice('abcde')}&own:branch={dice.choice('pqrstuvw')}"
            f"&own:size={dice.choice('klmn')}&own:letter=yes&own:points.from={dice.randrange(50)}"
            f"&own:joined.from=139{dice.randrange(5, 9)}/01/01"
        )

    yield "home", always(reverse("home"))
    for name, label in (("deals", "board of deals"), ("deals-list", "list of deals"), ("deals-forecast", "forecast")):
        yield label, always(reverse(name))
    for view in ("day", "week", "month", "agenda"):
        yield f"calendar, {view}", shown(view)
    for name in ("tasks", "activities", "numbers", "goals"):
        yield name, always(reverse(name))
    yield "activities, found by words", always(f"{reverse('activities')}?q=تخفیف")
    yield "six filters over fields of one's own", filtered
    yield "record with 2,000 entries", always(busy)


if __name__ == "__main__":
    main()
