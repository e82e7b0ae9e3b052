"""The part of a form of an activity that asks for fields of one's own: those of its kind."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.people.fields import Field
from zolal.people.own.known import own_fields
from zolal.people.own.reading import own_of
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
    only = [name for name, field in own_fields("activity").items() if _is_of(field, kinds or (kind,))]
    return OwnPart(
        "activity", by=by, data=data, files=files, record=activity, beside={"kind": kind}, only=only, auto_id=auto_id,
        said_last=("outcome",) if ends else (),
    )  # fmt: skip


def _is_of(field: Field, kinds: Collection[str]) -> bool:
    when = own_of(field).when
    return when is None or when.field != "kind" or not when.values or bool({*when.values} & {*kinds})
