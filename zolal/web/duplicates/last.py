"""What a reviewer decided last, so that one key takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.http import HttpRequest

_KEY = "last_decision"


@dataclass(frozen=True, slots=True)
class Last:
    """A merge or a pair by its uid, and how the reviewer knows it."""

    kind: Literal["merge", "pair"]
    uid: UUID
    pair: UUID


def remember(request: HttpRequest, *, kind: Literal["merge", "pair"], uid: UUID, pair: UUID) -> None:
    request.session[_KEY] = [kind, str(uid), str(pair)]


def last(request: HttpRequest) -> Last | None:
    match request.session.get(_KEY):
        case [("merge" | "pair") as kind, str(uid), str(pair)]:
            return Last(kind, UUID(uid), UUID(pair))
    return None


def forget(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)
