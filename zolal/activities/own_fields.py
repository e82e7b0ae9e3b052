"""Fields of one's own of activities: which a kind has, and which are typed once for several."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.ledger import Facts
from zolal.people.fields import Field, Shape
from zolal.people.own.entry import Entries
from zolal.people.own.known import own_fields
from zolal.people.own.reading import own_of


def own_of_kinds(kinds: Collection[str]) -> dict[str, Field]:
    """Those that are asked of activities of some kinds, by name."""
    return {name: field for name, field in own_fields("activity").items() if _is_of(field, kinds)}


def same_of_many(kinds: Collection[str]) -> dict[str, Field]:
    """Those whose value several activities can have at once: no file, and nothing that each needs of its own."""
    return {name: field for name, field in own_of_kinds(kinds).items() if not _is_of_each(field)}


class SameOfMany:
    """What was typed once for so many new activities, by field; with `each_later` what each needs of its own is not
    asked for yet."""

    def __init__(self, texts: Mapping[str, str], *, count: int, by: User, each_later: bool = False) -> None:
        self.texts = texts
        self.each_later = each_later
        self.entries = Entries("activity", [texts] * count, by=by)

    def facts(self, beside: Facts) -> Facts:
        """Of one with these other facts. Raises `ValidationError` by field, also for what is needed and absent."""
        each = {name: field for name, field in own_fields("activity").items() if _is_of_each(field)}
        wrong = {name: [_of_its_own(field)] for name, field in each.items() if self.texts.get(name)}
        if wrong:
            raise ValidationError(wrong)
        try:
            return self.entries.facts(self.texts, beside=beside, later=each if self.each_later else ())
        except ValidationError as refused:
            told = {name: [_of_its_own(each[name])] for name in each.keys() & refused.message_dict.keys()}
            raise ValidationError(refused.message_dict | told) from refused


def _is_of(field: Field, kinds: Collection[str]) -> bool:
    when = own_of(field).when
    return when is None or when.field != "kind" or not when.values or bool({*when.values} & {*kinds})


def _is_of_each(field: Field) -> bool:
    return field.shape is Shape.FILE or own_of(field).unique


def _of_its_own(field: Field) -> str:
    return _("Each needs “%(field)s” of its own: plan them one by one.") % {"field": field.label}
