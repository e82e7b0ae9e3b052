"""What a record is called by who sees its name masked or not at all: by what they see of it, else by its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from zolal.accounts.models import User
from zolal.engine.persian.letters import digits
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import NAMES, accesses, hide_names, masked_facts, names_kept, seen_name, title_of

R = TypeVar("R", bound=Person | Company)


def unnamed(user: User, record_type: str, records: QuerySet[R]) -> QuerySet[R]:
    """The same records; what is loaded of them tells no more of their names than the user sees.

    To be shown and looked up, never to be saved: the ledger writes facts.
    """
    kept = {name: accesses(user, name) for name in dict.fromkeys((record_type, "company"))}
    if not any(names_kept(name, told) for name, told in kept.items()):
        return records

    class Unnamed(ModelIterable):  # type: ignore[type-arg]
        def __iter__(self) -> Iterator[Any]:
            for record in super().__iter__():
                hide_names(record, record_type, kept)
                yield record

    found = records.all()
    found._iterable_class = Unnamed  # noqa: SLF001 - Django has no other way to look at what is loaded
    return found


def along(user: User, records: QuerySet[Any], *paths: str) -> QuerySet[Any]:
    """Rows whose people and companies, loaded along by these paths ("parent.company"), are called as the user sees
    them."""
    if sees_names(user):
        return records

    class Along(ModelIterable):  # type: ignore[type-arg]
        def __iter__(self) -> Iterator[Any]:
            for row in super().__iter__():
                hide(user, *(_end(row, path) for path in paths))
                yield row

    found = records.all()
    found._iterable_class = Along  # noqa: SLF001 - as above
    return found


def _end(row: Any, path: str) -> Any:  # noqa: ANN401 - a row
    for name in path.split("."):
        row = getattr(row, name, None)
    return row


def identified(user: User, record_type: str, records: QuerySet[R]) -> list[tuple[int, UUID, str]]:
    """(id, uid, what the user sees of the name) of records: in one query, without loading them."""
    kept = accesses(user, record_type)
    if not names_kept(record_type, kept):
        return list(records.values_list("pk", "uid", "name"))
    columns = NAMES[record_type]
    found = []
    for pk, uid, *texts in records.values_list("pk", "uid", *columns):
        parts = zip(columns, texts, strict=True)
        found.append((pk, uid, title_of(pk, (seen_name(record_type, name, text, kept) for name, text in parts))))
    return found


def called(user: User, record_type: str, records: QuerySet[R]) -> dict[int, str]:
    """What the user sees of the names of records, by id."""
    return {pk: name for pk, _uid, name in identified(user, record_type, records)}


def number_in(text: str) -> int | None:
    """The number that somebody searches for who does not see names; None where it is none."""
    plain = digits(text).strip().removeprefix("#").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 16 else None


def hide(user: User, *records: Person | Company | None) -> None:
    """Let records that came along with others be called as the user sees them; to be shown, never to be saved."""
    kept = {name: accesses(user, name) for name in NAMES}
    if any(names_kept(name, told) for name, told in kept.items()):
        for record in filter(None, records):
            hide_names(record, record.record_type, kept)


def about_for(user: User, about: Mapping[str, Any]) -> dict[str, Any]:
    """What an action says of itself, without names and values that are withheld from the user."""
    found = dict(about)
    if not sees_names(user):
        found.pop("name", None)
    if isinstance(facts := found.get("facts"), dict) and found.get("record_type") in NAMES:
        found["facts"] = masked_facts(user, found["record_type"], facts)
    return found


def sees_names(user: User) -> bool:
    """Whether people and companies alike are called by their whole names."""
    return not any(names_kept(name, accesses(user, name)) for name in NAMES)


def by_name(user: User) -> tuple[str, ...]:
    """The order by name; none for who does not see names, as an order tells them."""
    return ("sort_key",) if sees_names(user) else ()
