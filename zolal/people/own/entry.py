"""Fields in `own` for the forms and the API of any kind of record: from what was typed to facts, with every check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.ledger import Facts
from zolal.core.locks import hold
from zolal.engine.fields.kind import NO_CONTEXT, Context
from zolal.engine.pipeline.rules import EVERY_RULE
from zolal.engine.rules.pattern import Pattern
from zolal.engine.rules.range import Range
from zolal.people.fields import Field, Shape, is_own
from zolal.people.own.known import own_fields
from zolal.people.own.reading import Read, own_of, read, typed
from zolal.people.own.unique import holders, same, unique_fields
from zolal.people.own.when import holds
from zolal.people.queries.keepers import refusals
from zolal.people.queries.own_files import files_for
from zolal.people.queries.permitted import fixed
from zolal.people.queries.related import names_for

ABSENT_FILE = "absent file"


def facts_from(
    record_type: str,
    texts: Mapping[str, str],
    *,
    by: User,
    now: Facts | None = None,
    beside: Facts | None = None,
    record_id: int = 0,
) -> Facts:
    """The facts that texts by field become ("" takes a value away); names that are none in `own` are left alone.

    `now` are the facts of a record that is changed; without, it is created and everything needed must be there.
    `beside` are facts of its other fields that are written too. Raises `ValidationError` by field, also for what the
    user may not write. Called in a transaction, it holds what must be unlike in all records until that ends.
    """
    return Entries(record_type, [texts], by=by).facts(texts, now=now, beside=beside, record_id=record_id)


def whole_facts(
    record_type: str,
    told: Mapping[str, Any],
    plain: Callable[[Mapping[str, Any]], Facts],
    *,
    by: User,
    new: bool,
    now: Callable[[], Facts] = dict,
    beside: Facts | None = None,
    record_id: int = 0,
) -> Facts:
    """Facts of what is told by field, of which `plain` makes those of all but fields in `own`; these are texts, None:
    absent, see `facts_from`. `now` gives what a record that is not `new` has; it is asked only where that matters.

    Raises `ValidationError` by field, with what is wrong of both.
    """
    own = {name: value or "" for name, value in told.items() if is_own(name)}
    facts: Facts = {}
    wrong: dict[str, Any] = {}
    try:
        facts = plain({name: value for name, value in told.items() if name not in own})
    except ValidationError as refused:
        wrong |= refused.error_dict
    if own or new:
        both = {**facts, **(beside or {})}
        try:
            facts |= facts_from(record_type, own, by=by, now=None if new else now(), beside=both, record_id=record_id)
        except ValidationError as refused:
            wrong |= refused.error_dict
    if wrong:
        raise ValidationError(wrong)
    return facts


class Entries:
    """Several records whose fields somebody typed: what texts mean is asked once a field, not once a record.

    Two of them may not have one value where each record needs its own.
    """

    def __init__(
        self,
        record_type: str,
        rows: Sequence[Mapping[str, str]],
        *,
        by: User,
        contexts: Mapping[str, Context] | None = None,
    ) -> None:
        self.record_type, self.by, self.contexts = record_type, by, contexts or {}
        self.known = own_fields(record_type)
        texts = {name: [row[name] for row in rows if row.get(name)] for name in self.known}
        self.names = {
            name: names_for(own_of(field).target, texts[name], by)
            for name, field in self.known.items()
            if field.shape is Shape.RELATION and texts[name]
        }
        self.held: dict[str, Mapping[Any, set[int]]] = {}
        self.given: dict[str, set[Any]] = {}
        for field in unique_fields(record_type, [name for name in self.known if texts[name]]):
            read_ones = {self._read(field, text, None).value for text in texts[field.name]} - {None}
            if connection.in_atomic_block:
                # Of the field, not of each value: a file has thousands of them, and no database so many locks.
                hold([f"{record_type}:{field.name}"])
            self.held[field.name] = holders(record_type, field, read_ones)
            self.given[field.name] = set()

    def facts(
        self,
        texts: Mapping[str, str],
        *,
        now: Facts | None = None,
        beside: Facts | None = None,
        record_id: int = 0,
        later: Collection[str] = (),
    ) -> Facts:
        """Of one of them; see `facts_from`. What is needed `later` may be absent now."""
        own = {name: text for name, text in texts.items() if is_own(name)}
        wrong: dict[str, list[str]] = {name: [_("There is no such field.")] for name in own.keys() - self.known.keys()}
        kept = fixed(self.by, self.record_type, new=now is None)
        wrong |= {name: [why] for name, why in refusals(self.by, self.record_type, own.keys() & kept).items()}
        facts: Facts = {}
        for name in own.keys() - wrong.keys():
            field = self.known[name]
            found = self._read(field, own[name], (now or {}).get(name))
            if sentence := _refusal(field, found):
                wrong[name] = [sentence]
            facts[name] = found.value
        after = {**(now or {}), **(beside or {}), **facts}
        for name, field in self.known.items():
            asked = (now is None and name not in kept and name not in later) or name in facts
            if asked and after.get(name) is None and _is_needed(field, after):
                wrong.setdefault(name, [_("This is needed.")])
        for name in facts.keys() & self.held.keys():
            if facts[name] is not None and self._is_taken(name, facts[name], record_id):
                wrong.setdefault(name, [_("Another record has this value already; each needs one of its own.")])
        if wrong:
            raise ValidationError(wrong)
        return facts

    def _read(self, field: Field, text: str, now: Any) -> Read:  # noqa: ANN401 - JSON
        names = files_for(text, self.by, now) if field.shape is Shape.FILE else self.names.get(field.name)
        if field.shape is Shape.FILE and text.strip() and not names:
            return Read(code=ABSENT_FILE)
        return read(field, text, self.contexts.get(field.name, NO_CONTEXT), names)

    def _is_taken(self, name: str, value: Any, record_id: int) -> bool:  # noqa: ANN401 - JSON
        one = same(self.known[name], value)
        twice = one in self.given[name]
        self.given[name].add(one)
        return twice or bool(self.held[name].get(one, set()) - {record_id})


def lacking(record_type: str, facts: Facts, by: User) -> list[Field]:
    """What is needed of a record with these facts and absent: it was made before that was asked, or without it. Of what
    the user may write."""
    kept = fixed(by, record_type)
    return [
        field
        for name, field in own_fields(record_type).items()
        if name not in kept and facts.get(name) is None and _is_needed(field, facts)
    ]


def defaults_for(record_type: str) -> dict[str, str]:
    """What a form of a new record offers, by field."""
    return {name: own_of(field).default for name, field in own_fields(record_type).items() if own_of(field).default}


def _refusal(field: Field, found: Read) -> str:
    if found.code == ABSENT_FILE:
        return _("This file is not there, or no longer; hand it in again.")
    if found.code and EVERY_RULE[found.code].severity != "info":
        return _(EVERY_RULE[found.code].message)
    return _broken(field, typed(found.value))


def _is_needed(field: Field, facts: Facts) -> bool:
    own = own_of(field)
    return own.required and own.refuses and holds(own.when, facts)


def _broken(field: Field, text: str) -> str:
    """What the field's own checks say of a value; "" where it fits."""
    own, today = own_of(field), timezone.localdate()
    if not text or not own.refuses:
        return ""
    if (own.least or own.most) and not _within(field, text, today):
        return _("This lies outside of what is allowed: %(least)s to %(most)s.") % {
            "least": own.least or "…",
            "most": own.most or "…",
        }
    if (own.shortest and len(text) < own.shortest) or (own.longest and len(text) > own.longest):
        return _("The text has another length than this field demands.")
    if own.pattern and not Pattern(field.name, own.pattern).fits(text):
        return _("The text does not have the form that this field demands.")
    return ""


def _within(field: Field, text: str, today: date) -> bool:
    own = own_of(field)
    shape = "date" if field.shape is Shape.DATE else "number"
    return Range(field.name, shape, own.least, own.most).holds(text, today)
