"""Fields in `own` on the page of a record of an app above: in groups, as far as the reader sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zolal.accounts.models import User
from zolal.core import ledger
from zolal.core.models import Record
from zolal.people.fields import Field, FieldGroup, group_of, groups
from zolal.people.own.known import own_fields
from zolal.people.own.when import asked
from zolal.people.queries.permitted import accesses, mask_own
from zolal.people.queries.related import attach
from zolal.web.people.own import own_look


@dataclass(frozen=True, slots=True)
class OwnShown:
    """A field on the page. `look` says how `zolal.web.people.cells` shows it, `access` what it is to the reader."""

    field: Field
    look: str
    value: Any
    access: str

    @property
    def id(self) -> str:
        """Fit for addresses in a page."""
        return self.field.name.replace(":", "-")


@dataclass(frozen=True, slots=True)
class OwnGroup:
    group: FieldGroup
    fields: Sequence[OwnShown]


def own_groups(user: User, record_type: str, record: Record, *, filled: bool = False) -> list[OwnGroup]:
    """All that is asked of the record, or only what is `filled`; the record is masked, to be shown and not saved."""
    facts = ledger.record_type(record_type).facts([record.pk]).get(record.pk, {})
    mask_own(user, record_type, [record])
    attach(user, record_type, [record])
    return grouped(
        user, record_type, record, [one for one in own_fields(record_type).values() if asked(one, facts)], filled=filled
    )


def grouped(user: User, record_type: str, record: Record, fields: Sequence[Field], *, filled: bool) -> list[OwnGroup]:
    """These fields of a record that is loaded as the user sees it."""
    kept = accesses(user, record_type)
    shown = [
        OwnShown(field, *own_look(record, field), kept.get(field.name, "normal"))
        for field in fields
        if kept.get(field.name) != "hidden" and not (filled and record.own.get(field.name[4:]) in (None, ""))
    ]
    found = [OwnGroup(one, [each for each in shown if group_of(each.field) == one]) for one in groups().values()]
    return [one for one in found if one.fields]


def one_own(user: User, record_type: str, record: Record, name: str) -> OwnShown:
    """One field again, after it was edited."""
    mask_own(user, record_type, [record])
    attach(user, record_type, [record])
    field = own_fields(record_type)[name]
    return OwnShown(field, *own_look(record, field), accesses(user, record_type).get(name, "normal"))
