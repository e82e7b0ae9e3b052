"""What follows an activity: chosen with one click, and asked what is needed of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from zolal.accounts.models import User
from zolal.activities.actions.activities import Next
from zolal.activities.models import Activity
from zolal.activities.own_fields import own_of_kinds
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Field, is_own
from zolal.people.own.reading import own_of
from zolal.web.activities.words import FOLLOWING
from zolal.web.people.own_part import Asked, OwnPart

_WITHIN = "then:"
"""Before names of controls: the activity itself may be asked the same."""


class FollowingPart(OwnPart):
    """Fields of one's own without which what follows would not be planned; shown beside the choice that needs them."""

    def __init__(
        self,
        *,
        by: User,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        auto_id: str = "id_%s",
    ) -> None:
        self.then = data.get("then", "") if data is not None else ""
        super().__init__(
            "activity", by=by, data=_of_this(data), files=_of_this(files), beside={"kind": _kind(self.then)},
            only=_needed(), auto_id=auto_id,
        )  # fmt: skip

    def next(self) -> Next | None:
        """What "call:2" asks for: at nine in the morning of that day. Raises `ValidationError` by field for a file."""
        if not (kind := _kind(self.then)):
            return None
        day = timezone.localdate() + timedelta(days=int(self.then.partition(":")[2]))
        timed = kind != Activity.Kind.TASK
        at = timezone.make_aware(datetime.combine(day, time(9 if timed else 0)))
        return Next(kind, at, all_day=not timed, own=self.texts())

    def take(self, error: ValidationError) -> ValidationError:
        """Keep the sentences about fields of this part; the others are given back."""
        if not hasattr(error, "error_dict"):
            return error
        found = error.message_dict
        mine = {name: f"{_WITHIN}{name}" for name in self.known if f"{_WITHIN}{name}" in found}
        self.errors |= {name: found.pop(told) for name, told in mine.items()}
        return ValidationError(found) if mine else error

    def _asked(self, field: Field) -> Asked:
        asked, when = super()._asked(field), own_of(field).when
        one = replace(asked.input, name=f"{_WITHIN}{field.name}")
        if when is not None and is_own(when.field):
            waits_for = f"{self.prefix}{_WITHIN}{when.field}".replace(":", "-")
            return replace(asked, input=one, waits_for=waits_for)
        chosen = [value for value in FOLLOWING if value and _fits(field, _kind(value))]
        one = replace(one, when_values=SEPARATOR.join(chosen))
        return replace(asked, input=one, waits_for=self.auto_id % "then", waits=self.then not in chosen)


def _kind(choice: str) -> str:
    """Of "call:2" the call; "" for what cannot be chosen."""
    return choice.partition(":")[0] if choice in FOLLOWING else ""


def _needed() -> Collection[str]:
    """Those that something which follows may need, with the others on which it depends whether they are."""
    asked = own_of_kinds({_kind(choice) for choice in FOLLOWING if choice})
    needed = {name for name, field in asked.items() if own_of(field).required and own_of(field).refuses}
    waited_for = {when.field for name in needed if (when := own_of(asked[name]).when)}
    return needed | (waited_for & asked.keys())


def _fits(field: Field, kind: str) -> bool:
    return field.name in own_of_kinds([kind])


def _of_this(sent: Any) -> Any:  # noqa: ANN401 - what a browser sent, texts or files
    if sent is None:
        return None
    found = QueryDict(mutable=True) if isinstance(sent, QueryDict) else MultiValueDict()
    for name in sent:
        if name.startswith(_WITHIN):
            found.setlist(name.removeprefix(_WITHIN), sent.getlist(name))
    return found
