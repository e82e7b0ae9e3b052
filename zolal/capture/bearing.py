"""Raw rows that bear somebody's keys, also those that never went in: looked for by key, or once for many people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import orjson
from django.db.models import Max, Q, QuerySet, TextField
from django.db.models.functions import Cast

from zolal.capture.models import Import, ImportRow
from zolal.engine.records import SEPARATOR

IDENTIFYING = ("mobile", "phone", "email", "national_id", "legal_id")
FEW, CHUNK = 20, 20_000
"""So many keys are asked of the database; of more each row is looked at here. So many rows are read at a time."""

Known = Mapping[str, set[str]]
"""Keys by field."""


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was looked for and where it stands: in rows up to `last`, but for those of imports that were going on."""

    known: Known
    rows: Mapping[tuple[str, str], Sequence[int]]
    last: int
    moving: Sequence[int]


_looked: ContextVar[_Looked | None] = ContextVar("looked", default=None)


def identifying(keys: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """Those of the keys that rows are told apart by."""
    return {field: {*keys[field]} for field in IDENTIFYING if keys.get(field)}


def bearing(rows: QuerySet[ImportRow], known: Known) -> set[int]:
    """Rows with one of the keys, which may stand among several of its field."""
    ahead = _looked.get()
    if ahead is None:
        return _found(rows, known)
    pks = {pk for field, keys in known.items() for key in keys for pk in ahead.rows.get((field, key), ())}
    pks |= _found(rows.filter(Q(pk__gt=ahead.last) | Q(of__in=ahead.moving)), known)
    unlooked = {field: left for field, keys in known.items() if (left := keys - ahead.known.get(field, set()))}
    return pks | _found(rows, unlooked)


@contextmanager
def looked(record_type: str, keys: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Within, `bearing` knows where these keys stand: all rows were looked through once."""
    known, rows = identifying(keys), ImportRow.objects.filter(of__record_type=record_type)
    # What goes on is asked for first: whatever begins later has rows that come after the last one.
    moving = list(
        Import.objects.filter(record_type=record_type).exclude(state__in=_AT_REST).values_list("pk", flat=True)
    )
    last = rows.aggregate(last=Max("pk"))["last"] or 0
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, held in _borne(rows.filter(pk__lte=last), known):
        for one in held:
            found[one].append(pk)
    token = _looked.set(_Looked(known, found, last, moving))
    try:
        yield
    finally:
        _looked.reset(token)


_AT_REST = (Import.State.DONE, Import.State.UNDONE, Import.State.CANCELLED)


def _found(rows: QuerySet[ImportRow], known: Known) -> set[int]:
    asked = [Q(**{f"keys__{field}__icontains": key}) for field, keys in known.items() for key in keys]
    if not asked:
        return set()
    some = rows.filter(reduce(or_, asked)) if len(asked) <= FEW else rows
    return {pk for pk, _held in _borne(some, known)}


def _borne(rows: QuerySet[ImportRow], known: Known) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """(row, those of the keys that it bears) of the rows that bear any."""
    after = 0
    # As text: Django would read each with Python's own parser, though hardly any bears one.
    texts = rows.annotate(text=Cast("keys", TextField())).order_by("pk").values_list("pk", "text")
    while known and (part := list(texts.filter(pk__gt=after)[:CHUNK])):
        after = part[-1][0]
        for pk, text in part:
            said: Mapping[str, Any] = orjson.loads(text or "{}")
            held = [
                (field, key)
                for field, keys in known.items()
                if field in said
                for key in said[field].split(SEPARATOR)
                if key in keys
            ]
            if held:
                yield pk, held
        if len(part) < CHUNK:
            return
