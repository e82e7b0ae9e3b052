"""Fill a database with people and companies in their normal form, as if they had been imported in chunks.

Everything is written through the ledger, so that rows, history and indexes have their true size. What follows from
the facts (scores) is set at once at the end: its own benchmark measures how it is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from zolal.accounts.actions.users import create_first_administrator, invite_user
from zolal.accounts.models import Role, Team, User
from zolal.core.ledger import act, create, facts
from zolal.core.models import Source
from zolal.core.planner import refresh_statistics
from zolal.demo.dice import Dice
from zolal.demo.people import Population
from zolal.engine.persian.calendar import from_jalali
from zolal.people.models import Category, Company, Person, Tag
from zolal.people.points import numbered

CHUNK = 5_000
COLLEAGUES = 20
SHARES = {"mobile": 0.82, "phone": 0.3, "email": 0.5, "national_id": 0.4, "birth_date": 0.45, "city": 0.85}
WORDS = "وفادار نمایشگاه همکار تخفیف ویژه قدیمی عمده خرده".split()
TODAY = date(2026, 11, 22)


def fill(rows: int, seed: int = 7) -> None:
    """Migrate, and fill what is still missing up to `rows` people."""
    call_command("migrate", verbosity=0)
    people(rows, seed)


def people(rows: int, seed: int = 7) -> None:
    """In a migrated database, those still missing of so many."""
    begun = Person.objects.count()
    if begun >= rows:
        return
    if not begun:
        _furnish()
    with _unheard():
        firms = _firms(seed)
        team = {user.pk: user.team_id for user in User.objects.all()}
        source = Source.objects.get_or_create(name="customers.xlsx", method="import")[0]
        found = _people(seed, begun, rows, firms, team)
        for start in range(begun, rows, CHUNK):
            chunk = [next(found) for _ in range(min(CHUNK, rows - start))]
            with transaction.atomic():
                create(act(kind="import.commit", by=None, source=source), "person", numbered(chunk))
            if start % 100_000 == 0:
                print(f"  {start:,} people", flush=True)
    _settle()


@contextmanager
def _unheard() -> Iterator[None]:
    """Nobody hears of what the ledger writes meanwhile; see above."""
    listening = [*facts._listeners]  # noqa: SLF001 - of this process
    facts._listeners.clear()  # noqa: SLF001
    try:
        yield
    finally:
        facts._listeners[:] = listening  # noqa: SLF001


def _furnish() -> None:
    administrator = create_first_administrator(email="admin@example.com", name="مدیر سامانه")
    for number in range(COLLEAGUES):
        team = Team.objects.get_or_create(name=f"گروه {number % 4}")[0]
        invite_user(
            email=f"user{number}@example.com", name=f"همکار {number}", role=Role.MEMBER, by=administrator, team=team
        )
    for number, name in enumerate(("مشتری", "مشتری بالقوه", "همکار", "تأمین‌کننده")):
        Category.objects.create(name=name, position=number)
    for name in WORDS:
        Tag.objects.create(name=name)


def _firms(seed: int) -> dict[str, int]:
    """The companies people work at, by name."""
    known = dict(Company.objects.values_list("name", "pk"))
    population = Population(seed)
    names = {name for number in range(30_000) if (name := population.person(number).company)} - set(known)
    with transaction.atomic():
        made = create(act(kind="import.commit", by=None), "company", [{"name": name} for name in sorted(names)])
    return {**known, **dict(zip(sorted(names), made, strict=True))}


def _people(
    seed: int, begun: int, end: int, firms: dict[str, int], team: dict[int, int | None]
) -> Iterator[dict[str, Any]]:
    population, dice = Population(seed), Dice()
    users, tags = list(team), list(Tag.objects.values_list("pk", flat=True))
    categories = list(Category.objects.values_list("pk", flat=True))
    for number in range(begun, end):
        person = population.person(number)
        dice.reset(seed, 9, number)
        had = {name: dice.chance(share) for name, share in SHARES.items()}
        owner = dice.pick(users)
        row: dict[str, Any] = {
            "given_name": person.name.given.fa,
            "family_name": person.name.surname.fa,
            "gender": "male" if person.name.male else "female",
            "owner": owner,
            "team": team[owner],
            "category": dice.pick(categories),
            "job_title": person.job,
            "company": firms.get(person.company),
            "last_purchase_on": (TODAY - timedelta(days=dice.number(0, 2_000))).isoformat(),
            "points": _points(person, had),
        }
        if had["city"]:
            row |= {"province": person.home.place.province, "city": person.home.place.city}
        if had["national_id"]:
            row["national_id"] = person.national_id
        if had["birth_date"]:
            row["birth_date"] = from_jalali(*person.birth).isoformat()
        if dice.chance(0.1):
            row[f"tag:{dice.pick(tags)}"] = True
        yield {name: value for name, value in row.items() if value not in (None, "", [])}


def _points(person: Any, had: dict[str, bool]) -> list[dict[str, str]]:  # noqa: ANN401 - the demo's person
    local = f"{person.home.place.code}{person.home.landline}"
    values = {"mobile": f"0{person.mobile}", "phone": local, "email": person.email.lower()}
    keys = {"mobile": f"+98{person.mobile}", "phone": f"+98{local[1:]}", "email": person.email.lower()}
    return [{"kind": kind, "value": values[kind], "key": keys[kind], "label": ""} for kind in values if had[kind]]


def _settle() -> None:
    """Scores for all, a few in the archive, and the statistics that planners go by."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_personscore", [])
        cursor.execute(
            "INSERT INTO people_personscore (record_id, quality, scores)"
            " SELECT id, (id * 7919) %% 101, '{}' FROM people_person",
            [],
        )
        cursor.execute("UPDATE people_person SET state = 'archived' WHERE id %% 50 = 0", [])
    refresh_statistics()
