"""What a category needs, as rules: so nobody comes into it without, by whatever door."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from zolal.people.fields import Shape, fields_of
from zolal.people.models import Category
from zolal.people.own.known import demanding_categories
from zolal.quality.models import Rule

_SPACE = UUID("6b1b8a86-3a3c-4a0b-8a2e-8a5f6d0c41e7")


def category_rules(record_type: str) -> list[Rule]:
    """Unsaved, as the standard rules are."""
    return [rule for category in demanding_categories() for rule in rules_of_category(record_type, category)]


def rules_of_category(record_type: str, category: Category) -> Iterator[Rule]:
    known = fields_of(record_type)
    for name in category.needs:
        if name not in known or known[name].shape is Shape.TAGS:
            continue
        told = {"category": category.name, "field": known[name].label}
        yield Rule(
            uid=identity(record_type, category, name),
            record_type=record_type,
            name=_("Needed in “%(category)s”") % told,
            kind="condition",
            parameters={"field": "category", "values": [str(category.pk)], "other": name},
            severity=Rule.Severity.BLOCK,
            message=_("Who is in “%(category)s” has “%(field)s” filled: that is how the category is defined.") % told,
        )


def identity(record_type: str, category: Category, name: str) -> UUID:
    return uuid5(_SPACE, f"{record_type} {category.pk} {name}")
