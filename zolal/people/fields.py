"""The fields of every kind of record: one catalogue for forms, lists, imports, the API and the record page.

Those of persons and companies stand here; apps above offer those of their own records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.people.own.definition import PREFIX, Own

Text = str | Promise


class Shape(StrEnum):
    """How a field's fact is stored and shown."""

    TEXT = "text"
    LONG_TEXT = "long text"
    DATE = "date"  # ISO in facts
    NUMBER = "number"
    CHOICE = "choice"
    POINT = "point"  # contact points of the kind, several
    MONEY = "money"  # whole rials
    MOMENT = "moment"  # ISO in UTC in facts
    COMPANY = "company"  # a company's id in facts; its name outside
    PERSON = "person"  # likewise
    ROW = "row"  # the id of a row of the kind named in `kind`, such as "stage"; its name outside
    USER = "user"  # a user's id in facts; the uid or e-mail outside
    TEAM = "team"
    CATEGORY = "category"
    TAGS = "tags"  # facts "tag:<id>": True; names outside
    # Only of fields that stand in `own`:
    CHOICES = "choices"  # a list
    YES_NO = "yes or no"
    RELATION = "relation"  # the uid of a person, a company or a user; the name outside
    FILE = "file"  # what `people.own.files` makes of one


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its name in facts, forms, URLs and the API.

    `kind` is the engine's kind that reads it ("" for what is chosen, not typed). `group` names its colour and place on
    the record page. `own` is what a field knows besides whose value stands in `own`; its name is that of its fact,
    "own:<key>".
    """

    name: str
    label: Text
    group: str
    shape: Shape
    kind: str
    record_types: tuple[str, ...] = ("person", "company")
    own: Own | None = None


GROUPS: Mapping[str, Text] = {
    "identity": _("Who"),
    "reach": _("How to reach"),
    "work": _("Work"),
    "place": _("Where"),
    "personal": _("Personal"),
    "business": _("Business"),
    "ours": _("With us"),
    "society": _("Profession and household"),
    "consent": _("Consent"),
    "mind": _("Goals and personality"),
    "habits": _("Habits"),
    "channel": _("Sales channel"),
}
"""Those that come with Zolal; an administrator adds further ones, see `groups`."""

_P: tuple[str, ...] = ("person",)
_C: tuple[str, ...] = ("company",)

# fmt: off
_ALL = (
    Field("title", pgettext_lazy("before a name", "Title"), "identity", Shape.TEXT, "text", _P),
    Field("given_name", _("Given name"), "identity", Shape.TEXT, "first_name", _P),
    Field("family_name", _("Family name"), "identity", Shape.TEXT, "last_name", _P),
    Field("name", _("Name"), "identity", Shape.TEXT, "company", _C),
    Field("mobile", _("Mobile"), "reach", Shape.POINT, "mobile"),
    Field("phone", _("Telephone"), "reach", Shape.POINT, "phone"),
    Field("email", _("E-mail"), "reach", Shape.POINT, "email"),
    Field("url", _("Web address"), "reach", Shape.POINT, "url"),
    Field("preferred_channel", _("Preferred channel"), "reach", Shape.CHOICE, "", _P),
    Field("company", _("Company"), "work", Shape.COMPANY, "company", _P),
    Field("job_title", _("Job title"), "work", Shape.TEXT, "job_title", _P),
    Field("national_id", _("National ID"), "personal", Shape.TEXT, "national_id", _P),
    Field("gender", _("Gender"), "personal", Shape.CHOICE, "gender", _P),
    Field("birth_date", _("Birth date"), "personal", Shape.DATE, "birth_date", _P),
    Field("marital_status", _("Marital status"), "personal", Shape.CHOICE, "", _P),
    Field("anniversary", _("Anniversary"), "personal", Shape.DATE, "date", _P),
    Field("legal_id", _("Legal ID"), "business", Shape.TEXT, "legal_id", _C),
    Field("economic_code", _("Economic code"), "business", Shape.TEXT, "economic_code", _C),
    Field("industry", _("Industry"), "business", Shape.TEXT, "category", _C),
    Field("employees", _("Employees"), "business", Shape.NUMBER, "number", _C),
    Field("province", _("Province"), "place", Shape.TEXT, "province"),
    Field("city", _("City"), "place", Shape.TEXT, "city"),
    Field("address", _("Address"), "place", Shape.LONG_TEXT, "address"),
    Field("postal_code", _("Postal code"), "place", Shape.TEXT, "postal_code"),
    Field("category", _("Category"), "ours", Shape.CATEGORY, ""),
    Field("tags", _("Tags"), "ours", Shape.TAGS, ""),
    Field("owner", _("Owner"), "ours", Shape.USER, ""),
    Field("team", _("Team"), "ours", Shape.TEAM, ""),
    Field("last_activity_on", _("Last activity"), "ours", Shape.DATE, "date"),
    Field("last_purchase_on", _("Last purchase"), "ours", Shape.DATE, "date"),
    Field("note", _("Note"), "ours", Shape.LONG_TEXT, "text"),
)
# fmt: on


_offered: dict[str, dict[str, Field]] = {}


def offer_fields(record_type: str, fields: Iterable[Field]) -> None:
    """Name the fields of a record type of an app above; called when that app is ready."""
    _offered[record_type] = {field.name: field for field in fields}


def fields_of(record_type: str) -> dict[str, Field]:
    """The fields of a record type by name, in the order they are shown: those of `own` after the others."""
    from zolal.people.own.known import own_fields  # noqa: PLC0415 - it is made of fields

    own = own_fields(record_type)
    return {**built_in(record_type), **own} if own else built_in(record_type)


def built_in(record_type: str) -> dict[str, Field]:
    """Without those whose values stand in `own`."""
    if record_type in _offered:
        return dict(_offered[record_type])
    return {field.name: field for field in _ALL if record_type in field.record_types}


def is_own(name: str) -> bool:
    """Whether a field of this name, or a fact, stands in `own`."""
    return name.startswith(PREFIX)


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that belong together; `roles` (their keys) and `team` keep it; without any it is everybody's."""

    name: str
    label: Text
    tone: str
    roles: tuple[str, ...] = ()
    team: str = ""
    team_id: int | None = None


def groups() -> dict[str, FieldGroup]:
    """All groups by name in the order they are shown, as an administrator arranged them."""
    from zolal.people.own.known import field_groups  # noqa: PLC0415 - it is made of groups

    return field_groups()


def group_of(field: Field) -> FieldGroup:
    """The group of a field; one that is gone is shown with what is ours."""
    found = groups()
    return found.get(field.group) or found["ours"]
