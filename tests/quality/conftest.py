"""Records on file, as the other ways in write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection, transaction

from zolal.accounts.models import User
from zolal.core.ledger import act, create
from zolal.people.points import numbered
from zolal.people.queries.records import MODELS
from zolal.quality.keys import key_of

POINTS = ("mobile", "phone", "email", "url")

Enter = Callable[..., int]


def facts_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Facts from plain values by field; contact points under the name of their kind."""
    facts = {name: value for name, value in fields.items() if name not in POINTS}
    facts["points"] = [
        {"kind": kind, "value": value, "key": key_of(kind, value), "label": "", "position": place}
        for place, (kind, value) in enumerate((name, value) for name, value in fields.items() if name in POINTS)
    ]
    return facts


@pytest.fixture
def enter(administrator: User) -> Enter:
    """Create a record from plain values; its id. Ids begin at one: an untrained model takes the last for the number of
    records, whatever tests before have written."""
    tables = [{"table": model._meta.db_table, "column": "id"} for model in MODELS.values()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), tables):
            cursor.execute(statement)

    def entered(record_type: str = "person", **fields: Any) -> int:  # noqa: ANN401 - values of fields
        with transaction.atomic():
            action = act(kind=f"{record_type}.create", by=administrator)
            return create(action, record_type, numbered([facts_of(fields)]))[0]

    return entered
