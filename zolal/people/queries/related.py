"""Whom a field of the kind "relation" leads to, by what people call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.engine.persian.letters import key
from zolal.people.fields import Shape, fields_of
from zolal.people.queries.records import MODELS, visible_records
from zolal.people.queries.titles import called
from zolal.people.queries.typed import uid

_MOST = 50
_AT_ONCE = 500


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
    rows = list(seen.values_list("uid", "pk", "absorbed_into", "absorbed_into__uid"))
    ends = {into or pk for _one, pk, into, _uid in rows}
    names = called(user, target, MODELS[target].objects.filter(pk__in=ends))
    return {str(one): Related(target, str(into_uid or one), names[into or pk]) for one, pk, into, into_uid in rows}


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
    return _named(target, [text], user).get(text.strip(), [])[:_MOST]


def names_for(target: str, texts: Iterable[str], user: User | None) -> Mapping[str, str]:
    """What texts mean where they mean exactly one, in `key` form, as `own.reading.read` takes it.

    As many queries for some hundred texts as for one.
    """
    wanted = sorted({text.strip() for text in texts if text.strip()})
    meant = {text: [str(found)] for text in wanted if (found := uid(text))}
    if user is None:
        return {key(text): ids[0] for text, ids in meant.items() if target == "user"}
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        ids = {**_named(target, [text for text in some if text not in meant], user)}
        ids |= {text: meant[text] for text in some if text in meant}
        seen = related(target, [one for few in ids.values() for one in few], user)
        for text, few in ids.items():
            if len(there := [one for one in few if one in seen]) == 1:
                found[key(text)] = there[0]
    return found


def _named(target: str, texts: Sequence[str], user: User) -> dict[str, list[str]]:
    """The identities by what they are called, those of users also by e-mail."""
    wanted: dict[str, list[str]] = {text.strip(): [] for text in texts}
    if not wanted:
        return {}
    if target == "user":
        called: dict[str, list[str]] = defaultdict(list)
        for one, name, email in User.objects.filter(is_active=True).values_list("uid", "name", "email"):
            for word in {key(name), key(email)}:
                called[word].append(str(one))
        return {text: [str(user.uid)] if text == "me" else called.get(key(text), []) for text in wanted}
    if target in MODELS:
        named = visible_records(user, target).filter(name__in=list(wanted)).values_list("name", "uid")
        for name, one in named[:_MOST] if len(wanted) == 1 else named:
            wanted.setdefault(name, []).append(str(one))
    return wanted
