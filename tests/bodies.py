"""Bodies for the operations of the API, made of its own document, that name what is planted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from zolal.api.urls import api as interface

Named = Callable[[str], str]
"""From the name of a property, or of a folder of the API, to an identity."""

_TEXTS = {
    "do": "delete", "form": "csv", "fact": "city", "field": "city", "kind": "call", "type": "person", "role": "pays",
    "verdict": "dismissed", "decision": "different", "level": "edit", "method": "transfer", "scope": "all",
    "outcome": "answered", "outlook": "good", "period": "1405", "email": "new@example.com", "value": "یزد",
    "record_type": "person", "code": "invalid", "raw": "", "calendar": "jalali",
}  # fmt: skip


def bodies(named: Named) -> dict[tuple[str, str], Any]:
    """{(method, path as the document writes it): a body that could be right}, of all that take no file."""
    document = interface.get_openapi_schema()
    schemas = document["components"]["schemas"]
    found = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            folder = path.removeprefix("/api/v1/").partition("/")[0]
            if schema is not None:
                found[method.upper(), path] = _value(schema, folder, "", schemas, named)
    return found


def _value(schema: Mapping[str, Any], folder: str, name: str, schemas: Mapping[str, Any], named: Named) -> Any:  # noqa: ANN401, PLR0911 - JSON
    if (inner := _inner(schema, schemas)) is not None:
        return _value(inner, folder, name, schemas, named)
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object" if "properties" in schema:
            wanted = {*schema.get("required", []), "ids", "version", "fields"}
            return {
                one: _value(each, folder, one, schemas, named)
                for one, each in schema["properties"].items()
                if one in wanted or "uuid" in str(each) or "$ref" in str(each)
            }
        case "object":
            return {"city": "یزد"} if name == "fields" and folder in {"people", "companies"} else {}
        case "array":
            one = _value(schema.get("items", {}), folder, folder if name == "ids" else name, schemas, named)
            return [named(folder)] if name == "ids" else [one]
        case "integer" | "number":
            return 1
        case "boolean":
            return False
        case "string":
            return _text(schema, folder, name, named)
    return None


def _inner(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if "$ref" in schema:
        return schemas[schema["$ref"].rpartition("/")[2]]
    return next((schema[several][0] for several in ("anyOf", "allOf", "oneOf") if several in schema), None)


def _text(schema: Mapping[str, Any], folder: str, name: str, named: Named) -> str:
    match schema.get("format"):
        case "uuid":
            return named(name)
        case "date":
            return (timezone.localdate() + timedelta(days=1)).isoformat()
        case "date-time":
            return (timezone.now() + timedelta(days=1)).isoformat()
    if name in {"id", "uid", "record", "keep", "absorb", "first", "second"}:
        return named(folder if name in {"id", "uid"} else name)
    return _TEXTS.get(name, "یزد")
