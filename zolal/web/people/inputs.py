"""How a field is asked for in a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zolal.accounts.queries.users import teams
from zolal.people.fields import Field, Shape
from zolal.people.queries.owners import find_owners
from zolal.people.queries.tags import categories
from zolal.web.choices import choices_of

LATIN = frozenset(
    {"mobile", "phone", "email", "url", "national_id", "legal_id", "economic_code", "postal_code", "employees"}
)
KEYBOARDS = {
    "mobile": "tel",
    "phone": "tel",
    "email": "email",
    "url": "url",
    "national_id": "numeric",
    "postal_code": "numeric",
}


@dataclass(frozen=True, slots=True)
class Input:
    """`look` says which control people/input.html shows; `options` are (value, label)."""

    name: str
    label: str
    look: str
    value: str
    options: Sequence[tuple[str, str]]
    direction: str
    keyboard: str
    several: bool
    required: bool = False


def input_for(field: Field, value: str, *, required: bool = False) -> Input:
    options = _options(field)
    if value and options is not None and value not in dict(options):
        options = [*options, (value, value)]
    look = "select" if options is not None else {Shape.DATE: "date", Shape.LONG_TEXT: "long"}.get(field.shape, "text")
    return Input(
        name=field.name,
        label=str(field.label),
        look=look,
        value=value,
        options=options or [],
        direction="ltr" if field.name in LATIN else "auto",
        keyboard=KEYBOARDS.get(field.name, ""),
        several=field.shape in {Shape.POINT, Shape.TAGS},
        required=required,
    )


def _options(field: Field) -> list[tuple[str, str]] | None:
    match field.shape:
        case Shape.CHOICE:
            return choices_of(field.name)
        case Shape.USER:
            return [(user.email, user.name) for user in find_owners(limit=500)]
        case Shape.TEAM:
            return [(team.name, team.name) for team in teams()]
        case Shape.CATEGORY:
            return [(category.name, category.name) for category in categories()]
    return None
