"""What goes out, and what comes in: the schemas of the OpenAPI document, and how records are written in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from ninja import Field, Schema

from zolal.accounts.models import User
from zolal.activities.models import Suppression
from zolal.activities.suppressed import Closed, closed_to
from zolal.people.fields import Shape, fields_of
from zolal.people.models import Company, Person
from zolal.people.own.files import kept
from zolal.people.queries.titles import about_for
from zolal.people.values import value_of

T = TypeVar("T")

as_typed = attrgetter("raw")
"""The text of an origin, an entry or an issue, as somebody typed it."""

_NAMED = frozenset({Shape.POINT, Shape.COMPANY, Shape.USER, Shape.TEAM, Shape.CATEGORY, Shape.TAGS})


class Seen(Schema):
    """What was before your eyes: what somebody else has changed of it since is not overwritten, 409."""

    def told(self) -> dict[str, Any]:
        """Only what was sent."""
        return self.dict(exclude_unset=True)


class Page(Schema, Generic[T]):
    """Part of a list. `next` and `previous` are cursors, "" at the ends; `total` null where it was not counted."""

    items: list[T]
    next: str = ""
    previous: str = ""
    total: int | None = None
    total_is_exact: bool = True


class Named(Schema):
    id: str
    name: str


class ClosedOut(Schema):
    """On the suppression list: for which channel an address is not to be used, why, since when and from where."""

    channel: str = Field(examples=["email"])
    reason: str = Field(examples=["unsubscribed"])
    since: datetime
    source: str


class Point(Schema):
    """A way to reach somebody. `valid` is false where the text is kept but is none; `suppressed` is empty of most."""

    kind: str
    value: str
    label: str
    valid: bool
    suppressed: list[ClosedOut]


class RecordOut(Schema):
    """A person or a company. `merged_into` is set where it was absorbed by another one."""

    id: UUID
    type: str
    version: int
    state: str
    name: str
    fields: dict[str, Any]
    points: list[Point]
    tags: list[Named]
    company: Named | None
    owner: Named | None
    team: Named | None
    category: Named | None
    source: Named | None
    more: dict[str, Any]
    faults: dict[str, Any]
    quality: int | None
    merged_into: UUID | None
    created_at: datetime
    updated_at: datetime


class OriginOut(Schema):
    """Where a value comes from."""

    who: str
    when: datetime
    source: str
    method: str
    raw: Any = None
    action: UUID


class RecordDetail(RecordOut):
    """With the origin of every value, its score in parts, and the records that were merged into it.

    `latin_names` are proposals how a person's name is usually written in Latin letters, the most usual one first.
    """

    latin_names: list[str] = Field(examples=[["Sara Karimi"]])
    provenance: dict[str, OriginOut]
    scores: dict[str, Any]
    merged: list[Named]


class TroubleOut(Schema):
    field: str
    code: str
    severity: str
    message: str
    proposal: str = ""


class CandidateOut(Schema):
    """A record that may be the same, and why, in a sentence; where you may not see it, only whom to ask."""

    id: UUID | None
    name: str
    owner: str
    probability: float
    because: str


class Entry(Schema):
    """Raw texts by field name, as somebody would type them. `despite`: create although it may be a duplicate."""

    fields: dict[str, str] = Field(examples=[{"given_name": "سارا", "family_name": "کریمی", "mobile": "09125556677"}])
    despite: bool = False


class Edit(Schema):
    """Raw texts of the fields to change, and the version that was seen."""

    version: int = Field(examples=[3])
    fields: dict[str, str] = Field(examples=[{"city": "شیراز"}])


class ClosedAddressOut(ClosedOut):
    """An address of an entry, in the form that is compared, of which that is so: it is kept, and stays on the list."""

    field: str
    address: str


class EntryOut(Schema):
    """What became of an entry. Without `record` it was refused, or waits for a decision on `candidates`."""

    record: RecordOut | None
    action: UUID | None
    troubles: list[TroubleOut]
    candidates: list[CandidateOut]
    suppressed: list[ClosedAddressOut]


class ActionOut(Schema):
    """One thing somebody did. `can_undo` is false where it was undone already."""

    id: UUID
    kind: str
    by: str
    source: str
    at: datetime
    about: dict[str, Any]
    undone_at: datetime | None
    can_undo: bool
    records: int | None = None


class UserOut(Schema):
    id: UUID
    name: str
    email: str
    role: str
    team: Named | None
    is_active: bool
    role_until: date | None = None


def record_out(record: Person | Company) -> dict[str, Any]:
    """A record with its points, tags and neighbours."""
    name = record.record_type
    company = record.company if isinstance(record, Person) else None
    closed = closed_to(record)
    return {
        "id": record.uid,
        "type": name,
        "version": record.version,
        "state": record.state,
        "name": record.name,
        "fields": {
            field.name: _file(name, record, field.name, value) if field.shape is Shape.FILE else _plain(value)
            for field in fields_of(name).values()
            if field.shape not in _NAMED and (value := value_of(record, field)) not in ("", None)
        },
        "points": [
            {
                "kind": point.kind,
                "value": point.value,
                "label": point.label,
                "valid": bool(point.key),
                "suppressed": [closed_out(entry) for entry in closed.get((point.kind, point.key), ())],
            }
            for point in record.contact_points.all()
        ],
        "tags": [{"id": str(one.tag_id), "name": one.tag.name} for one in record.taggings.all()],
        "company": {"id": str(company.uid), "name": company.name} if company else None,
        "owner": user_named(record.owner),
        "team": named(record.team),
        "category": named(record.category),
        "source": named(record.source),
        "more": record.more,
        "faults": record.faults,
        "quality": record.quality,
        "merged_into": record.absorbed_into.uid if record.absorbed_into else None,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
    }


def closed_out(entry: Suppression) -> dict[str, Any]:
    """What is told of an address that is not to be used."""
    return {"channel": entry.channel, "reason": entry.reason, "since": entry.at, "source": entry.source.name}


def closed_addresses(found: Iterable[Closed]) -> list[dict[str, Any]]:
    """The same of addresses that were typed, or stand in a row."""
    return [{"field": one.kind, "address": one.key, **closed_out(one.entry)} for one in found]


def named(row: Any) -> dict[str, str] | None:  # noqa: ANN401 - whatever has a name
    return {"id": str(row.pk), "name": row.name} if row else None


def user_named(user: User | None) -> dict[str, str] | None:
    return {"id": str(user.uid), "name": user.name} if user else None


def user_out(user: User) -> dict[str, Any]:
    return {
        "id": user.uid,
        "name": user.name,
        "email": user.email,
        "role": user.role,
        "role_until": user.role_until,
        "team": named(user.team),
        "is_active": user.is_active,
    }


def action_out(
    action: Any,  # noqa: ANN401 - core.models.Action
    records: int | None = None,
    *,
    reader: User | None = None,
) -> dict[str, Any]:
    """As the `reader` sees it; without one, as whoever did it."""
    about = {name: value for name, value in action.about.items() if name not in {"rows", "named", "kept"}}
    whose = reader or action.actor
    return {
        "id": action.uid,
        "kind": action.kind,
        "by": action.actor.name if action.actor else "",
        "source": action.source.name if action.source else "",
        "at": action.at,
        "about": about_for(whose, about) if whose else about,
        "undone_at": action.undone_at,
        "can_undo": action.undone_at is None,
        "records": records,
    }


def page_out(items: Iterable[Any], **more: Any) -> Mapping[str, Any]:  # noqa: ANN401 - of the page
    return {"items": list(items), "next": "", "previous": "", "total": None, "total_is_exact": True} | more


def _file(record_type: str, record: Person | Company, field: str, value: Any) -> dict[str, Any] | None:  # noqa: ANN401
    """What a fact says of a file, and the operation that gives it."""
    found = kept(value)
    plural = "people" if record_type == "person" else "companies"
    address = f"/api/v1/{plural}/{record.uid}/files/{field}"
    return {"id": found.uid, "name": found.name, "size": found.size, "url": address} if found else None


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column
    return value.isoformat() if isinstance(value, date) else value
