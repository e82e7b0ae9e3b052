"""Labels of fields that are chosen from a list."""

from __future__ import annotations

from zolal.people.models import Person

CHOICES = {
    "gender": Person.Gender,
    "marital_status": Person.MaritalStatus,
    "preferred_channel": Person.Channel,
}


def choices_of(field: str) -> list[tuple[str, str]]:
    """(stored value, label in the reader's language), none for a field that is not chosen."""
    return [(value, str(label)) for value, label in CHOICES[field].choices] if field in CHOICES else []


def choice_label(field: str, value: str) -> str:
    """The label of a stored value; the value itself where the list does not know it."""
    return dict(choices_of(field)).get(value, value)
