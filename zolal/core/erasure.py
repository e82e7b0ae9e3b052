"""Forgetting somebody for ever, so that neither ledger nor a later import brings them back."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager

from django.conf import settings

from zolal.core.models import Change, Tombstone

Eraser = Callable[[str, Sequence[int], Mapping[str, Sequence[str]]], None]
"""Called with the record type, the ids erased, and what identified them: {"mobile": keys, "email": keys, …}.

Under `NAME` it says what they were called, which finds only what nobody is known to stand behind.
"""
NAME = "name"

Looker = Callable[[str, Mapping[str, Sequence[str]]], AbstractContextManager[None]]
"""Called with the record type and what identifies many records; within, its eraser knows where they stand."""

_erasers: list[Eraser] = []
_lookers: list[Looker] = []


def register(function: Eraser, *, looker: Looker | None = None) -> None:
    """Let an app erase what it keeps of a record: raw rows, issues, pairs. Called in the erasing transaction.

    `looker` for an app that has to look through all it keeps.
    """
    if function not in _erasers:
        _erasers.append(function)
        if looker:
            _lookers.append(looker)


@contextmanager
def looked_ahead(record_type: str, keys: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Whoever erases many, some in each transaction, lets all be looked for once before; in no transaction."""
    with ExitStack() as stack:
        for looker in _lookers:
            stack.enter_context(looker(record_type, keys))
        yield


def digest(kind: str, key: str) -> str:
    """What is kept of an identifier: its HMAC under the secret key, which tells nothing without that."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{key}".encode(), hashlib.sha256).hexdigest()


def erase_traces(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:
    """Empty the ledger of records, let every app erase what it keeps of them, and leave tombstones of their keys."""
    Change.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
    for function in _erasers:
        function(record_type, ids, keys)
    # No tombstone of a name: others who are called so may come in.
    digests = {digest(kind, key) for kind, found in keys.items() if kind != NAME for key in found if key}
    Tombstone.objects.bulk_create([Tombstone(digest=one) for one in sorted(digests)], ignore_conflicts=True)


def erased(keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those (kind, key) that belong to somebody erased, in one query: ("mobile", "+98912…"), ("email", …), …"""
    digests = {digest(kind, key): (kind, key) for kind, key in keys if key}
    if not digests:
        return set()
    if not Tombstone.objects.exists():
        return set()
    found = Tombstone.objects.filter(digest__in=list(digests)).values_list("digest", flat=True)
    return {digests[one] for one in found}


def is_erased(keys: Iterable[tuple[str, str]]) -> bool:
    """Whether somebody with one of these keys asked to be forgotten."""
    return bool(erased(keys))
