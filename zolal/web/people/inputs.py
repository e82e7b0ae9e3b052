"""How a field is asked for in a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from zolal.accounts.queries.users import teams
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Field, Shape
from zolal.people.own.files import Kept, kept
from zolal.people.own.reading import NO, YES, own_of
from zolal.people.queries.owners import find_owners
from zolal.people.queries.tags import categories
from zolal.stewardship.queries.answers import Answers
from zolal.web.choices import choices_in

LATIN = frozenset(
    {"mobile", "phone", "email", "url", "national_id", "legal_id", "economic_code", "postal_code", "employees"}
)
_LOOKS = {Shape.DATE: "date", Shape.LONG_TEXT: "long", Shape.CHOICES: "boxes", Shape.FILE: "file"}
_NUMBERS = frozenset({Shape.NUMBER, Shape.MONEY})
_MOST_ANSWERS = 3
LONGEST = 10_000
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
    help: str = ""
    chosen: frozenset[str] = frozenset()
    when: str = ""
    when_values: str = ""
    answers: Sequence[tuple[str, float, int]] = ()  # (label, share, per cent) of the most frequent ones so far

    @property
    def file(self) -> Kept | None:
        """The file that is there."""
        return kept(self.value) if self.look == "file" else None

    @property
    def id(self) -> str:
        """Fit for addresses in a page."""
        return self.name.replace(":", "-")


def posted(request: HttpRequest, name: str) -> str:
    """What was typed or chosen in a field; of boxes all that are ticked."""
    return SEPARATOR.join(filter(None, map(str.strip, request.POST.getlist(name))))[:LONGEST]


def input_for(field: Field, value: str, *, required: bool = False, so_far: Answers | None = None) -> Input:
    """`so_far` is what others have answered."""
    options = _options(field)
    if value and options is not None and field.shape is not Shape.CHOICES and value not in dict(options):
        options = [*options, (value, value)]
    look = _LOOKS.get(field.shape, "text" if options is None else "select")
    own, when = field.own, field.own.when if field.own else None
    return Input(
        name=field.name,
        label=_("%(field)s (rial)") % {"field": field.label} if field.shape is Shape.MONEY else str(field.label),
        look=look,
        value=value,
        options=options or [],
        direction="ltr" if field.name in LATIN or field.shape in _NUMBERS else "auto",
        keyboard=KEYBOARDS.get(field.name, "decimal" if field.shape in _NUMBERS else ""),
        several=field.shape in {Shape.POINT, Shape.TAGS},
        required=required or bool(own and own.required and when is None),
        help=str(own.help) if own else "",
        chosen=frozenset(value.split(SEPARATOR)) if look == "boxes" else frozenset(),
        when=when.field.replace(":", "-") if when else "",
        when_values=SEPARATOR.join(when.values) if when else "",
        answers=_told(so_far, dict(options or ())),
    )


def _told(so_far: Answers | None, labels: Mapping[str, str]) -> list[tuple[str, float, int]]:
    shares = so_far.shares if so_far else {}
    found = [(labels[value], share, round(100 * share)) for value, share in shares.items() if value in labels]
    return found[:_MOST_ANSWERS]


def _options(field: Field) -> list[tuple[str, str]] | None:
    if field.own is not None:
        return _own_options(field)
    match field.shape:
        case Shape.CHOICE:
            return choices_in(field)
        case Shape.USER:
            return [(user.email, user.name) for user in find_owners(limit=500)]
        case Shape.TEAM:
            return [(team.name, team.name) for team in teams()]
        case Shape.CATEGORY:
            return [(category.name, category.name) for category in categories()]
    return None


def _own_options(field: Field) -> list[tuple[str, str]] | None:
    match field.shape:
        case Shape.CHOICE | Shape.CHOICES:
            return choices_in(field)
        case Shape.YES_NO:
            return [(YES, str(_("yes"))), (NO, str(_("no")))]
        case Shape.RELATION if own_of(field).target == "user":
            return [(str(user.uid), user.name) for user in find_owners(limit=500)]
    return None
