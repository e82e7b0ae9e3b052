"""The OpenAPI document: what ninja makes of the operations, with the problems and with names that stay."""

from __future__ import annotations

from typing import Any

from ninja.openapi.schema import OpenAPISchema

Operation = dict[str, Any]

_PROBLEM = {
    "title": "Problem",
    "type": "object",
    "description": "What went wrong (RFC 9457), in the language of the token's user.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What was expected and what to do."},
        "errors": {
            "type": "object",
            "description": "What is wrong, by field.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "version": {"type": "integer", "description": "409: the version the record has by now."},
        "changes": {
            "type": "array",
            "description": "409: what somebody else changed meanwhile.",
            "items": {"$ref": "#/components/schemas/FactChange"},
        },
        "merged_into": {"type": "string", "format": "uuid", "description": "409: the record to go on with."},
        "allowed": {"type": "string", "description": "405: the methods of this address."},
        "retry_after": {"type": "integer", "description": "429: seconds to wait."},
    },
}
_CHANGE = {
    "title": "FactChange",
    "type": "object",
    "properties": {
        "fact": {"type": "string"},
        "seen": {"description": "What it was in the version that was sent."},
        "now": {"description": "What it is."},
        "by": {"type": "string"},
        "at": {"type": "string", "format": "date-time"},
    },
}
_EXAMPLES: dict[str, dict[str, Any]] = {
    "401": {"title": "Log in or send a token.", "detail": "The token is missing, wrong or revoked."},
    "403": {"title": "Your role does not allow this.", "detail": "Your role does not allow this."},
    "404": {"title": "There is nothing here.", "detail": "It does not exist, or you may not see it."},
    "409": {
        "title": "The state of things does not allow this.",
        "detail": "Somebody changed this record since you looked.",
        "version": 4,
        "changes": [{"fact": "city", "seen": "یزد", "now": "شیراز", "by": "مریم", "at": "2026-11-22T08:30:00Z"}],
    },
    "422": {
        "title": "Something in the request is not right.",
        "detail": "Some fields of the request are missing or of the wrong kind.",
        "errors": {"keep": ["This field is missing."]},
    },
    "429": {"title": "Too many requests; wait a little.", "detail": "Wait 12 seconds.", "retry_after": 12},
}
_MEANINGS = {
    "401": "No token, or a wrong one",
    "403": "The role or the token's scope does not allow it",
    "404": "Not there, or not to be seen",
    "409": "The state of things does not allow it",
    "422": "A field is missing or wrong",
    "429": "Too many requests",
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same request with the same key within a day does nothing again and gets the same answer.",
    "schema": {"type": "string", "maxLength": 200},
}


def documented(document: OpenAPISchema) -> OpenAPISchema:
    """Add to every operation the problems it may answer with, and name it by noun and verb."""
    schemas = document["components"].setdefault("schemas", {})
    schemas |= {"Problem": _PROBLEM, "FactChange": _CHANGE}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            operation["operationId"] = _name(path, operation["operationId"])
            if method != "get":
                operation["parameters"] = [*operation["parameters"], _KEY]
            _add_problems(path, method, operation)
    return document


def _name(path: str, found: str) -> str:
    """ "people_show": the noun of the address and what is done to it."""
    noun = path.removeprefix("/api/v1/").split("/", 1)[0].strip("/")
    return f"{noun}_{found.split('.', 1)[0]}"


def _add_problems(path: str, method: str, operation: Operation) -> None:
    statuses = ["401", "403", "429"]
    statuses += ["404"] if "{" in path else []
    statuses += ["409", "422"] if method != "get" else ["422"] if operation["parameters"] else []
    responses = operation["responses"]
    for status in statuses:
        problem = {
            "schema": {"$ref": "#/components/schemas/Problem"},
            "example": {"type": "about:blank", "status": int(status), **_EXAMPLES[status]},
        }
        known = _by_text(responses, status)
        known.setdefault("description", _MEANINGS[status])
        known.setdefault("content", {})["application/problem+json"] = problem


def _by_text(responses: dict[Any, Any], status: str) -> Operation:
    """The answer of a status, whether ninja wrote it as number or text."""
    if int(status) in responses:
        return responses[int(status)]
    return responses.setdefault(status, {})
