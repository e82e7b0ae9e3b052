"""Who belongs together: people and companies, as what, and from when until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import NotAllowed, demand
from zolal.accounts.visibility import may_on, visible
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.locks import hold
from zolal.core.models import Action
from zolal.engine.persian.letters import store
from zolal.people.models import Company, Person, Relation, RelationRole

Customer = Person | Company
LONGEST_NOTE = 500


def add_relation(
    *,
    first: Customer,
    second: Customer,
    kind: str,
    since: date | None = None,
    until: date | None = None,
    note: str = "",
    by: User,
) -> Relation:
    """Relate two, `kind` being the code of a role; what is there already for the time is given back as it is.

    A relation without direction is kept from the older record to the newer, from people to companies.
    Raises `NotAllowed`, DoesNotExist for whom the user does not see; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "records.edit")
        for one in (first, second):
            visible(type(one).objects.all(), by).get(pk=one.pk)
        _demand_change(by, (first.record_type, first.pk), (second.record_type, second.pk))
        role = _role(kind, first, second)
        if role.symmetric and _place(first) > _place(second):
            first, second = second, first
        hold([f"relation {_place(first)} {_place(second)}"])
        relation = Relation(**_ends(first, second), kind=role, since=since, until=until, note=_note(note))
        _demand_sense(relation)
        if found := _doubled(relation):
            return found
        rows.add(ledger.act(kind="relation.add", by=by, about=_about(relation)), relation)
    return relation


def change_relation(
    *,
    relation: Relation,
    seen: Mapping[str, Any] | None = None,
    by: User,
    **given: Any,  # noqa: ANN401 - of the row's fields
) -> Action | None:
    """Another `since`, `until` or `note`; no action where nothing changes. `seen` is what `by` had before their eyes.

    Raises `NotAllowed`, DoesNotExist; `Overtaken`; `ValidationError` by field.
    """
    with transaction.atomic():
        current = _current(relation, by)
        wanted = {name: given[name] for name in ("since", "until") if name in given}
        if "note" in given:
            wanted["note"] = _note(given["note"])
        wanted = wanted_in(current, wanted, seen=seen, kinds="relation.")
        if not wanted:
            return None
        for name in ("since", "until", "note"):
            setattr(relation, name, wanted.get(name, getattr(current, name)))
        _demand_sense(relation)
        if _doubled(relation):
            raise ValidationError({"since": _("This is noted already for that time.")})
        action = ledger.act(kind="relation.change", by=by, about=_about(current))
        rows.change(action, current, **wanted)
    return action


def remove_relation(*, relation: Relation, by: User) -> Action:
    """As if it had never been noted; what has ended is given an end instead. Raises `NotAllowed`, DoesNotExist."""
    with transaction.atomic():
        current = _current(relation, by)
        action = ledger.act(kind="relation.remove", by=by, about=_about(current))
        rows.take(action, current)
    return action


def _current(relation: Relation, by: User) -> Relation:
    """The row as it is now, for who sees both ends."""
    demand(by, "records.edit")
    current = Relation.objects.select_for_update(of=("self",)).get(pk=relation.pk)
    for record_type, pk in (current.first, current.second):
        visible((Person if record_type == "person" else Company).objects.all(), by).get(pk=pk)
    _demand_change(by, current.first, current.second)
    return current


def _demand_change(by: User, *ends: tuple[str, int]) -> None:
    """Whoever may change one of the two may say that they belong together."""
    if not any(may_on(by, "change", record_type, pk) for record_type, pk in ends):
        raise NotAllowed("records.edit")


def _role(code: str, first: Customer, second: Customer) -> RelationRole:
    role = RelationRole.objects.filter(code=code, active=True).first()
    if role is None:
        raise ValidationError({"kind": _("There is no such relation.")})
    if _place(first) == _place(second):
        raise ValidationError({"second": _("Nobody is related to themselves.")})
    types = ((role.first_type, first), (role.second_type, second))
    if any(wanted and wanted != one.record_type for wanted, one in types):
        raise ValidationError({"kind": _("These two cannot be related so: one is a person, or one is a company.")})
    return role


def _doubled(relation: Relation) -> Relation | None:
    """Another row that says the same of the same time."""
    same = {
        name: getattr(relation, name)
        for name in ("person_id", "company_id", "other_id", "other_company_id", "kind_id", "since")
    }
    return Relation.objects.filter(**same).exclude(pk=relation.pk).first()


def _demand_sense(relation: Relation) -> None:
    for name in ("since", "until"):
        day = getattr(relation, name)
        if day is not None and not 1900 <= day.year <= 2200:
            raise ValidationError({name: _("This day cannot be right.")})
    if relation.since and relation.until and relation.until < relation.since:
        raise ValidationError({"until": _("It ends before it begins.")})


def _note(text: str) -> str:
    note = store(text)
    if len(note) > LONGEST_NOTE:
        raise ValidationError({"note": _("This is too long: at most %(longest)s letters.") % {"longest": LONGEST_NOTE}})
    return note


def _ends(first: Customer, second: Customer) -> dict[str, Customer]:
    one = first.record_type
    other = "other" if isinstance(second, Person) else "other_company"
    return {one: first, other: second}


def _place(record: Customer) -> tuple[int, int]:
    return (0 if isinstance(record, Person) else 1, record.pk)


def _about(relation: Relation) -> dict[str, object]:
    ends = [relation.person or relation.company, relation.other or relation.other_company]
    return {"kind": relation.kind_id, "first": str(ends[0].uid), "second": str(ends[1].uid)}
