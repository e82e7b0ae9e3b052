"""The part of a form that asks for fields in `own`, of any kind of record: in groups, with conditions and checks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from zolal.accounts.models import User
from zolal.core.files import Upload
from zolal.core.ledger import Facts
from zolal.core.models import Record
from zolal.engine.records import SEPARATOR
from zolal.people.actions.own_files import hand_in
from zolal.people.fields import Field, FieldGroup, Shape, group_of, groups, is_own
from zolal.people.own.definition import When
from zolal.people.own.entry import defaults_for
from zolal.people.own.known import own_fields
from zolal.people.own.reading import own_of
from zolal.people.own.when import fulfils, holds
from zolal.people.queries.permitted import fixed
from zolal.people.queries.related import attach
from zolal.web.answered import Answered
from zolal.web.people.inputs import Input, input_for
from zolal.web.people.own import own_typed

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as the form asks for it; `waits_for` is the id of the control on which it depends, `waits` whether what
    stands there now keeps it away."""

    input: Input
    errors: Sequence[str]
    waits_for: str
    waits: bool


@dataclass(frozen=True, slots=True)
class AskedGroup:
    group: FieldGroup
    fields: Sequence[Asked]


class OwnPart:
    """`beside` are facts of the record on which conditions depend and which the form does not ask; `only` some names.
    What the button that sends the form says of `said_last` nobody knows before: what waits for it is shown.

    Controls of the other fields of the form have ids by `auto_id`; those of this part begin with `prefix`.
    """

    def __init__(
        self,
        record_type: str,
        *,
        by: User,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        record: Record | None = None,
        beside: Facts | None = None,
        only: Collection[str] | None = None,
        auto_id: str = "id_%s",
        said_last: Collection[str] = (),
    ) -> None:
        self.by, self.data, self.files, self.record = by, data, files or MultiValueDict(), record
        self.beside, self.auto_id, self.prefix = beside or {}, auto_id, auto_id % ""
        self.said_last = said_last
        out = fixed(by, record_type, new=record is None)
        every = own_fields(record_type)
        self.known = {name: one for name, one in every.items() if name not in out and (only is None or name in only)}
        self.errors: dict[str, list[str]] = {}
        self._kept: dict[str, str] = {}
        if record is not None and self.known:
            attach(by, record_type, [record])
        self._defaults = defaults_for(record_type) if record is None else {}

    def __bool__(self) -> bool:
        return bool(self.known)

    @property
    def groups(self) -> list[AskedGroup]:
        """What is asked, in groups in their order."""
        found: dict[str, list[Asked]] = {name: [] for name in groups()}
        for field in self.known.values():
            found[group_of(field).name].append(self._asked(field))
        return [AskedGroup(groups()[name], fields) for name, fields in found.items() if fields]

    @property
    def filled(self) -> bool:
        """Whether something stands there already, or is wrong: then it is shown at once."""
        return bool(self.errors) or any(self._text(field) for field in self.known.values())

    @property
    def needed(self) -> bool:
        """Whether nothing is saved without it."""
        return any(own_of(field).required for field in self.known.values())

    def texts(self) -> dict[str, str]:
        """What was typed, by field; of what the form did not show nothing is said. Files that came along are handed in.

        Raises `ValidationError` by field for a file that is not taken.
        """
        if self.data is None:
            return {}
        found, wrong = {}, {}
        for name, field in self.known.items():
            if (name not in self.data and name not in self.files) or not self._applies(own_of(field).when):
                continue
            try:
                found[name] = self._handed_in(field) or _posted(self.data, name)
            except ValidationError as refused:
                wrong[name] = refused.messages
        if wrong:
            raise ValidationError(wrong)
        return found

    def refused(self, error: ValidationError) -> list[str]:
        """Take the sentences about fields of this part; the others are given back."""
        found: Mapping[str, list[str]] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        self.errors |= {name: sentences for name, sentences in found.items() if name in self.known}
        return [one for name, sentences in found.items() if name not in self.known for one in sentences]

    def _asked(self, field: Field) -> Asked:
        when = own_of(field).when
        waits_for = ""
        if when is not None:
            waits_for = (
                f"{self.prefix}{when.field.replace(':', '-')}" if is_own(when.field) else self.auto_id % when.field
            )
        one = input_for(field, self._text(field))
        if when is not None and when.field in self.said_last:
            return Asked(one, self.errors.get(field.name, ()), "", waits=False)
        return Asked(one, self.errors.get(field.name, ()), waits_for, not self._applies(when))

    def _text(self, field: Field) -> str:
        if kept := self._kept_again(field):
            return kept
        if self.data is not None and (field.name in self.data or self.record is None):
            return _posted(self.data, field.name)
        if self.record is not None:
            return own_typed(self.record, field)
        return self._defaults.get(field.name, "")

    def _applies(self, when: When | None) -> bool:
        if when is None:
            return True
        if self.data is not None and when.field in self.data:
            return fulfils(when, SEPARATOR.join(self.data.getlist(when.field)))
        now: dict[str, Any] = dict(self.beside)
        if self.record is not None:
            now |= {f"own:{key}": value for key, value in self.record.own.items()}
            now.setdefault(when.field, getattr(self.record, when.field, None))
        else:
            now = {**self._defaults, **now}
        return holds(when, now)

    def _kept_again(self, field: Field) -> str:
        """A file that came with a form which was refused: whoever sends it again need not choose it again.

        It is handed in once more, for what was written with the form is taken back with it.
        """
        if field.name not in self.files:
            return ""
        if field.name not in self._kept:
            self._kept[field.name] = ""
            with suppress(ValidationError):
                self._kept[field.name] = self._handed_in(field)
        return self._kept[field.name]

    def _handed_in(self, field: Field) -> str:
        file = self.files.get(field.name) if field.shape is Shape.FILE else None
        return hand_in(upload=Upload(file.name or "", file.size or 0, file), by=self.by) if file else ""


class AnsweredWithOwn(Answered):
    """A form with such a part."""

    own: OwnPart

    def refuse(self, error: ValidationError) -> None:
        """Put sentences about fields of one's own beside those."""
        found: Mapping[str, list[str]] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        rest = {name: sentences for name, sentences in found.items() if name not in self.own.known}
        self.own.errors |= {name: sentences for name, sentences in found.items() if name in self.own.known}
        if rest:
            super().refuse(ValidationError(rest) if hasattr(error, "error_dict") else error)


def _posted(data: QueryDict, name: str) -> str:
    return SEPARATOR.join(filter(None, map(str.strip, data.getlist(name))))[:LONGEST]
