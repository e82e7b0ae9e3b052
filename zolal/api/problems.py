"""Every error as problem+json (RFC 9457), in the user's language."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import orjson
from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    ValidationError,
)
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as WrongShape

from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import Withheld
from zolal.api.expected import by_field
from zolal.capture.actions.imports import CannotImport
from zolal.core.ledger import AlreadyUndone, CannotUndo, Stale
from zolal.people.queries.lists import BadWish
from zolal.quality.actions.merges import CannotMerge

CONTENT_TYPE = "application/problem+json"
log = logging.getLogger(__name__)

Problem = tuple[int, str, dict[str, Any]]


class Refused(Exception):
    """A request that cannot be answered: status, a sentence, and what is wrong by field."""

    def __init__(self, status: int, detail: str, *, errors: Mapping[str, Any] | None = None, **more: Any) -> None:  # noqa: ANN401
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.more = ({"errors": dict(errors)} if errors else {}) | more


def problem(status: int, detail: str, **more: Any) -> HttpResponse:  # noqa: ANN401 - JSON
    """The answer to a request that failed."""
    body = {"type": "about:blank", "title": title(status), "status": status, "detail": detail, **more}
    response = HttpResponse(orjson.dumps(body, default=str), status=status, content_type=CONTENT_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def title(status: int) -> str:
    titles = {
        400: _("The request could not be read."),
        401: _("Log in or send a token."),
        403: _("Your role does not allow this."),
        404: _("There is nothing here."),
        405: _("This address does not know this method."),
        409: _("The state of things does not allow this."),
        413: _("The request is too large."),
        422: _("Something in the request is not right."),
        429: _("Too many requests; wait a little."),
    }
    return titles.get(status, _("Something went wrong on our side."))


def handle(api: NinjaAPI) -> None:
    """Let every exception of the API become a problem."""
    for kind in (
        AuthenticationError,
        PermissionDenied,
        Http404,
        ObjectDoesNotExist,
        RequestDataTooBig,
        TooManyFieldsSent,
        Stale,
        AlreadyUndone,
        CannotUndo,
        CannotMerge,
        CannotImport,
        BadWish,
        ValidationError,
        WrongShape,
        HttpError,
        Refused,
        Exception,
    ):
        api.add_exception_handler(kind, _answer)


def _answer(_request: HttpRequest, error: Exception) -> HttpResponse:
    status, detail, more = _told(error)
    if status == 500:
        log.error("unhandled in the API", exc_info=error)
    return problem(status, detail or title(status), **more)


def _told(error: Exception) -> Problem:  # noqa: PLR0911 - one line a kind
    match error:
        case Refused():
            return error.status, error.detail, error.more
        case AuthenticationError():
            return 401, _("The token is missing, wrong or revoked. Send “Authorization: Bearer …”."), {}
        case PermissionDenied():
            return 403, str(error) if isinstance(error, Withheld) else "", {}
        case Http404() | ObjectDoesNotExist():
            return 404, _("It does not exist, or you may not see it."), {}
        case RequestDataTooBig() | TooManyFieldsSent():
            return 413, "", {}
        case Stale():
            return 409, _("Somebody changed this record since you looked."), _stale(error)
        case AlreadyUndone():
            return 409, _("This has been undone already."), {}
        case CannotUndo():
            return 409, _("This is for ever, or has a page of its own on which it is undone."), {}
        case CannotMerge() | CannotImport():
            return 409, str(error), {}
        case _:
            return _wrong(error)


def _wrong(error: Exception) -> Problem:
    match error:
        case HttpError(status_code=400):
            return 400, _('The body is no JSON, or was cut off. Send an object, such as {"name": "…"}.'), {}
        case HttpError():
            return error.status_code, str(error), {}
        case BadWish():
            return 422, str(error), {"errors": {error.field: [str(error)]}}
        case ValidationError():
            errors = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            return 409 if isinstance(error, Overtaken) else 422, " ".join(error.messages), {"errors": errors}
        case WrongShape():
            return (
                422,
                _("Some fields of the request are missing or of the wrong kind."),
                {"errors": by_field(error.errors)},
            )
        case DatabaseError() | Exception():
            return 500, _("Nothing was changed. Try again; if it stays, tell your administrator."), {}


def _stale(error: Stale) -> dict[str, Any]:
    changes = [
        {"fact": one.fact, "seen": one.seen, "now": one.now, "by": one.by, "at": one.at.isoformat()}
        for one in error.changes
    ]
    return {"version": error.version, "changes": changes}
