"""The part of a form of an activity that asks for fields of one's own: those of its kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.activities.own_fields import own_of_kinds, same_of_many
from zolal.web.people.own_part import OwnPart


def own_part(
    kind: str,
    *,
    by: User,
    kinds: Collection[str] = (),
    data: QueryDict | None = None,
    files: MultiValueDict[str, Any] | None = None,
    activity: Activity | None = None,
    auto_id: str = "id_%s",
    ends: bool = True,
) -> OwnPart:
    """Of a new activity, or of one that there is; of a form that `ends` it, the button says with which outcome.

    `kinds` are those that the form itself lets choose.
    """
    only = own_of_kinds(kinds or (kind,))
    return OwnPart(
        "activity", by=by, data=data, files=files, record=activity, beside={"kind": kind}, only=only, auto_id=auto_id,
        said_last=("outcome",) if ends else (),
    )  # fmt: skip


def part_of_many(kinds: Sequence[str], *, by: User, data: QueryDict | None = None) -> OwnPart:
    """What is asked once for several new activities of one of the kinds, the first where none is chosen."""
    kind = str(data.get("kind", kinds[0])) if data is not None else kinds[0]
    return OwnPart("activity", by=by, data=data, beside={"kind": kind}, only=same_of_many(kinds))
