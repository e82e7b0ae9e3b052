"""Files in fields as far as a user may see them, or write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from zolal.accounts.models import User
from zolal.engine.persian.letters import key
from zolal.people.fields import Shape
from zolal.people.models import OwnFile
from zolal.people.own.files import fact_of, identity, kept
from zolal.people.own.types import own_types
from zolal.people.queries.permitted import whole_fields
from zolal.people.values import value_of


def visible_file(user: User, record_type: str, uid: UUID, name: str) -> OwnFile:
    """The one that stands in a field now. Raises `NotAllowed`, `OwnFile.DoesNotExist`, the record's `DoesNotExist`."""
    field = whole_fields(user, record_type).get(name)
    if field is None or field.own is None or field.shape is not Shape.FILE or record_type not in own_types():
        raise OwnFile.DoesNotExist
    found = kept(value_of(own_types()[record_type].seen(user).get(uid=uid), field))
    if found is None:
        raise OwnFile.DoesNotExist
    return OwnFile.objects.get(uid=found.uid)


def files_for(text: str, user: User, now: Any = None) -> Mapping[str, str]:  # noqa: ANN401 - JSON
    """What a text means that is to be written over `now`, as `own.reading.read` takes it.

    Only what the user handed in and what stands there already: whoever learns an identity gets no file by it.
    """
    uid = identity(text)
    if uid is None:
        return {}
    if identity(str(now or "")) == uid:
        return {key(text): str(now)}
    fresh = OwnFile.objects.filter(uid=uid, by=user, record_id__isnull=True).first()
    return {key(text): fact_of(fresh)} if fresh else {}
