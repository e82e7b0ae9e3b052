"""The header Idempotency-Key: a request that is sent again, because nobody knows whether it arrived, works once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.api.models import IdempotencyKey
from zolal.api.problems import Refused, problem

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
_LONGEST = 200


class Replay(Exception):
    """The request was answered before; this is the answer."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


@dataclass(frozen=True, slots=True)
class _Kept:
    """The row of a request that is being answered, and the transaction that both are written in."""

    row: IdempotencyKey
    transaction: ExitStack


def begin(request: HttpRequest, user: User) -> None:
    """Note the key of a request that writes, and open the transaction in which it is answered.

    Whoever sends the same request meanwhile waits for its end. Raises `Replay` where it was answered before, `Refused`
    where it does not fit. `finish` must follow.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return
    if len(key) > _LONGEST:
        raise Refused(422, _("The header Idempotency-Key takes at most 200 characters."))
    now = timezone.now()
    # Before the transaction: a body that comes slowly would keep everybody else from writing.
    digest = _digest(request)
    IdempotencyKey.objects.filter(created_at__lt=now - KEPT).delete()
    with ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        try:
            with transaction.atomic():
                row = IdempotencyKey.objects.create(user=user, key=key, digest=digest, created_at=now)
        except IntegrityError:
            _again(IdempotencyKey.objects.get(user=user, key=key), digest)
            return
        request.idempotency = _Kept(row, stack.pop_all())  # type: ignore[attr-defined]


def finish(request: HttpRequest, response: HttpResponse) -> None:
    """Keep the answer together with what was done; of one that says "try again" neither stays."""
    kept: _Kept | None = getattr(request, "idempotency", None)
    if kept is None:
        return
    request.idempotency = None  # type: ignore[attr-defined]
    with kept.transaction:
        if response.status_code >= 500:
            transaction.set_rollback(True)
        elif response.streaming:
            kept.row.delete()
        else:
            _keep(kept.row, request, response)


def _keep(row: IdempotencyKey, request: HttpRequest, response: HttpResponse) -> None:
    if getattr(request, "shown_once", False) and response.status_code < 300:
        response = _gone()
    row.status, row.body = response.status_code, response.content
    row.content_type = response.headers.get("Content-Type", "")[:100]
    row.save(update_fields=["status", "body", "content_type"])


def show_once(request: HttpRequest) -> None:
    """The answer holds a secret that is kept nowhere: who repeats the request does not get it again."""
    request.shown_once = True  # type: ignore[attr-defined]


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Give up all answers that were kept, for the erased may stand in any; what was done is not done again."""
    gone = _gone()
    answered = IdempotencyKey.objects.exclude(status=0)  # but the request that erases
    answered.update(status=gone.status_code, body=gone.content, content_type=gone.headers["Content-Type"])


def _gone() -> HttpResponse:
    return problem(409, _("This request was answered before, and its answer is not kept."))


def _again(row: IdempotencyKey, digest: str) -> None:
    if row.digest != digest:
        raise Refused(422, _("This Idempotency-Key was used for another request. Make a new key for each request."))
    response = HttpResponse(bytes(row.body), status=row.status, content_type=row.content_type)
    response["Idempotent-Replayed"] = "true"
    raise Replay(response)


def _digest(request: HttpRequest) -> str:
    found = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, upload in sorted(request.FILES.items()):
            found.update(name.encode())
            for chunk in upload.chunks():
                found.update(chunk)
            upload.seek(0)
        found.update(repr(sorted(request.POST.lists())).encode())
    else:
        found.update(request.body)
    return found.hexdigest()
