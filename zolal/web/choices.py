"""Labels of fields that are chosen from a list."""

from __future__ import annotations

from zolal.people.fields import Field
from zolal.people.models import Person

CHOICES = {
    "gender": Person.Gender,
    "marital_status": Person.MaritalStatus,
    "preferred_channel": Person.Channel,
}


def choices_in(field: Field) -> list[tuple[str, str]]:
    """(stored value, label in the reader's language), none for a field that is not chosen."""
    if field.own is not None:
        return [(choice.value, str(choice.label)) for choice in field.own.choices]
    return choices_of(field.name)


def choices_of(field: str) -> list[tuple[str, str]]:
    """The same of a field that is a column, by its name."""
    return [(value, str(label)) for value, label in CHOICES[field].choices] if field in CHOICES else []
