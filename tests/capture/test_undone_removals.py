"""Whoever of a whole company is archived or deleted is there again after the undo, with all that hung on them."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import Role, User
from zolal.capture import demo
from zolal.core.jobs import run_all
from zolal.core.models import Action
from zolal.people.actions.bulk import archive_records, delete_records
from zolal.people.models import Company, Person

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 300
_OF_THE_WAY = frozenset(
    {
        "core.action", "core.change", "core.job", "quality.indexpart", "quality.pastscore", "strategy.countagain",
        "sessions.session",
    }
)  # fmt: skip
"""Tables that tell what was done, or what is to be counted again."""
_OF_THE_TIME = frozenset({"version", "updated_at", "created_at"})
_FOLLOWING = frozenset({"quality.issue", "quality.matchkeys", "people.ownvalue", "people.tagging", "stewardship.fit"})
"""Tables of what follows from facts: their rows are made anew, under other ids."""

Deed = Callable[..., Action]


def tables() -> dict[str, Counter[str]]:
    """Every row of every table but those."""
    found = {}
    for model in apps.get_models():
        name = model._meta.label_lower
        if model._meta.proxy or not model._meta.managed or name in _OF_THE_WAY:
            continue
        out = _OF_THE_TIME | ({"id"} if name in _FOLLOWING else set())
        columns = [one.attname for one in model._meta.concrete_fields if one.attname not in out]
        columns = [one for one in columns if not isinstance(model._meta.get_field(one), models.BinaryField)]
        found[name] = Counter(map(_told, model._base_manager.values_list(*columns)))
    return found


def _told(row: Sequence[Any]) -> str:
    return json.dumps(row, sort_keys=True, default=str, ensure_ascii=False)


def test_after_the_undo_every_table_is_as_it_was() -> None:
    demo.load(password="a long enough password", rows=ROWS)
    run_all()
    dice, by = random.Random(5), User.objects.filter(role=Role.ADMINISTRATOR)[0]
    wrong = []
    for record_type, model, many in (("person", Person, 150), ("company", Company, 20)):
        ids = list(model.objects.filter(state="active").order_by("pk").values_list("pk", flat=True))
        some = sorted(dice.sample(ids, min(many, len(ids))))
        for deed in (archive_records, delete_records):
            before = tables()
            action = deed(record_type=record_type, ids=some, by=by)
            run_all()
            undone = undo_action(action=action, by=by)
            run_all()
            assert not undone.kept
            after = tables()
            for name, rows in before.items():
                if rows != after[name]:
                    gone, new = [*(rows - after[name])][:2], [*(after[name] - rows)][:2]
                    wrong.append(f"{deed.__name__} {record_type}, {name}: {gone} became {new}")
    assert not wrong, "\n".join(wrong)
