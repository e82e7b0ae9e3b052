"""What a field of a request should have been, in the user's language: pydantic's findings said in our words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_WRAPPERS = frozenset({"given", "entry", "query"})
"""Names that the operations give their body; the sender does not know them."""

_TEXT = _("A text is expected here.")
_WHOLE = _("A whole number is expected here.")
_NUMBER = _("A number is expected here.")
_TRUTH = _("true or false is expected here.")
_ID = _("An id is expected here, such as 0193a5c2-7d1e-7c3a-9b1f-2f6d3f0c8a11.")
_LIST = _("A list is expected here.")
_OBJECT = _("An object with named fields is expected here.")

_MESSAGES: Mapping[str, str | Promise] = {
    "missing": _("This field is missing."),
    "extra_forbidden": _("There is no such field."),
    "string_type": _TEXT,
    "string_too_long": _("At most %(max_length)s letters are expected here."),
    "string_too_short": _("At least %(min_length)s letters are expected here."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than": _("More than %(gt)s is expected here."),
    "greater_than_equal": _("At least %(ge)s is expected here."),
    "less_than": _("Less than %(lt)s is expected here."),
    "less_than_equal": _("At most %(le)s is expected here."),
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "uuid_type": _ID,
    "uuid_parsing": _ID,
    "list_type": _LIST,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "literal_error": _("One of these is expected here: %(expected)s"),
    "enum": _("One of these is expected here: %(expected)s"),
    "none_required": _("null is expected here."),
}


def by_field(errors: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """{field as the sender knows it: what was expected}."""
    found: dict[str, list[str]] = {}
    for error in errors:
        messages = found.setdefault(_field(error.get("loc", ())), [])
        if (message := _message(error)) not in messages:
            messages.append(message)
    return found


def _field(place: Sequence[object]) -> str:
    """Without where it stands (body, query …), the name of the body, and which kind of value was tried."""
    parts = [str(part) for part in place[1:]]
    if parts and parts[0] in _WRAPPERS:
        parts = parts[1:]
    tried = {"uuid", "int", "str", "bool", "none"}
    return ".".join(part for part in parts if part not in tried and not part.startswith(("literal[", "list[", "dict[")))


def _message(error: Mapping[str, Any]) -> str:
    context = {name: str(value) for name, value in (error.get("ctx") or {}).items()}
    context["expected"] = context.get("expected", "").replace(" or ", ", ")
    message = _MESSAGES.get(str(error.get("type", "")))
    if message is None:
        return gettext("Something else is expected here: %(message)s") % {"message": str(error.get("msg", ""))}
    return str(message) % context
