"""What a list can be filtered by: the catalogue's fields, what every record has, and what apps above add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.people.fields import Field, Shape, Text, fields_of

OPERATORS: Mapping[str, str] = {
    "is": "",
    "is not": "not",
    "contains": "contains",
    "begins": "begins",
    "empty": "empty",
    "filled": "filled",
    "at least": "from",
    "at most": "to",
}
"""Each operator and its suffix in an address: ?city.not=…"""

LABELS: Mapping[str, Text] = {
    "is": pgettext_lazy("filter", "is"),
    "is not": pgettext_lazy("filter", "is not"),
    "contains": pgettext_lazy("filter", "contains"),
    "begins": pgettext_lazy("filter", "begins with"),
    "empty": pgettext_lazy("filter", "is empty"),
    "filled": pgettext_lazy("filter", "is filled"),
    "at least": pgettext_lazy("filter", "from"),
    "at most": pgettext_lazy("filter", "up to"),
}

_GAPS = ("empty", "filled")
_TEXTS = ("is", "is not", "contains", "begins", *_GAPS)
_RANGES = ("is", "at least", "at most", *_GAPS)
_CHOICES = ("is", "is not", *_GAPS)
_OPERATORS = {
    Shape.TEXT: _TEXTS,
    Shape.LONG_TEXT: ("contains", *_GAPS),
    Shape.DATE: _RANGES,
    Shape.NUMBER: _RANGES,
    Shape.CHOICE: _CHOICES,
    Shape.POINT: _TEXTS,
    Shape.COMPANY: ("is", "is not", "contains", *_GAPS),
    Shape.USER: _CHOICES,
    Shape.TEAM: _CHOICES,
    Shape.CATEGORY: _CHOICES,
    Shape.TAGS: _CHOICES,
    Shape.MONEY: _RANGES,
    Shape.CHOICES: _CHOICES,
    Shape.YES_NO: ("is", *_GAPS),
    Shape.RELATION: _CHOICES,
    Shape.FILE: _GAPS,
}
_OF_OWN = {
    # No index of theirs leads into the middle of a text; that of the search does from three letters on.
    Shape.LONG_TEXT: _GAPS,
}


@dataclass(frozen=True, slots=True)
class Filterable:
    """Something to filter by, with the operators that make sense for it.

    `condition` is given by apps above: from record type, operator and values to a condition on the record.
    """

    name: str
    label: Text
    shape: Shape | None
    operators: tuple[str, ...]
    condition: Callable[[str, str, Sequence[str]], Q] | None = None


_BESIDE = (
    Filterable("state", _("State"), None, ("is",)),
    Filterable("quality", _("Quality"), Shape.NUMBER, _RANGES),
    Filterable("source", _("Source"), None, _CHOICES),
    Filterable("created_at", _("Created"), None, ("is", "at least", "at most")),
    Filterable("updated_at", _("Changed"), None, ("is", "at least", "at most")),
)
_added: dict[str, Filterable] = {}


def filterable(record_type: str) -> dict[str, Filterable]:
    """Everything a list of this type can be filtered by, by name, in the order it is offered."""
    fields = [
        Filterable(field.name, field.label, field.shape, operators_of(field))
        for field in fields_of(record_type).values()
    ]
    return {each.name: each for each in (*fields, *_BESIDE, *_added.values())}


def operators_of(field: Field) -> tuple[str, ...]:
    """Those that make sense for a field."""
    if field.own is not None and field.shape in _OF_OWN:
        return _OF_OWN[field.shape]
    return _OPERATORS[field.shape]


def add_filter(added: Filterable) -> None:
    """Let lists be filtered by something an app above knows ("issue"); called when that app is ready."""
    _added[added.name] = added
