"""Whom the rows of a file name: found by what identifies somebody, never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.visibility import visible
from zolal.core.models import Record
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.persian.letters import key
from zolal.people.models import Company, ContactPoint, Person
from zolal.people.sorting import sort_key
from zolal.sales.portions import portions

Customer = Person | Company
Found = tuple[str, int]
"""The record type and the id."""
MODELS: Mapping[str, type[Person | Company]] = {"person": Person, "company": Company}
WHOSE = {"person": "national_id", "company": "legal_id"}
EITHER = ("customer_uid", "mobile", "email", "customer")
OF = {"person": ("national_id", "person"), "company": ("legal_id", "company")}
_NAMES = frozenset({"person", "company", "customer"})
_SURE = frozenset({"customer_uid", "national_id", "legal_id"})


class Customers:
    """Everybody whom these rows may mean and the user sees, read at once."""

    def __init__(self, rows: Iterable[Mapping[str, str]], user: User) -> None:
        self.user = user
        self.by: dict[tuple[str, str], set[Found]] = defaultdict(set)
        self.records: dict[Found, Customer] = {}
        told: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for name in (*EITHER, *OF["person"], *OF["company"]):
                if text := row.get(name):
                    told[name] |= {text, key(text)} if name in _NAMES else {normal(name, text)}
        for kind in MODELS:
            self._read(kind, told)

    def meant(self, row: Mapping[str, str]) -> tuple[dict[str, Customer], dict[str, list[str]]]:
        """{"person": …, "company": …} as far as the row names them, and what is wrong by field."""
        found: dict[str, Customer] = {}
        wrong: dict[str, list[str]] = {}
        either = [name for name in EITHER if row.get(name)]
        groups: list[tuple[list[str], set[str], list[str]]] = []
        for kind, own in OF.items():
            if named := [name for name in own if row.get(name)]:
                # A mobile beside the name of a company is somebody's who works there; beside that of a person, theirs.
                if kind == "person":
                    named, either = [*named, *either], []
                groups.append((named, {kind}, either))
        if either:
            groups.append((either, set(MODELS), []))
        for names, kinds, hints in groups:
            try:
                one = self._settle(row, names, kinds, hints)
            except ValidationError as refused:
                wrong |= refused.message_dict
                continue
            if one[0] in found and found[one[0]].pk != one[1]:
                wrong[names[0]] = [_split()]
            found[one[0]] = self.records[one]
        return found, wrong

    def _settle(self, row: Mapping[str, str], names: Sequence[str], kinds: set[str], hints: Sequence[str]) -> Found:
        """The one to whom everything leads that is told; only an own identifier outweighs a name spelt otherwise."""
        each = {name: self._of(name, row[name], kinds) for name in names}
        sure = any(each[name] for name in _SURE & set(names))
        for name in names:
            if not each[name] and not (sure and name in _NAMES):
                raise ValidationError({name: _unknown(name)})
        left = set.intersection(*filter(None, each.values()))
        if not left:
            raise ValidationError({names[0]: _split()})
        for hint in hints if len(left) > 1 else ():
            left = (left & self._of(hint, row[hint], kinds)) or left
        if len(left) > 1:
            sentence = _("Several customers fit: %(count)s. Tell an ID, a national or legal ID, a mobile or an e-mail.")
            raise ValidationError({names[0]: sentence % {"count": len(left)}})
        return left.pop()

    def _of(self, name: str, text: str, kinds: Iterable[str]) -> set[Found]:
        plain = normal(name, text)
        if not plain:
            return set()
        return set().union(*(self.by.get((f"{kind} {_ASKED.get(name, name)}", plain), set()) for kind in kinds))

    def _read(self, kind: str, told: Mapping[str, set[str]]) -> None:
        names = told["customer"] | told[kind]
        self._keep(kind, "uid", "uid", told["customer_uid"])
        self._keep(kind, WHOSE[kind], WHOSE[kind], told[WHOSE[kind]])
        self._keep(kind, "name", "sort_key", {sort_key(name) for name in names})
        for point in ("mobile", "email"):
            for some in _parts(told[point]):
                points = ContactPoint.objects.filter(kind=point, key__in=some, **{f"{kind}__isnull": False})
                owners: dict[int, set[str]] = defaultdict(set)
                for record, plain in points.values_list(kind, "key"):
                    owners[record].add(plain)
                for pieces in portions(sorted(owners)):
                    for record in self._seen(kind).filter(pk__in=pieces):
                        for plain in owners[record.pk]:
                            self._note(kind, point, plain, record)

    def _keep(self, kind: str, what: str, column: str, values: Iterable[str]) -> None:
        for some in _parts(values):
            for record in self._seen(kind).filter(**{f"{column}__in": some}):
                plain = key(record.name) if what == "name" else str(getattr(record, column))
                self._note(kind, what, plain, record)

    def _note(self, kind: str, what: str, plain: str, record: Customer) -> None:
        self.records[kind, record.pk] = record
        self.by[f"{kind} {what}", plain].add((kind, record.pk))

    def _seen(self, kind: str) -> QuerySet[Any]:
        model: Any = MODELS[kind]
        return visible(model.objects.exclude(state=Record.State.ABSORBED), self.user).order_by()


_ASKED = {"person": "name", "company": "name", "customer": "name", "customer_uid": "uid"}


def normal(name: str, text: str) -> str:
    """The form that is compared; "" where there is none."""
    if name in _NAMES:
        return key(text)
    if name == "customer_uid":
        try:
            return str(UUID(text))
        except ValueError:
            return ""
    parsed = parse_cell(KINDS[name], text)
    return parsed.key if name in {"mobile", "email"} else parsed.value


def _parts(values: Iterable[str]) -> Iterator[Sequence[str]]:
    return portions(sorted(filter(None, values)))


def _split() -> str:
    return _("What this row tells leads to different customers. Correct it or leave one out.")


def _unknown(name: str) -> str:
    if name in _NAMES:
        return _("Nobody you may see has exactly this name. Write it as on the record, or enter the customer first.")
    return _("Nobody you may see has this. Correct it, enter it at the customer, or empty the cell.")
