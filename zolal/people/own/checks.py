"""Whether the definition of a field makes sense: sentences for whoever makes one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from zolal.core import ledger
from zolal.core.listed import listed
from zolal.engine.persian.letters import key
from zolal.engine.rules.demand import NoSense
from zolal.engine.rules.pattern import Pattern
from zolal.people.fields import Field, Shape, fields_of
from zolal.people.models import CustomField
from zolal.people.own.known import field_from
from zolal.people.own.reading import read, typed
from zolal.people.own.types import conditional_fields

CHOSEN = (CustomField.Kind.CHOICE, CustomField.Kind.CHOICES)
RANGED = (CustomField.Kind.NUMBER, CustomField.Kind.MONEY, CustomField.Kind.DATE)
WRITTEN = (CustomField.Kind.TEXT, CustomField.Kind.LONG_TEXT)
TARGETS = ("person", "company", "user")


def demand_sense(field: CustomField) -> None:
    """Raises `ValidationError` for what contradicts itself; checks that the kind cannot have are left out."""
    _fit_kind(field)
    if field.kind in CHOSEN and not field.choices:
        raise ValidationError({"choices": _("Write at least one choice.")})
    if field.kind == CustomField.Kind.RELATION and field.target not in TARGETS:
        raise ValidationError({"target": _("Choose what the relation leads to.")})
    _demand_range(field)
    if field.longest and field.shortest > field.longest:
        raise ValidationError({"longest": _("Nothing can ever fit: the longest is shorter than the shortest.")})
    if field.pattern:
        try:
            Pattern("", field.pattern).check()
        except NoSense as reason:
            raise ValidationError({"pattern": _(reason.reason) % reason.arguments}) from reason
    _demand_condition(field)
    _demand_default(field)


def _fit_kind(field: CustomField) -> None:
    if field.kind not in CHOSEN:
        field.choices = []
    if field.kind not in RANGED:
        field.least = field.most = ""
    if field.kind not in WRITTEN:
        field.shortest = field.longest = 0
        field.pattern = ""
    if field.kind != CustomField.Kind.RELATION:
        field.target = ""
    if field.kind in (*CHOSEN, CustomField.Kind.YES_NO, CustomField.Kind.LONG_TEXT, CustomField.Kind.FILE):
        field.unique = False
    if not field.when_field:
        field.when_values = []


def _demand_range(field: CustomField) -> None:
    ends = []
    for name in ("least", "most"):
        text = getattr(field, name)
        if not text:
            ends.append(None)
            continue
        found = read(field_from(field), text)
        if found.value is None:
            sentence = _("This is no day.") if field.kind == CustomField.Kind.DATE else _("This is no number.")
            raise ValidationError({name: sentence})
        setattr(field, name, str(found.value))
        ends.append(found.value)
    if None not in ends and ends[0] > ends[1]:
        raise ValidationError({"most": _("Nothing can ever fit: the range ends before it begins.")})


def _demand_condition(field: CustomField) -> None:
    if not field.when_field:
        return
    if field.when_field == field.name or field.when_field not in conditional_fields(field.record_type):
        raise ValidationError({"when_field": _("Choose another field of the same kind of record.")})
    other = fields_of(field.record_type)[field.when_field]
    if other.own is not None and other.own.when is not None and other.own.when.field == field.name:
        raise ValidationError({"when_field": _("These two fields would wait for each other.")})
    field.when_values = [_as_kept(field.record_type, other, text) for text in field.when_values]


def _as_kept(record_type: str, other: Field, text: str) -> str:
    """A value of the condition as the other field's fact says it, where somebody wrote its label.

    Raises `ValidationError` for what the other field can never say.
    """
    if other.own is not None:
        return typed(read(other, text).value) or text
    if other.shape is not Shape.CHOICE:
        return text
    words = {}
    choices = ledger.record_type(record_type).model._meta.get_field(other.name).choices or ()
    for language in ("fa", "en"):
        with override(language):
            words |= {key(str(word)): str(value) for value, label in choices for word in (value, label)}
    if key(text) not in words:
        sentence = _("“%(value)s” is none of its values; there are: %(choices)s.")
        told = {"value": text, "choices": listed([label for _value, label in choices])}
        raise ValidationError({"when_values": sentence % told})
    return words[key(text)]


def _demand_default(field: CustomField) -> None:
    if not field.default:
        return
    whole = field_from(field)
    if whole.shape in (Shape.RELATION, Shape.FILE):
        raise ValidationError({"default": _("Such a field has no default.")})
    found = read(whole, field.default)
    if found.value is None:
        raise ValidationError({"default": _("The default does not fit the field.")})
    field.default = typed(found.value)
