"""Whom a new activity is of: a person, a company or another record, as an address names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse

from zolal.accounts.models import User
from zolal.activities.about import about_record, about_types
from zolal.activities.queries.taking_part import people_at
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.queries.records import visible_record


@dataclass(frozen=True, slots=True)
class Target:
    """Of whom; `given` is what actions take, `fields` what a form hands on, `url` the page to come back to."""

    given: dict[str, Any]
    fields: dict[str, str]
    name: str
    url: str

    @property
    def customer(self) -> Person | Company | None:
        """Who can be asked something."""
        return self.given.get("person") or self.given.get("company")

    @property
    def company(self) -> Company | None:
        company, person = self.given.get("company"), self.given.get("person")
        return company or (person.company if person else None)


def target_of(request: HttpRequest, given: QueryDict) -> Target | None:
    """What ?person=, ?company= or ?about=type:uid name. Raises `Http404` for what the user may not see."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    found: dict[str, Any] = {}
    fields: dict[str, str] = {}
    name, url = "", ""
    try:
        for record_type in ("person", "company"):
            if text := given.get(record_type, ""):
                record = visible_record(user, record_type, UUID(text))
                found[record_type], fields[record_type] = record, text
                name, url = name or record.name, url or reverse(record_type, args=[record.uid])
        if text := given.get("about", ""):
            record_type, _colon, uid = text.partition(":")
            about = about_types()[record_type]
            other: Record = about_record(user, record_type, UUID(uid))
            found["about"], fields["about"] = other, text
            name, url = about.label(other), reverse(about.url, args=[other.uid])
    except (ValueError, KeyError, ObjectDoesNotExist) as missing:
        raise Http404 from missing
    return Target(found, fields, name, url) if found else None


def people_of(user: User, target: Target | None) -> list[Person]:
    """Those of the customer's who may take part in something."""
    if target is None:
        return []
    person = target.given.get("person")
    company = target.company
    found = people_at(user, company) if company else []
    return [*([person] if person else []), *(one for one in found if person is None or one.pk != person.pk)]
