"""The fields in `own` that there are now: read once a request or job, and anew only where somebody changed one.

All processes agree by a stamp in the database, which every change of a definition renews in its transaction. A process
that must not ask the database is told, see `take`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from zolal.accounts.models import Role, RoleRights
from zolal.core.models import Setting
from zolal.core.settings import stored
from zolal.people.fields import GROUPS, Field, FieldGroup, Shape, built_in
from zolal.people.models import Category, CustomField
from zolal.people.models import FieldGroup as FieldGroupRow
from zolal.people.own.definition import PREFIX, Choice, Own, TwoTongues, When
from zolal.people.own.shipped import TONES, shipped_fields

STAMP = "fields.stamp"
_KINDS: Mapping[str, str] = {"text": "text", "long text": "text"}


class Known:
    """What the rows say, by the stamp under which they were read."""

    def __init__(
        self,
        stamp: str,
        fields: Iterable[CustomField],
        groups: Iterable[FieldGroupRow],
        categories: Iterable[Category] = (),
    ) -> None:
        self.stamp = stamp
        self.rows = (list(fields), list(groups), list(categories))
        self.groups = _groups(self.rows[1])
        self._by_type: dict[str, dict[str, Field]] = {}

    def fields(self, record_type: str) -> dict[str, Field]:
        """Without those that were retired."""
        if record_type not in self._by_type:
            rows = [row for row in self.rows[0] if row.record_type == record_type and row.retired_at is None]
            whole = {field.name: field for field in (*shipped_fields(record_type), *map(field_from, rows))}
            places = {name: place for place, name in enumerate(self.groups)}
            ordered = sorted(whole.values(), key=lambda field: places.get(field.group, len(places)))
            self._by_type[record_type] = {field.name: field for field in ordered}
        return self._by_type[record_type]


_latest: Known | None = None
_told: Known | None = None
_here = threading.local()


def own_fields(record_type: str) -> dict[str, Field]:
    """The fields in `own` of a kind of record, by name."""
    return known().fields(record_type)


def any_field(record_type: str, name: str) -> Field | None:
    """A field in `own`, also one that was retired: its values are kept, and kept in the index."""
    if field := own_fields(record_type).get(name):
        return field
    rows = [row for row in known().rows[0] if row.record_type == record_type and row.name == name]
    return field_from(rows[0]) if rows else None


def field_groups() -> dict[str, FieldGroup]:
    return known().groups


def stamp() -> str:
    """Which state of the definitions holds: what follows from fields may be kept under it."""
    return known().stamp


def known() -> Known:
    """What holds in this request or job."""
    global _latest  # noqa: PLW0603 - one for all threads
    if _told is not None:
        return _told
    found: Known | None = getattr(_here, "known", None)
    if found is None:
        now = stored([STAMP]).get(STAMP, "")
        if _latest is None or _latest.stamp != now:
            _latest = Known(
                str(now),
                CustomField.objects.all(),
                _kept(FieldGroupRow.objects.select_related("team")),
                Category.objects.exclude(needs=[]),
            )
        found = _here.known = _latest
    return found


def look_again(**_: Any) -> None:  # noqa: ANN401 - of a signal
    """Another request or job begins."""
    _here.known = None


def renew(**_: Any) -> None:  # noqa: ANN401 - of a signal
    """A definition was written: all processes read them anew."""
    Setting.objects.update_or_create(name=STAMP, defaults={"value": uuid4().hex})
    look_again()


def demanding_categories() -> list[Category]:
    """Those into which a record comes only with certain fields."""
    return known().rows[2]


def collect() -> tuple[str, list[CustomField], list[FieldGroupRow], list[Category]]:
    """For `core.aside.carry`."""
    now = known()
    return now.stamp, *now.rows


def take(told: tuple[Any, ...] | None) -> None:
    """Believe this and never ask the database; None: ask it again."""
    global _told  # noqa: PLW0603 - one for the process
    _told = Known(*told) if told is not None else None
    look_again()


def field_from(row: CustomField) -> Field:
    """A row as a field of the catalogue."""
    label = TwoTongues(row.label_fa, row.label_en)
    when = When(row.when_field, tuple(row.when_values)) if row.when_field else None
    own = Own(
        key=row.key,
        uid=str(row.uid),
        choices=tuple(
            Choice(one["value"], TwoTongues(one.get("fa", ""), one.get("en", "")), one.get("colour", ""))
            for one in row.choices
        ),
        help=row.help,
        default=row.default,
        when=when,
        required=row.required,
        refuses=row.refuses,
        unique=row.unique,
        least=row.least,
        most=row.most,
        shortest=row.shortest,
        longest=row.longest,
        pattern=row.pattern,
        target=row.target,
        headers=tuple(filter(None, (row.label_fa, row.label_en, row.key))),
    )
    kind = _KINDS.get(row.kind, "")
    return Field(f"{PREFIX}{row.key}", label, row.group, Shape(row.kind), kind, (row.record_type,), own)  # type: ignore[arg-type]


def _kept(rows: Iterable[FieldGroupRow]) -> list[FieldGroupRow]:
    """Without roles that are gone: whom nobody is any more cannot keep anything."""
    found = list(rows)
    if any(row.roles for row in found):
        there = {*Role.values, *RoleRights.objects.values_list("key", flat=True)}
        for row in found:
            row.roles = [role for role in row.roles if role in there]
    return found


def _groups(rows: Iterable[FieldGroupRow]) -> dict[str, FieldGroup]:
    """Those that come with Zolal in their order, changed as a row says; further ones before what is ours."""
    said = {row.key: row for row in rows}
    whole = {name: FieldGroup(name, label, TONES.get(name, name)) for name, label in GROUPS.items()}
    places = {name: 10 * (place + 1) for place, name in enumerate(whole)}
    for key, row in said.items():
        before = whole.get(key)
        label = TwoTongues(row.label_fa, row.label_en) if row.label_fa or row.label_en else before and before.label
        team = row.team.name if row.team else ""
        whole[key] = FieldGroup(key, label or key, row.colour, tuple(row.roles), team, row.team_id)
        places[key] = row.position
    return {name: whole[name] for name in sorted(whole, key=lambda name: places[name])}


__all__ = ["any_field", "built_in", "field_from", "field_groups", "known", "own_fields", "renew", "stamp", "take"]
