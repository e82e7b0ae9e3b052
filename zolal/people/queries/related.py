"""Whom a field of the kind "relation" leads to, by what people call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.engine.persian.letters import key
from zolal.people.fields import Shape, fields_of
from zolal.people.queries.records import MODELS, visible_records
from zolal.people.queries.typed import uid

_MOST = 50


@dataclass(frozen=True, slots=True)
class Related:
    """What a relation leads to, as far as the user may know of it: without name where not."""

    target: str
    uid: str
    name: str


def related(target: str, uids: Iterable[str], user: User | None) -> dict[str, Related]:
    """Those of the identities that are there and may be seen; for nobody in particular by identity alone.

    One that was merged into another leads there.
    """
    wanted = {one for text in uids if (one := uid(text))}
    if not wanted:
        return {}
    if target == "user":
        return {
            str(one): Related("user", str(one), name)
            for one, name in User.objects.filter(uid__in=wanted).values_list("uid", "name")
        }
    if user is None or target not in MODELS:
        return {}
    seen = visible_records(user, target).filter(uid__in=wanted)
    rows = seen.values_list("uid", "name", "absorbed_into__uid", "absorbed_into__name")
    return {
        str(one): Related(target, str(into or one), into_name if into else name) for one, name, into, into_name in rows
    }


def attach(user: User, record_type: str, records: Sequence[Record]) -> None:
    """Let loaded records know whom their relations lead to, as far as the user may see: a query for each target."""
    fields = [field for field in fields_of(record_type).values() if field.shape is Shape.RELATION and field.own]
    found: dict[str, Related] = {}
    for target in {field.own.target for field in fields if field.own}:
        keys = [field.own.key for field in fields if field.own and field.own.target == target]
        found |= related(target, [record.own[key] for record in records for key in keys if record.own.get(key)], user)
    for record in records if fields else ():
        record.related = found  # type: ignore[attr-defined]


def related_of(record: Record, uid: str) -> Related | None:
    """Whom a relation of a record leads to; None where that was not asked, is gone, or is not for the reader."""
    found: Related | None = getattr(record, "related", {}).get(uid)
    return found


def related_ids(target: str, text: str, user: User) -> list[str]:
    """The identities that a text may mean: an identity, a name, an e-mail of a user, "me"."""
    if found := uid(text):
        return [str(found)]
    if target == "user":
        if text == "me":
            return [str(user.uid)]
        users = User.objects.filter(is_active=True).values_list("uid", "name", "email")
        return [str(one) for one, name, email in users if key(text) in (key(name), key(email))]
    if target not in MODELS:
        return []
    named = visible_records(user, target).filter(name=text.strip())
    return [str(one) for one in named.values_list("uid", flat=True)[:_MOST]]


def names_for(target: str, texts: Iterable[str], user: User | None) -> Mapping[str, str]:
    """What texts mean where they mean exactly one, in `key` form, as `own.reading.read` takes it."""
    found = {}
    for text in {text for text in texts if text.strip()}:
        if user is None:
            one = uid(text)
            ids = [str(one)] if one and target == "user" else []
        else:
            ids = related_ids(target, text, user)
            ids = [one for one in ids if one in related(target, ids, user)]
        if len(ids) == 1:
            found[key(text)] = ids[0]
    return found
