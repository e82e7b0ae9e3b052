"""How often each answer to a field that is chosen was given, counted in the database: for few records."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from zolal.people.fields import Shape, fields_of
from zolal.people.models import OwnValue
from zolal.people.own.index import number_of
from zolal.people.own.reading import NO, YES
from zolal.people.queries.records import MODELS

CHOSEN = frozenset({Shape.CHOICE, Shape.CHOICES, Shape.YES_NO})


def counted(record_type: str) -> dict[str, Mapping[str, int]]:
    """{field: {stored value: how many records}}, whoever's they are."""
    asked = {name: field for name, field in fields_of(record_type).items() if field.shape in CHOSEN}
    own = {number_of(record_type, name): name for name, field in asked.items() if field.own}
    found: dict[str, dict[str, int]] = {}
    rows = OwnValue.objects.filter(field__in=own).order_by().values_list("field", "text", "number")
    for field, text, number, many in rows.annotate(many=Count("id")):
        found.setdefault(own[field], {})[text if text is not None else YES if number else NO] = many
    for name in (name for name, field in asked.items() if field.own is None):
        records = MODELS[record_type].objects.exclude(**{name: ""}).order_by().values_list(name)
        found[name] = dict(records.annotate(many=Count("id")))
    return dict(found)
