"""Every page and every operation, by somebody whose role reaches their own, their team's or no record: nothing of the
others is told, and nothing of them changes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Self
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.bodies import bodies
from tests.conftest import a_user
from tests.planted import kind_at, plant
from tests.walk import Of, called, clients, filled, looked_at
from zolal.accounts.actions.roles import Wanted, change_role, create_role
from zolal.accounts.models import ApiToken, Role, User
from zolal.accounts.objects import objects
from zolal.api.models import CallCount, IdempotencyKey
from zolal.core.jobs import enqueue, run_all
from zolal.core.ledger import record_types
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.own import known
from zolal.sales.actions.products import add_product
from zolal.sales.models import LostReason, Pipeline, Product, Stage

WORDS = {"own": "خودیان", "team": "همتیمان", "other": "بیگانان"}
AMOUNTS = {"own": 7_310_940, "team": 8_426_130, "other": 9_538_270}
UNSEEN = {"own": "team", "team": "other", "none": "other"}
"""By how far a role reaches, whose things are looked for."""
Rows = dict[type[Model], dict[Any, tuple[Any, ...]]]
"""{model: {key: all its columns}}."""


@dataclass
class World:
    """`of` is {whose: {kind: identities}}; `before` is {address: answer} as somebody who sees their team's was answered
    when there was nothing else, and `theirs` are the rows that came since."""

    administrator: User
    member: User
    of: dict[str, Mapping[str, list[UUID]]]
    before: dict[str, str]
    theirs: dict[type[Model], set[Any]]

    def touched(self, before: Rows, now: Rows, *, further: bool = True) -> set[str]:
        """The tables in which one of their rows is another or gone, or that a `further` row names one of in."""
        kinds = {name: kind.model for name, kind in record_types().items()}
        found = set()
        for model, rows in now.items():
            if any(rows.get(pk) != before[model][pk] for pk in self.theirs[model]):
                found.add(model.__name__)
            if not further:
                continue
            names = _columns(model)
            for pk in rows.keys() - before[model].keys():
                row = dict(zip(names, rows[pk][1:], strict=True))
                for field in model._meta.concrete_fields:
                    if field.related_model and row[field.attname] in self.theirs.get(field.related_model, ()):
                        found.add(model.__name__)
                if row.get("record_id") in self.theirs.get(kinds.get(row.get("record_type")), ()):
                    found.add(model.__name__)
        return found


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Everything there is, thrice: of a member, of a colleague in the team, of somebody in another team."""
    with django_db_blocker.unblock(), transaction.atomic():
        known.take(None)
        administrator, member = a_user(Role.ADMINISTRATOR, "head"), a_user(Role.MEMBER, "sales")
        owners = {"own": member, "team": a_user(Role.MANAGER, "sales"), "other": a_user(Role.READER, "service")}
        for record_type in ("person", "company", "deal", "activity"):
            create_custom_field(record_type=record_type, kind="file", key="scan", label_fa="پیوست", by=administrator)
        product, _action = add_product(name="چای", price=1_000_000, by=administrator)
        world = World(administrator, member, {}, {}, {})
        for whose, owner in owners.items():
            if whose == "other":
                world.before, rows = _answers(world), rows_of(watched())
            world.of[whose] = plant(owner, WORDS[whose], AMOUNTS[whose], product)
        world.theirs = {model: now.keys() - rows[model].keys() for model, now in rows_of(watched()).items()}
        yield world
        transaction.set_rollback(True)


def _answers(world: World) -> dict[str, str]:
    with transaction.atomic():
        enqueue("strategy.count", owner=world.administrator)
        run_all()
        user = restricted(world, {"see": "team"})
        found = {address: _EACH_TIME.sub("", text) for address, _status, text in looked_at(user, lambda *_at: [])}
        transaction.set_rollback(True)
    return found


_UID = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}")
_EACH_TIME = re.compile(
    r'(?<=csrf-token" content=")[^"]*|(?<=csrfmiddlewaretoken" value=")[^"]*|own-[0-9a-f]{12}|هم‌اکنون|[۰-۹]+ دقیقه پیش'
    r"|[۰-۹]{2}:[۰-۹]{2}|(?<=:1x)\w{4}:[-\w]{43}|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9-]{10}T[0-9:.]+|[0-9]{8}T[0-9]{6}Z?|[0-9]{2}:[0-9]{2}:[0-9]{2}"
    r'|(?<=data-now data-from=")[0-9]+'
)
"""What is another each time: tokens, identities, moments, the line of now in a calendar."""


def of(world: World, *whose: str) -> Of:
    """Identities of what is theirs, the first and the last of each kind."""

    def found(where: str, place: str) -> list[UUID]:
        kind = kind_at(where, place)
        every = [uid for one in whose for uid in world.of[one][kind]] if kind else []
        return every[::5] if kind == "action" else list(dict.fromkeys([*every[:1], *every[-1:]]))

    return found


def restricted(world: World, reaches: dict[str, str], **verbs: bool) -> User:
    """The member as a copy of the strategist, who may nearly everything, with these reaches on every kind."""
    role = create_role(name="محدود", copied_from="strategist", by=world.administrator)
    everything = dict.fromkeys(objects(), reaches)
    change_role(key=role.key, wanted=Wanted(reaches=everything, verbs=verbs), by=world.administrator)
    User.objects.filter(pk=world.member.pk).update(role=role.key)
    return User.objects.get(pk=world.member.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("reach", UNSEEN)
def test_nothing_is_told_of_what_is_out_of_reach(world: World, reach: str) -> None:
    user, whose = restricted(world, {"see": reach}), UNSEEN[reach]
    uids = {str(uid) for each in world.of[whose].values() for uid in each}
    told = [
        (address, status)
        for address, status, text in looked_at(user, of(world, whose))
        if WORDS[whose] in text or status >= 500 or (status < 400 and any(uid in address for uid in uids))
    ]
    assert told == []


NOT_THERE = ("relations/deal",)
"""What nothing stands at: deals have no relations."""


@pytest.mark.django_db
def test_the_walk_would_find_it(world: World) -> None:
    user = User.objects.get(pk=world.administrator.pk)
    uids = {str(uid) for each in world.of["other"].values() for uid in each}
    telling, answers = 0, defaultdict(set)
    for address, status, text in looked_at(user, of(world, "other")):
        telling += WORDS["other"] in text
        if any(uid in address for uid in uids):
            answers[_UID.sub("…", address)].add(status)
    assert telling > 120
    nowhere = [address for address, statuses in answers.items() if statuses == {404}]
    assert [address for address in nowhere if not any(one in address for one in NOT_THERE)] == []


@pytest.mark.django_db
def test_no_answer_is_another_because_others_have_records(world: World) -> None:
    now = _answers(world)
    assert {address for address, text in now.items() if world.before[address] != text} == set()


BESIDE = (
    "activities.write", "signals.write", "values.rate", "problems.report", "records.share", "payments.write",
    "channels.write", "pairs.decide", "imports.run", "goals.plan", "maintenance.run",
)  # fmt: skip
"""What may be written about somebody, or for a thing, that one only sees."""
REFUSED = {
    "unseen": ({"see": "own"}, {"records.erase": True}),
    "only seen": ({"change": "own", "delete": "own"}, {"records.erase": True, **dict.fromkeys(BESIDE, False)}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", REFUSED)
def test_nothing_changes_of_what_is_out_of_reach(world: World, case: str) -> None:
    reaches, verbs = REFUSED[case]
    user = restricted(world, reaches, **verbs)
    client, program = clients(user)
    before = rows_of(watched())
    wrong = []
    for send, address in sent(world, client, program):
        with Writing() as writing, transaction.atomic():
            answer = send()
            if answer.status_code >= 500:
                wrong.append((address, answer.status_code))
            if answer.status_code < 400 and (tables := writing.of(watched())):
                wrong += [
                    (address, name) for name in sorted(world.touched(before, rows_of(tables), further=case == "unseen"))
                ]
                transaction.set_rollback(True)
    now = rows_of(watched())
    assert wrong == []
    # What was refused has left nothing.
    assert {model.__name__ for model in now if now[model] != before[model]} == set()


@pytest.mark.django_db
def test_the_same_is_accepted_of_who_may(world: World) -> None:
    client, program = clients(User.objects.get(pk=world.administrator.pk))
    before, accepted, changing = rows_of(watched()), 0, 0
    for send, _address in sent(world, client, program):
        with Writing() as writing, transaction.atomic():
            if send().status_code < 400 and (tables := writing.of(watched())):
                accepted += 1
                changing += bool(world.touched(before, rows_of(tables)))
            transaction.set_rollback(True)
    assert min(accepted, 2 * changing) > 80


class Writing:
    """Hears which tables are written to."""

    def __enter__(self) -> Self:
        self.heard: set[str] = set()
        self._wrapping = connection.execute_wrapper(self._hear)
        self._wrapping.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._wrapping.__exit__(*raised)

    def _hear(self, execute: Callable[..., object], sql: str, *rest: object) -> object:
        if found := re.match(r'\s*(?:INSERT[\w ]* INTO|UPDATE|DELETE FROM)\s+"?(\w+)', sql, re.IGNORECASE):
            self.heard.add(found[1])
        return execute(sql, *rest)

    def of(self, models: list[type[Model]]) -> list[type[Model]]:
        return [model for model in models if model._meta.db_table in self.heard]


def watched() -> list[type[Model]]:
    """All tables but those that say who called when."""
    return [model for model in apps.get_models() if model not in {Session, CallCount, IdempotencyKey, ApiToken}]


def rows_of(models: list[type[Model]]) -> Rows:
    return {
        model: {row[0]: row for row in model._base_manager.order_by("pk").values_list("pk", *_columns(model))}
        for model in models
    }


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def sent(world: World, client: Client, program: Client) -> Iterator[tuple[Callable[[], Any], str]]:
    """Everything that can be sent about what is of somebody else."""
    theirs = world.of["other"]
    pick = {
        "people": "person", "companies": "company", "first": "person", "second": "person", "record": "person",
        "keep": "person", "absorb": "person", "intermediary": "company", "deals": "deal", "activities": "activity",
        "invoices": "invoice", "goals": "goal", "parent": "goal", "duplicates": "pair", "merges": "person",
    }  # fmt: skip
    known = {
        "stage": str(Stage.objects.latest("position").uid), "product": str(Product.objects.get().uid),
        "reason": str(LostReason.objects.earliest("pk").uid), "pipeline": str(Pipeline.objects.earliest("pk").uid),
        **dict.fromkeys(("owner", "user", "users", "to", "deputy"), str(world.member.uid)),
    }  # fmt: skip

    def named(name: str) -> str:
        kind = pick.get(name, name)
        uids = theirs.get(kind) or theirs["person"]
        return known.get(name) or str(uids[-1] if name in {"second", "absorb"} else uids[0])

    form = {name: named(name) for name in (*pick, *known, "person", "company", "deal", "invoice")}
    form |= {"uid": named("person"), "ids": named("person"), "with": f"user:{world.member.uid}", "do": "delete"}
    form |= {"city": "یزد", "value": "یزد", "title": "نو", "name": "نو", "text": "نو", "kind": "call", "version": "1"}
    of_theirs = of(world, "other")

    def first(where: str, place: str) -> list[UUID]:
        return of_theirs(where, place)[:1]

    for _name, address in filled(first):
        yield partial(client.post, address, form), f"POST {address}"
    told = bodies(named)
    for method, path, address in called(first):
        if method != "GET":
            body = json.dumps(told.get((method, path), {}))
            yield partial(program.generic, method, address, body, "application/json"), f"{method} {address}"
