"""Records of apps above that activities can belong to, such as deals. Each app says how they are shown and seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.core.models import Record


@dataclass(frozen=True, slots=True)
class About:
    """A type of record: the rows a user sees, and how one of them is called and reached.

    `url` names the route of its page, which takes its `uid`. `person` and `company` give the ids of its customer,
    which an activity takes over where it names none.
    """

    seen: Callable[[User], QuerySet[Record]]
    label: Callable[[Record], str]
    url: str
    person: Callable[[Record], int | None] = lambda _record: None
    company: Callable[[Record], int | None] = lambda _record: None


_types: dict[str, About] = {}


def register(record_type: str, about: About) -> None:
    """Called when the app above is ready."""
    _types[record_type] = about


def about_types() -> dict[str, About]:
    return dict(_types)


def about_record(user: User, record_type: str, uid: UUID) -> Record:
    """The record, if the user sees it. Raises `KeyError` for an unknown type, the model's DoesNotExist."""
    return _types[record_type].seen(user).get(uid=uid)


@dataclass(frozen=True, slots=True)
class Named:
    """A record that an activity belongs to, as its reader may see it."""

    record_type: str
    uid: UUID
    label: str
    url: str


def named(user: User, keys: Iterable[tuple[str, int | None]]) -> dict[tuple[str, int], Named]:
    """Those of the records (type, id) that the user sees; a query a type."""
    wanted: dict[str, set[int]] = {}
    for record_type, record_id in keys:
        if record_type in _types and record_id:
            wanted.setdefault(record_type, set()).add(record_id)
    return {
        (record_type, record.pk): Named(record_type, record.uid, one.label(record), one.url)
        for record_type, ids in wanted.items()
        for one in [_types[record_type]]
        for record in one.seen(user).filter(pk__in=ids)
    }
