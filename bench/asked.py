"""What is asked of a big database: lists, searches, records; as queries and as whole pages.

To be imported once Django is set up.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.people.queries.lists import Wish, page
from zolal.people.queries.order import Order
from zolal.people.queries.records import visible_record
from zolal.people.queries.relations import ties_of
from zolal.people.queries.sources import origins
from zolal.people.queries.timeline import timeline

Ask = Callable[[random.Random], object]


class Asker:
    """Somebody who sees everything, and some people to ask about."""

    def __init__(self) -> None:
        self.user = User.objects.get(email="admin@example.com")
        self.client = Client(SERVER_NAME="localhost", HTTP_ACCEPT_LANGUAGE="fa")
        self.client.force_login(self.user, settings.AUTHENTICATION_BACKENDS[-1])
        last = Person.objects.order_by("-id").values_list("pk", flat=True)[0]
        dice, people = random.Random(5), Person.objects.order_by("pk").select_related("company")
        self.some = [people.filter(pk__gte=dice.randrange(1, last))[0] for _ in range(60)]

    def shown(self, query: Callable[[random.Random], str]) -> Ask:
        """The first page of the list with this address."""
        return lambda dice: page(user=self.user, wish=Wish.read("person", query(dice)))

    def value(self, template: str, of: Callable[[Person], str]) -> Ask:
        """The same, with a value that somebody has."""
        filled = [text for one in self.some if (text := of(one))]
        return self.shown(lambda dice: template.format(dice.choice(filled)))

    def deep(self, sort: str) -> Ask:
        """A page somewhere inside the whole list."""
        order = Order(sort)

        def ask(dice: random.Random) -> object:
            one = dice.choice(self.some)
            place = order.written([*(getattr(one, column) for column in order.columns), one.pk])
            return page(user=self.user, wish=Wish("person", sort=sort, after=place))

        return ask

    def fetched(self, path: str, query: Callable[[random.Random], str]) -> Ask:
        """A whole page, from the request to the last byte."""
        return lambda dice: sound(self.client.get(f"{path}?{query(dice)}"))

    def fetched_record(self, dice: random.Random) -> object:
        """The page of a record."""
        return sound(self.client.get(reverse("person", kwargs={"uid": dice.choice(self.some).uid})))

    def warned(self, dice: random.Random) -> object:
        """What quick create says once a name and a mobile of somebody on file are typed."""
        one = dice.choice(self.some)
        typed = {"given_name": one.given_name, "family_name": one.family_name, "mobile": _mobile(one)}
        return sound(self.client.post(reverse("person-check"), typed))

    def record(self, dice: random.Random) -> object:
        """What a record's page shows."""
        found = visible_record(self.user, "person", dice.choice(self.some).uid)
        return timeline(record=found), origins(found), ties_of(record=found, user=self.user)


def cases() -> Iterator[tuple[str, Ask]]:
    """What is asked, by name."""
    asker = Asker()
    yield from _lists(asker)
    yield from _searches(asker)
    yield "record with timeline, sources and relations", asker.record
    yield from _pages(asker)


def _pages(asker: Asker) -> Iterator[tuple[str, Ask]]:
    path = reverse("people")
    names = [one.family_name for one in asker.some]
    cities = [one.city for one in asker.some if one.city]
    yield "page: list", asker.fetched(path, lambda dice: "")
    yield "page: list by last change", asker.fetched(path, lambda dice: "sort=-updated_at")
    yield "page: list of a city", asker.fetched(path, lambda dice: f"city={dice.choice(cities)}")
    yield "page: search for a surname", asker.fetched(path, lambda dice: f"q={dice.choice(names)}")
    yield "page: record", asker.fetched_record
    yield "page: duplicate warning", asker.warned


def sound(response: Any) -> object:  # noqa: ANN401 - of the test client
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} {response.request['PATH_INFO']}")
    return response


def _lists(asker: Asker) -> Iterator[tuple[str, Ask]]:
    shown, value, deep = asker.shown, asker.value, asker.deep

    def staff(dice: random.Random) -> str:
        return f"user{dice.randrange(20)}@example.com"

    yield "list by name, first page", shown(lambda dice: "")
    for sort in ("name", "city", "-updated_at", "-created_at", "quality", "-quality"):
        yield f"list by {sort}, somewhere inside", deep(sort)
    yield "city, by name", value("city={}", lambda one: one.city)
    yield "city and gender, by last change", value("gender=female&sort=-updated_at&city={}", lambda one: one.city)
    yield "province, by name", value("province={}", lambda one: one.province)
    yield "owner, by name", shown(lambda dice: f"owner={staff(dice)}")
    yield "owner and city, by quality", value("sort=quality&owner=user3@example.com&city={}", lambda one: one.city)
    yield "category, by last change", shown(lambda dice: "category=همکار&sort=-updated_at")
    yield "tag, by name", shown(lambda dice: "tag=وفادار")
    yield "company, by name", value("company={}", lambda one: str(one.company.uid) if one.company else "")
    yield "one mobile", value("mobile={}", _mobile)
    yield "without mobile and e-mail, by quality", shown(lambda dice: "mobile.empty=1&email.empty=1&sort=quality")
    yield "quality up to 20, by name", shown(lambda dice: "quality.to=20")
    yield "born since 1380, by name", shown(lambda dice: "birth_date.from=1380/01/01")
    yield "bought before 1400, by name", shown(lambda dice: "last_purchase_on.to=1400/01/01")
    yield "job title, by name", value("job_title={}", lambda one: one.job_title)
    yield "given name contains, by name", value("given_name.contains={}", lambda one: one.given_name[:4])
    yield "note contains (no index, no hit)", shown(lambda dice: "note.contains=زرافه")
    yield "archived, by name", shown(lambda dice: "state=archived")


def _searches(asker: Asker) -> Iterator[tuple[str, Ask]]:
    shown, value = asker.shown, asker.value
    yield "search: surname", value("q={}", lambda one: one.family_name)
    yield "search: full name", value("q={}", lambda one: one.name)
    yield "search: Mohammadi", shown(lambda dice: "q=Mohammadi")
    yield "search: part of a mobile", value("q={}", lambda one: _mobile(one)[:8])
    yield "search: a mobile", value("q={}", _mobile)
    yield "search: part of an e-mail", shown(lambda dice: f"q=ali{dice.randrange(99)}@gmail")
    yield "search: company", value("q={}", lambda one: one.company.name if one.company else "")
    yield "search: two letters", shown(lambda dice: "q=" + dice.choice(["عل", "مح", "زه", "رض"]))
    yield "search: one letter", shown(lambda dice: "q=" + dice.choice("عمزر"))
    yield "search: no hit", shown(lambda dice: f"q=قخغ{dice.randrange(999)}")
    yield "search and city, by last change", value("sort=-updated_at&q=علی&city={}", lambda one: one.city)


def _mobile(person: Person) -> str:
    points = person.contact_points.filter(kind="mobile")
    return next((str(point.value) for point in points), "")
