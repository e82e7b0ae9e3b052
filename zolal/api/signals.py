"""Signals: what happened with customers, told by other programs, a thousand in one call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from zolal.accounts.models import User
from zolal.activities.actions.signals import AT_ONCE, Told, demand_sense, record_signals
from zolal.activities.addresses import Address, read_address
from zolal.activities.last import KINDS
from zolal.activities.models import OF_LIFE
from zolal.activities.queries.signals import hearing, ids_of, reached_by, signals_of
from zolal.api.answers.signals import HeardOut, HearingOut, RecordedOut
from zolal.api.door import needs, user_of
from zolal.api.problems import Refused
from zolal.people.queries.records import visible_record

signals = Router(tags=["Signals"])

Kind = Literal["person", "company"]


class SignalIn(Schema):
    """Of whom: `id`, or an `email` or `mobile` that only one record has. `key` is your own name for it: told again, it
    is written once."""

    id: UUID | None = None
    email: str = ""
    mobile: str = ""
    kind: str = Field(examples=["email_opened"])
    at: datetime
    key: str = ""
    detail: dict[str, Any] = Field(default_factory=dict)


class SignalsIn(Schema):
    """`source` names who tells, such as a mailing service."""

    type: Kind = "person"
    source: str = Field("API", min_length=1, max_length=200)
    signals: list[SignalIn] = Field(min_length=1, max_length=AT_ONCE)


@signals.post("", auth=needs("signals.write"), response=RecordedOut, summary="Tell up to a thousand signals")
def record(request: HttpRequest, given: SignalsIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    told, refused = _found(user, given)
    if not told:
        raise Refused(
            422, _("None of these signals can be taken."), errors={f"signals.{at}": [why] for at, why in refused}
        )
    done = record_signals(record_type=given.type, signals=told, by=user, source=given.source)
    return {
        "recorded": done.recorded,
        "known": done.known,
        "refused": [{"at": at, "reason": why} for at, why in refused],
    }


@signals.get("/kinds", auth=needs("records.read"), response=list[HearingOut], summary="Which signals are told at all")
def kinds(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    known = hearing()
    return [
        {
            "kind": kind,
            "of_life": kind in OF_LIFE,
            "since": known[kind].since if kind in known else None,
            "until": known[kind].until if kind in known else None,
        }
        for kind in KINDS
    ]


@signals.get("/{type}/{uuid:uid}", auth=needs("records.read"), response=HeardOut, summary="The signals of one record")
def of_record(request: HttpRequest, type: Kind, uid: UUID, after: str = "") -> Any:  # noqa: A002, ANN401
    before = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    found = signals_of(record=visible_record(user_of(request), type, uid), before=before)
    return {
        "last": {kind: getattr(found.last, kind, None) for kind in KINDS},
        "items": [
            {"id": one.uid, "kind": one.kind, "at": one.at, "source": one.source.name, "detail": one.detail}
            for one in found.signals
        ],
        "next": str(found.next or ""),
    }


def _found(user: User, given: SignalsIn) -> tuple[list[Told], list[tuple[int, str]]]:
    """Those of which the record is known and that make sense, and what is wrong with the others, by place."""
    ids = ids_of(user, given.type, [one.id for one in given.signals if one.id])
    addresses = [_address(one) for one in given.signals]
    reached = reached_by(user, given.type, [one for one in addresses if one])
    told, refused = [], []
    for at, (one, address) in enumerate(zip(given.signals, addresses, strict=True)):
        found = [ids[one.id]] if one.id in ids else reached.get(address, []) if address and not one.id else []
        signal = Told(found[0] if found else 0, one.kind, one.at, one.key, _detailed(one))
        if why := _nobody(found) or _nonsense(signal):
            refused.append((at, why))
        else:
            told.append(signal)
    return told, refused


def _address(one: SignalIn) -> Address | None:
    return read_address("email", one.email) if one.email else read_address("sms", one.mobile) if one.mobile else None


def _detailed(one: SignalIn) -> dict[str, Any]:
    """With the address the signal is told of: a bounce is one of that address, not of the person."""
    told = {"address": one.email} if one.email else {"address": one.mobile, "channel": "sms"} if one.mobile else {}
    return told | one.detail


def _nobody(found: Sequence[int]) -> str:
    if not found:
        return _("None of your records is this one.")
    return _("Several records have this address; say which one by its id.") if len(found) > 1 else ""


def _nonsense(signal: Told) -> str:
    try:
        demand_sense(signal)
    except ValidationError as error:
        return error.messages[0]
    return ""
