"""How long "is this somebody we know?" takes in the application: as a form and a program ask, and as an import does.

`python -m bench.warning --data DIR` takes the database in that data folder (or `DATABASE_URL`); fill it first, see
`bench.pages`. Half of the questions are of people on file, half of strangers with their names. Nothing is written but
the index where there is none, and a token that is taken back.
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from time import perf_counter, process_time

import numpy as np

SINGLE, CHUNK = 1_000, 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="the data folder")
    os.environ["ZOLAL_DATA"] = parser.parse_args().data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zolal.server.settings")
    import django  # noqa: PLC0415 - the data folder is named first

    django.setup()
    _measure()


def _measure() -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    from zolal.people.models import Person  # noqa: PLC0415
    from zolal.quality import index_parts  # noqa: PLC0415
    from zolal.quality.assess import assess  # noqa: PLC0415
    from zolal.quality.indexing import is_worn, rebuild  # noqa: PLC0415
    from zolal.quality.matching import match  # noqa: PLC0415
    from zolal.quality.snapshots import snapshots  # noqa: PLC0415

    print(f"{connection.vendor}, {Person.objects.count():,} people, load {os.getloadavg()[0]:.1f}")
    if is_worn("person"):
        _say("the index, built anew", [_timed(lambda: rebuild("person"))])
    _say("the index, read by a process", [_timed(lambda: index_parts.standing("person"))])
    dice = random.Random(1)
    largest = Person.objects.order_by("-id").values_list("id", flat=True)[0]
    ids = sorted(dice.sample(range(1, largest + 1), min(CHUNK, largest)))
    typed = [dict(one.values) for one in snapshots("person", ids)]
    rows = _keys(typed)
    # What stands in memory when the web server is ready is not looked through for garbage again.
    import_module("zolal.server.wsgi")
    for row in rows[:50]:
        match("person", [row])
    _say("one row", [_timed(lambda row=row: match("person", [row])) for row in rows[:SINGLE]])  # type: ignore[misc]
    _by_program(typed)
    _say(f"{len(rows):,} rows at once", [_timed(lambda: match("person", rows)) for _ in range(3)])
    with transaction.atomic():
        _say(f"issues and scores of {len(ids):,} records", [_timed(lambda: assess("person", ids))])
        transaction.set_rollback(True)


def _strangers(typed: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """People on file, and in between strangers with the names and the city of others."""
    named = ("given_name", "family_name", "city")
    some = [{name: row[name] for name in named if name in row} for row in typed]
    return [row for pair in zip(typed[::2], some[1::2], strict=False) for row in pair]


def _keys(typed: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    from zolal.quality.keys import keys_of_many  # noqa: PLC0415

    keys: list[dict[str, str]] = keys_of_many("person", _strangers(typed))
    return keys


def _by_program(typed: Sequence[Mapping[str, str]]) -> None:
    """The same questions through the API, with everything that is in a request."""
    from django.test import Client  # noqa: PLC0415

    from zolal.accounts.actions.tokens import create_token, revoke_token  # noqa: PLC0415
    from zolal.accounts.models import User  # noqa: PLC0415
    from zolal.api import limits  # noqa: PLC0415
    from zolal.people.fields import fields_of  # noqa: PLC0415

    user = User.objects.get(email="admin@example.com")
    made = create_token(user=user, name="bench", scope="write")
    client = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {made.secret}"})
    known = {*fields_of("person")}
    limits.forget_all()

    def ask(row: Mapping[str, str]) -> None:
        fields = {name: text for name, text in row.items() if name in known}
        answer = client.post("/api/v1/people/check", {"fields": fields}, content_type="application/json")
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code} {answer.content[:200]!r}")

    try:
        rows = _strangers(typed)
        for row in rows[:50]:
            ask(row)
        _say("one row, by the API", [_timed(lambda row=row: ask(row)) for row in rows[:SINGLE]])  # type: ignore[misc]
    finally:
        revoke_token(token=made.token, by=user)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process computing."""
    wall, cpu = perf_counter(), process_time()
    work()
    return 1000 * (perf_counter() - wall), 1000 * (process_time() - cpu)


def _say(what: str, times: Sequence[tuple[float, float]]) -> None:
    if len(times) <= 3:
        wall, cpu = min(times)
        print(f"{what}: {wall:,.0f} ms, {cpu:,.0f} of them computing", flush=True)
        return
    (p50, *_), (p95, *_), (p99, *_) = rows = np.percentile(np.array(times), (50, 95, 99), axis=0).tolist()
    computed = ", ".join(f"{row[1]:.1f}" for row in rows)
    print(f"{what}: p50 {p50:.1f} ms, p95 {p95:.1f}, p99 {p99:.1f}; computing {computed}", flush=True)


if __name__ == "__main__":
    main()
