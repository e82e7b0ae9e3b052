"""What a contact can be dragged onto, and what many records can be given at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.queries.users import team_by_id, teams, user_by_uid
from zolal.core.ledger import Facts
from zolal.people.fields import Shape, fields_of, is_own
from zolal.people.own.entry import facts_from
from zolal.people.own.reading import NO, YES
from zolal.people.queries.companies import find_companies
from zolal.people.queries.owners import find_owners
from zolal.people.queries.permitted import fixed
from zolal.people.queries.records import visible_record
from zolal.people.queries.tags import categories, category_by_id, find_tags, tag_by_id
from zolal.web.choices import choices_in

_GIVEN = frozenset({Shape.CHOICE, Shape.CHOICES, Shape.YES_NO})
SHOWN = 8
OFFERED = 200


@dataclass(frozen=True, slots=True)
class Target:
    """Something records can be given: a field ("-tags" takes a tag off) and its value as an address has it."""

    field: str
    value: str
    label: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    field: str
    label: str
    icon: str
    targets: list[Target]


def targets_for(user: User, record_type: str, limit: int = SHOWN) -> list[Group]:
    """The rail beside a list; nothing for who may not edit."""
    if not may(user, "records.edit"):
        return []
    groups = [
        Group("category", _("Category"), "category", [_coloured("category", one) for one in categories()[:limit]]),
        Group("tags", _("Tags"), "tag", [_coloured("tags", one) for one in find_tags(limit=limit)]),
        Group(
            "owner", _("Owner"), "person", [Target("owner", str(one.uid), one.name) for one in find_owners(limit=limit)]
        ),
    ]
    if record_type == "person":
        companies = find_companies(user=user, text="", limit=limit)
        found = [Target("company", str(one.uid), one.name) for one in companies]
        groups.append(Group("company", _("Company"), "company", found))
    return [group for group in groups if group.targets and group.field not in fixed(user, record_type)]


def offered_for(user: User, record_type: str) -> list[Group]:
    """The same for the keyboard, with more of each, teams, and tags to take off."""
    groups = targets_for(user, record_type, limit=OFFERED)
    groups.append(Group("team", _("Team"), "users", [Target("team", str(team.pk), team.name) for team in teams()]))
    off = [
        Target("-tags", target.value, target.label)
        for group in groups
        if group.field == "tags"
        for target in group.targets
    ]
    groups += _own_groups(record_type)
    groups.append(Group("-tags", _("Take a tag off"), "tag", off))
    return [
        group for group in groups if group.targets and group.field.removeprefix("-") not in fixed(user, record_type)
    ]


def _own_groups(record_type: str) -> list[Group]:
    """Fields in `own` that are chosen: what many records can be given alike."""
    found = []
    for name, field in fields_of(record_type).items():
        if field.own is None or field.shape not in _GIVEN:
            continue
        choices = [(YES, _("yes")), (NO, _("no"))] if field.shape is Shape.YES_NO else choices_in(field)
        found.append(Group(name, str(field.label), "edit", [Target(name, value, label) for value, label in choices]))
    return found


def facts_for(record_type: str, field: str, value: str, user: User) -> Facts:
    """What a target means for a record. Raises `ValidationError` for what does not exist or is not visible."""
    try:
        return _facts(record_type, field, value, user)
    except (ObjectDoesNotExist, ValueError) as error:
        raise ValidationError(_("What the records should be given does not exist any more.")) from error


def _facts(record_type: str, field: str, value: str, user: User) -> Facts:
    if is_own(field):
        return facts_from(record_type, {field: value}, by=user, now={})
    match field:
        case "owner":
            return {"owner": user_by_uid(UUID(value)).pk}
        case "team":
            return {"team": team_by_id(int(value)).pk}
        case "category":
            return {"category": category_by_id(int(value)).pk if value else None}
        case "tags" | "-tags":
            return {f"tag:{tag_by_id(int(value)).pk}": True if field == "tags" else None}
        case "company":
            return {"company": visible_record(user, "company", UUID(value)).pk}
    raise ValueError(field)


def _coloured(field: str, one: Any) -> Target:  # noqa: ANN401 - a tag or a category
    return Target(field, str(one.pk), one.name, one.colour)
