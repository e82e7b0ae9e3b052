"""Fields in `own` for the forms and the API of any kind of record: from what was typed to facts, with every check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.ledger import Facts
from zolal.engine.pipeline.rules import EVERY_RULE
from zolal.engine.rules.pattern import Pattern
from zolal.engine.rules.range import Range
from zolal.people.fields import Field, Shape
from zolal.people.own.known import own_fields
from zolal.people.own.reading import own_of, read, typed
from zolal.people.own.unique import taken
from zolal.people.queries.related import names_for


def facts_from(
    record_type: str, texts: Mapping[str, str], *, by: User, now: Facts | None = None, record_id: int = 0
) -> Facts:
    """The facts that texts by field become ("" takes a value away); names that are none in `own` are left alone.

    `now` are the facts of a record that is changed; without, it is created and everything needed must be there. Raises
    `ValidationError` by field.
    """
    known = own_fields(record_type)
    facts: Facts = {}
    wrong: dict[str, list[str]] = {}
    for name, text in texts.items():
        if name not in known:
            continue
        field = known[name]
        names = names_for(own_of(field).target, [text], by) if field.shape is Shape.RELATION else None
        found = read(field, text, names=names)
        if found.code and EVERY_RULE[found.code].severity != "info":
            wrong[name] = [_(EVERY_RULE[found.code].message)]
        elif sentence := _broken(field, typed(found.value)):
            wrong[name] = [sentence]
        facts[name] = found.value
    after = {**(now or {}), **facts}
    for name, field in known.items():
        if (now is None or name in facts) and after.get(name) is None and _is_needed(field, after):
            wrong.setdefault(name, [_("This is needed.")])
    for name in taken(record_type, facts, but=record_id):
        wrong.setdefault(name, [_("Another record has this value already; each needs one of its own.")])
    if wrong:
        raise ValidationError(wrong)
    return facts


def defaults_for(record_type: str) -> dict[str, str]:
    """What a form of a new record offers, by field."""
    return {name: own_of(field).default for name, field in own_fields(record_type).items() if own_of(field).default}


def _is_needed(field: Field, facts: Facts) -> bool:
    own = own_of(field)
    if not own.required or not own.refuses:
        return False
    if own.when is None:
        return True
    said = typed(facts.get(own.when.field)).split(" | ") if facts.get(own.when.field) is not None else []
    return bool({*said} & {*own.when.values}) if own.when.values else bool(said)


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
